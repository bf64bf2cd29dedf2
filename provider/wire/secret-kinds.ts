import type { NamedValue } from './named-value.ts';
import { isIdentifier, kindByName, kindOfCookie, kindOfHeader, type SecretKind } from './secret-names.ts';

/** Which half of an exchange. */
export type Side = 'request' | 'response';

/** In a JSON answer these are an error's code, a place's state. */
const MEANS_ANOTHER_THING_IN_JSON_ANSWERS: ReadonlySet<string> = new Set(['code', 'state']);

/** What a client sends that has lost its secret: showing it is the point. */
const LOST: ReadonlySet<string> = new Set([
  '',
  'undefined',
  'null',
  'none',
  'nan',
  'true',
  'false',
  '[object object]',
  'bearer',
  'basic',
  'dpop',
  '…',
]);

/** True for what stands where a secret should be and is none. */
export const isLost = (value: string): boolean => LOST.has(value.toLowerCase());

const kindOfCredential = (scheme: string): SecretKind =>
  scheme === 'bearer' || scheme === 'dpop' ? 'access-token' : 'credential';

/** What a named value is, by where it stands; undefined when it is no secret. */
export const kindOf = (side: Side, { place, name, value }: NamedValue): SecretKind | undefined => {
  if (isLost(value)) return undefined;
  if (place === 'cookie' || place === 'set-cookie') return kindOfCookie(name);
  if (place === 'userinfo') return 'password';
  if (place === 'header') return kindOfHeader(name);
  if (place === 'authorization' || place === 'proxy-authorization') return kindOfCredential(name);
  if (place === 'json' && side === 'response' && MEANS_ANOTHER_THING_IN_JSON_ANSWERS.has(name)) return undefined;
  const kind = kindByName(name);
  return kind === undefined || isIdentifier(kind, value) ? undefined : kind;
};

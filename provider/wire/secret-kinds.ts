import type { NamedValue } from './named-values.ts';

/** What a secret is called: `access-token` in `access-token#2`. */
export type SecretKind =
  | 'access-token'
  | 'refresh-token'
  | 'id-token'
  | 'token'
  | 'jwt'
  | 'code'
  | 'client-secret'
  | 'code-verifier'
  | 'assertion'
  | 'state'
  | 'nonce'
  | 'password'
  | 'session-cookie'
  | 'session-state'
  | 'csrf-token'
  | 'ticket'
  | 'api-key'
  | 'credential';

/** Which half of an exchange. */
export type Side = 'request' | 'response';

/** By the name without `_` and `-`, in lower case, so that `access_token` and `accessToken` are one. */
const BY_NAME: ReadonlyMap<string, SecretKind> = new Map<string, SecretKind>([
  ['accesstoken', 'access-token'],
  ['fbexchangetoken', 'access-token'],
  ['inputtoken', 'access-token'],
  ['registrationaccesstoken', 'access-token'],
  ['refreshtoken', 'refresh-token'],
  ['idtoken', 'id-token'],
  ['idtokenhint', 'id-token'],
  ['credential', 'id-token'],
  ['logouttoken', 'jwt'],
  ['token', 'token'],
  ['subjecttoken', 'token'],
  ['actortoken', 'token'],
  ['code', 'code'],
  ['devicecode', 'code'],
  ['usercode', 'code'],
  ['authreqid', 'code'],
  ['clientsecret', 'client-secret'],
  ['codeverifier', 'code-verifier'],
  ['assertion', 'assertion'],
  ['clientassertion', 'assertion'],
  ['appsecretproof', 'assertion'],
  ['signedrequest', 'assertion'],
  ['samlresponse', 'assertion'],
  ['state', 'state'],
  ['nonce', 'nonce'],
  ['password', 'password'],
  ['sessionstate', 'session-state'],
  ['csrf', 'csrf-token'],
  ['csrftoken', 'csrf-token'],
  ['gcsrftoken', 'csrf-token'],
  ['ticket', 'ticket'],
  ['loggerid', 'ticket'],
  ['apikey', 'api-key'],
]);

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

/** Facebook's pages call the id of an app `api_key`: digits alone keep no secret. */
const IDENTIFIER = /^\d+$/;

/** True for what stands where a secret should be and is none. */
export const isLost = (value: string): boolean => LOST.has(value.toLowerCase());

/** Kind of a parameter, member, input or claim by its name alone. */
export const kindByName = (name: string): SecretKind | undefined => BY_NAME.get(name.toLowerCase().replaceAll(/[_-]/g, ''));

const kindOfCredential = (scheme: string): SecretKind =>
  scheme === 'bearer' || scheme === 'dpop' ? 'access-token' : 'credential';

/** What a named value is, by where it stands; undefined when it is no secret. */
export const kindOf = (side: Side, { place, name, value }: NamedValue): SecretKind | undefined => {
  if (isLost(value)) return undefined;
  if (place === 'cookie' || place === 'set-cookie') return 'session-cookie';
  if (place === 'api-key') return 'api-key';
  if (place === 'authorization' || place === 'proxy-authorization') return kindOfCredential(name);
  if (place === 'json' && side === 'response' && MEANS_ANOTHER_THING_IN_JSON_ANSWERS.has(name)) return undefined;
  const kind = kindByName(name);
  return kind === 'api-key' && IDENTIFIER.test(value) ? undefined : kind;
};

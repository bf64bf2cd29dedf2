import type { CredentialKind } from '../model/index.ts';
import { CREDENTIALS } from '../personas/declared.ts';
import { WEB_CREDENTIALS } from './web-credentials.ts';

/** What a secret is called: `access-token` in `access-token#2`. Any declared credential, and `session-cookie`, `credential`, `jwt`. */
export type SecretKind = string;

const ALL: readonly CredentialKind[] = [...WEB_CREDENTIALS, ...CREDENTIALS];

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');

/** By the name without `_` and `-`, in lower case, so that `access_token` and `accessToken` are one. */
const BY_NAME: ReadonlyMap<string, SecretKind> = new Map(
  ALL.flatMap(({ name, names = [] }) => names.map((each) => [plain(each), name])),
);

const BY_COOKIE: ReadonlyMap<string, SecretKind> = new Map(
  ALL.flatMap(({ name, cookies = [] }) => cookies.map((each) => [each, name])),
);

const BY_HEADER: ReadonlyMap<string, SecretKind> = new Map(
  ALL.flatMap(({ name, headers = [] }) => headers.map((each) => [each, name])),
);

/** True for what stands under the name of a secret and keeps none. */
export const isIdentifier = (kind: SecretKind, value: string): boolean =>
  ALL.some(({ name, unless }) => name === kind && unless?.test(value) === true);

/** True for a part of such a name: `secret`. Replaced everywhere, it would hide the names of parameters. */
export const isInName = (value: string): boolean => {
  if (value.length > 24) return false;
  const needle = plain(value);
  return [...BY_NAME.keys()].some((name) => name.includes(needle));
};

/** What a request header holds that is a credential and nothing else. */
export const kindOfHeader = (header: string): SecretKind | undefined => BY_HEADER.get(header);

/** What a cookie holds. */
export const kindOfCookie = (name: string): SecretKind => BY_COOKIE.get(name) ?? 'session-cookie';

/** True for the name of a field that keeps a secret: `clientSecret`, `password`. */
export const isSecretName = (name: string): boolean => kindByName(name) !== undefined;

/** Kind of a parameter, member, input or claim by its name alone. */
export const kindByName = (name: string): SecretKind | undefined => BY_NAME.get(plain(name));

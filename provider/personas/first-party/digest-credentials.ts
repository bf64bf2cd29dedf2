import { createHash } from 'node:crypto';

/** Credentials of an `Authorization: Digest` header. @see https://www.rfc-editor.org/rfc/rfc7616#section-3.4 */
export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  /** Path with query. */
  readonly uri: string;
  /** 64 hex digits. */
  readonly response: string;
  readonly cnonce: string;
  /** 8 hex digits: how often the nonce was used, with this time. */
  readonly nc: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Returns H(A1): hash of user name, realm and password, which a server of Digest keeps in place of the password. */
export const hashOfUser = (username: string, realm: string, password: string): string =>
  sha256(`${username}:${realm}:${password}`);

/** Returns the response that proves the password for one request (`qop=auth`). @see https://www.rfc-editor.org/rfc/rfc7616#section-3.4.1 */
export const digestResponse = (
  userHash: string,
  method: string,
  { nonce, nc, cnonce, uri }: Pick<DigestCredentials, 'nonce' | 'nc' | 'cnonce' | 'uri'>,
): string => sha256([userHash, nonce, nc, cnonce, 'auth', sha256(`${method}:${uri}`)].join(':'));

/** Returns the challenge. `isStale`: the password was right and the nonce too old. @see https://www.rfc-editor.org/rfc/rfc7616#section-3.3 */
export const digestChallenge = (realm: string, nonce: string, isStale: boolean): string =>
  `Digest realm="${realm}", qop="auth", nonce="${nonce}", algorithm=SHA-256${isStale ? ', stale=true' : ''}`;

const PARAM = /^[ \t]*,?[ \t]*([!#$%&'*+.^`|~\w-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^`|~\w-]+))[ \t]*(?=,|$)/;

/** Parameters by name in lower case. Undefined for a list that is malformed or repeats one. */
const readParams = (list: string): ReadonlyMap<string, string> | undefined => {
  const params = new Map<string, string>();
  for (let rest = list.trim(); rest !== ''; ) {
    const [whole, name, quoted, token] = PARAM.exec(rest) ?? [];
    const key = name?.toLowerCase();
    if (whole === undefined || key === undefined || params.has(key)) return undefined;
    params.set(key, token ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1'));
    rest = rest.slice(whole.length);
  }
  return params;
};

/**
 * Reads `Authorization: Digest` with SHA-256 and `qop=auth`. Undefined for any other header, and for one that lacks or repeats
 * a parameter. A user name outside ASCII comes as UTF-8. @see https://www.rfc-editor.org/rfc/rfc7616#section-3.4
 */
export const readDigestCredentials = (authorization: string): DigestCredentials | undefined => {
  const [, list] = /^Digest +(.+)$/i.exec(authorization.trim()) ?? [];
  const params = list === undefined ? undefined : readParams(list);
  if (params?.get('qop') !== 'auth' || params.get('algorithm')?.toUpperCase() !== 'SHA-256') return undefined;
  const of = (name: string) => params.get(name) ?? '';
  const username = Buffer.from(of('username'), 'latin1').toString('utf8');
  const found = { username, realm: of('realm'), nonce: of('nonce'), uri: of('uri') };
  const proof = { response: of('response').toLowerCase(), cnonce: of('cnonce'), nc: of('nc').toLowerCase() };
  const isWhole = Object.values({ ...found, ...proof }).every((value) => value !== '');
  const isProof = /^[\da-f]{64}$/.test(proof.response) && /^[\da-f]{8}$/.test(proof.nc);
  return isWhole && isProof ? { ...found, ...proof } : undefined;
};

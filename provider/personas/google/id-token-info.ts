import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { type Ports, type TokenState, textOf } from '../../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

const decoded = (part: string | undefined): Json | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined; // not a JWT: refused like any invalid token
  }
};

const isSigned = async (header: Json, [head, body, signature]: readonly string[], ports: Ports): Promise<boolean> => {
  const jwk = (await ports.engine.jwks()).find(({ kid }) => kid === header.kid);
  if (!jwk || header.alg !== 'RS256') return false;
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  return verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature ?? '', 'base64url'));
};

const asTexts = (members: Json): Json =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, textOf(value)]));

const UNKNOWN: TokenState = { state: 'unknown' };

/**
 * Returns the tokeninfo of an ID token with a valid signature of this world that is not expired: all claims as strings,
 * then alg, kid, typ. Otherwise `state` is the reason.
 */
export const verifiedIdToken = async (jwt: string, ports: Ports): Promise<{ state: TokenState; members?: Json }> => {
  const parts = jwt.split('.');
  const [header, claims] = [decoded(parts[0]), decoded(parts[1])];
  if (parts.length !== 3 || !header || !claims || !(await isSigned(header, parts, ports))) return { state: UNKNOWN };
  const expiry = Number(claims.exp);
  if (!(expiry > ports.nowEpochSeconds())) {
    return { state: { state: 'dead', kind: 'access-token', why: 'expired', diedAtEpochSeconds: expiry } };
  }
  const { alg, kid, typ } = header;
  return { state: UNKNOWN, members: asTexts({ ...claims, alg, kid, ...(typ !== undefined && { typ }) }) };
};

import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { type KeyProof, type Ports, textOf } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';
import type { Step } from '../../oauth/steps.ts';
import type { TokenRequest } from '../../oauth/token/request.ts';

type Params = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

const FRESH_SECONDS = 300;
const MEMBERS: Readonly<Record<string, readonly string[]>> = { EC: ['crv', 'kty', 'x', 'y'], RSA: ['e', 'kty', 'n'] };
const KEY_TYPES: Readonly<Record<string, string>> = { ES256: 'EC', RS256: 'RSA' };

const decoded = (part: string | undefined): Json | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined; // not a JWT: refused
  }
};

const keyOf = (jwk: Json): KeyObject | undefined => {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined; // not a key: refused
  }
};

/** JWK thumbprint. @see https://www.rfc-editor.org/rfc/rfc7638#section-3 */
const thumbprintOf = (jwk: Json, names: readonly string[]): string => {
  const members = Object.fromEntries(names.map((name) => [name, jwk[name]]));
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
};

const isSigned = (proof: string, key: KeyObject): boolean => {
  const [header, claims, signature = ''] = proof.split('.');
  const data = Buffer.from(`${header}.${claims}`);
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
};

/** Checks the DPoP proof of a token request. Returns a problem, or the thumbprint of its key. @see https://www.rfc-editor.org/rfc/rfc9449#section-4.3 */
export const readProof = (proof: string, addresses: readonly string[], nowEpochSeconds: number): KeyProof => {
  const [header, claims] = proof.split('.').map(decoded);
  const jwk = header?.jwk as Json | undefined;
  const type = KEY_TYPES[textOf(header?.alg)];
  if (!header || !claims || header.typ !== 'dpop+jwt' || !jwk || type === undefined || jwk.kty !== type || 'd' in jwk)
    return { problem: 'the proof is no dpop+jwt with a public key' };
  const key = keyOf(jwk);
  if (!key || !isSigned(proof, key)) return { problem: 'the proof is not signed by its key' };
  if (claims.htm !== 'POST' || !addresses.includes(textOf(claims.htu)))
    return { problem: `the proof is for ${textOf(claims.htm)} ${textOf(claims.htu)}` };
  if (!(Math.abs(Number(claims.iat) - nowEpochSeconds) <= FRESH_SECONDS)) return { problem: 'the proof is too old' };
  const { jti, nonce } = claims;
  return {
    thumbprint: thumbprintOf(jwk, MEMBERS[type] ?? []),
    ...(typeof jti === 'string' && { jti }),
    ...(typeof nonce === 'string' && { nonce }),
  };
};

/** Returns the nonce that proofs in this world must contain. */
const currentNonce = async (ports: Ports): Promise<string> => {
  const known = await ports.collection<{ value: string }>('dpop').find('nonce');
  if (known) return known.value;
  const value = ports.random(32);
  await ports.collection<{ value: string }>('dpop').put('nonce', { value });
  return value;
};

const boundTo = async (form: Params, ports: Ports): Promise<string | undefined> => {
  if (form.refresh_token === undefined) return undefined;
  return (await ports.collection<{ thumbprint: string }>('dpop.keys').find(form.refresh_token))?.thumbprint;
};

const addressesOf = ({ request: { url }, ports }: TokenRequest): readonly string[] => {
  const address = `${url.origin}${url.pathname}`;
  return [address, ports.address(address)];
};

/** Checks a token request with a DPoP proof or a bound token: refuses it, or adds the next nonce to the response. */
export const checkKey: Step<TokenRequest> = async (asked) => {
  const { request, form, ports } = asked;
  const [header, bound] = [request.headers.dpop, await boundTo(form, ports)];
  if (header === undefined && bound === undefined) return undefined;
  const proof = header === undefined ? {} : readProof(header, addressesOf(asked), ports.nowEpochSeconds());
  const nonce = await currentNonce(ports);
  const decided = ports.ask('token.key', { form, proof, nonce, ...(bound !== undefined && { boundTo: bound }) });
  if (!decided) return undefined;
  asked.headers = [['DPoP-Nonce', nonce]];
  if (decided.bindTo !== undefined) asked.boundTo = decided.bindTo;
  const { refuse } = decided;
  if (!refuse) return undefined;
  const body = { error: refuse.error, error_description: refuse.description };
  return jsonReply(400, body, [['Cache-Control', 'no-store'], ...asked.headers]);
};

/** Binds the issued refresh token to the key of the proof. */
export const bindKey: Step<TokenRequest> = async (asked) => {
  const [thumbprint, refreshToken] = [asked.boundTo, asked.answer?.body.refresh_token];
  if (thumbprint !== undefined && typeof refreshToken === 'string')
    await asked.ports.collection<{ thumbprint: string }>('dpop.keys').put(refreshToken, { thumbprint });
  return undefined;
};

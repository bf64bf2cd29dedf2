import { createHmac, createPrivateKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import { CompactSign, compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import type { OpenJwt } from '../model/index.ts';
import { cryptoKey, type ExchangeContext, type SigningKey } from '../world/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** Whether a text has the form of a signed JWT: header and claims are JSON objects, whose encoding begins with `ey`. */
export const isJwt = (text: string): boolean => /^ey[\w-]+\.ey[\w-]+\.[\w-]+$/.test(text);

/** Header and claims of a JWT, whatever its signature says. */
export const openJwt = (jwt: string): OpenJwt => ({ header: decodeProtectedHeader(jwt) as Json, claims: decodeJwt(jwt) as Json });

const encoded = (value: unknown, blanks = ''): string => Buffer.from(JSON.stringify(value) + blanks).toString('base64url');

const privateKeys = new WeakMap<SigningKey, KeyObject>();

const privateKey = (key: SigningKey): KeyObject => {
  const known = privateKeys.get(key) ?? createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
  privateKeys.set(key, known);
  return known;
};

const signRs256 = (content: string, key: SigningKey): Promise<string> =>
  new Promise((resolve, reject) => {
    sign('RSA-SHA256', Buffer.from(content), privateKey(key), (error, signature) =>
      error ? reject(error) : resolve(`${content}.${signature.toString('base64url')}`),
    );
  });

/** Signs header and claims in the order in which they are given, with white space after the claims. Runs off the main thread. */
export const signJwt = async ({ header, claims }: OpenJwt, key: SigningKey, blanks = ''): Promise<string> => {
  if (header.alg === 'RS256') return signRs256(`${encoded(header)}.${encoded(claims, blanks)}`, key);
  const signing = new CompactSign(new TextEncoder().encode(JSON.stringify(claims) + blanks));
  return signing.setProtectedHeader(header as { alg: string }).sign(await cryptoKey(key)); // rejects what is no RS256
};

/** Signs header and claims with a shared secret (HS256). */
export const signHmac = ({ header, claims }: OpenJwt, secret: string, blanks = ''): string => {
  const content = `${encoded(header)}.${encoded(claims, blanks)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
};

/** The key that signs for this context. */
export const signingKeyOf = (context: ExchangeContext): SigningKey => context.world.keys(context.persona.id).current;

/** Header and claims of a JWT that a published key of this context signed. A vendor may publish keys under other ids. */
export const verifyJwt = async (jwt: string, context: ExchangeContext): Promise<OpenJwt | undefined> => {
  if (!isJwt(jwt)) return undefined;
  for (const key of context.world.keys(context.persona.id).published()) {
    const isSigner = await compactVerify(jwt, await importJWK(key as never, 'RS256')).then(
      () => true,
      () => false,
    );
    if (isSigner) return openJwt(jwt);
  }
  return undefined;
};

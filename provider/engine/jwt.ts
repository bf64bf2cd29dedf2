import { CompactSign, decodeJwt, decodeProtectedHeader } from 'jose';
import { cryptoKey, type ExchangeContext, type SigningKey } from '../world/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** A JWT taken apart, before it is signed (again). */
export interface OpenJwt {
  readonly header: Json;
  readonly claims: Json;
}

/** Whether a text has the form of a signed JWT: header and claims are JSON objects, whose encoding begins with `ey`. */
export const isJwt = (text: string): boolean => /^ey[\w-]+\.ey[\w-]+\.[\w-]+$/.test(text);

/** Header and claims of a JWT, whatever its signature says. */
export const openJwt = (jwt: string): OpenJwt => ({ header: decodeProtectedHeader(jwt) as Json, claims: decodeJwt(jwt) as Json });

/** Signs header and claims in the order in which they are given. Runs off the main thread. */
export const signJwt = async ({ header, claims }: OpenJwt, key: SigningKey): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader(header as { alg: string })
    .sign(await cryptoKey(key));

/** The key that signs for this context. */
export const signingKeyOf = (context: ExchangeContext): SigningKey => context.world.keys(context.persona.id).current;

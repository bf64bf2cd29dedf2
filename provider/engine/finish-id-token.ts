import type { Client, Login, Person } from '../model/index.ts';
import { askBehaviours } from '../world/index.ts';
import { currentCall } from './engine-call.ts';
import { signHmac, signingKeyOf, signJwt } from './jwt.ts';

type Claims = Readonly<Record<string, unknown>>;

/** What an ID token is about. */
export interface IdTokenSubject {
  readonly person: Person;
  readonly client: Client;
  readonly login: Login | undefined;
  readonly scopes: readonly string[];
  readonly refreshed: boolean;
  /** The access token that goes out beside it, if any. */
  readonly accessToken: string | undefined;
}

const plainHeader = (kid: string) => ({ alg: 'RS256', kid });

/** Signs the claims of an ID token as they are. */
export const signPlainIdToken = (claims: Claims): Promise<string> => {
  const key = signingKeyOf(currentCall().context);
  return signJwt({ header: plainHeader(key.kid), claims }, key);
};

/** Lets the persona reorder and change the claims that the protocol made, and signs the result with the key of the world, once. */
export const finishIdToken = async (claims: Claims, subject: IdTokenSubject): Promise<string> => {
  const { context } = currentCall();
  const key = signingKeyOf(context);
  const plain = { header: plainHeader(key.kid), claims };
  const { person, client, login, scopes, refreshed, accessToken } = subject;
  const input = { ...plain, person, client, scopes, refreshed, ...(login && { login }), ...(accessToken && { accessToken }) };
  const finished = askBehaviours(context, 'id-token', input) ?? plain;
  const secret = finished.header.alg === 'HS256' ? client.clientSecret : undefined;
  return secret === undefined ? signJwt(finished, key) : signHmac(finished, secret);
};

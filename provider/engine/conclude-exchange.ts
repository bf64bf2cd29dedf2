import type { TokenReply } from '../model/index.ts';
import type { EngineCall } from './engine-call.ts';
import { readLogin } from './logins.ts';
import { keepRefreshTokens } from './refresh-tokens.ts';

type Form = Readonly<Record<string, string>>;

/** The error for a token request that failed by a fault of the engine. `cause`: what it recorded. */
export const failedExchange = (cause: unknown): Error => new Error('the protocol engine failed at the token endpoint', { cause });

/** Adds to a token reply what the call found out, and ends the refresh tokens that it leaves no room for. */
export const concludeExchange = async (
  call: EngineCall,
  form: Form,
  { status, body }: Pick<TokenReply, 'status' | 'body'>,
): Promise<TokenReply> => {
  const login = call.login?.grantId === call.grantId ? call.login : await readLogin(call.context, call.grantId);
  if (status === 200 && login && call.client) await keepRefreshTokens(call.context, form, login, call.client);
  return { status, body, ...(call.failure && { failure: call.failure }), ...(login && { login }) };
};

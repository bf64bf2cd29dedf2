import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuthAnswer, AuthRequest, Client, Login, OauthFailure, Stages } from '../model/index.ts';
import type { ExchangeContext } from '../world/index.ts';

/** One call into the engine: what it was asked, and what its options and events left here. */
export interface EngineCall {
  readonly context: ExchangeContext;
  /** The issuer for the client. */
  readonly issuer?: string;
  readonly asked?: AuthRequest;
  /** The client of the call. Absent if it is not registered. */
  readonly client?: Client | undefined;
  /** The login of the code or refresh token that was sent to the token endpoint. */
  readonly login?: Login | undefined;
  answer?: AuthAnswer;
  failure?: OauthFailure;
  grantId?: string;
  /** Seconds that the refresh token about to be issued lives, when the persona says so. */
  refreshLifetimeSeconds?: number;
  /** The refresh token that this call used up. The next one replaces it. */
  usedRefreshToken?: string;
  /** What the persona does with the replaced refresh token that was sent. */
  reuse?: Stages['refresh.reuse']['decision'];
}

const calls = new AsyncLocalStorage<EngineCall>();

/** Returns the current call. Throws outside a call: everything goes through `callEngine`. */
export const currentCall = (): EngineCall => {
  const call = calls.getStore();
  if (!call) throw new Error('the protocol engine ran outside a call of ours');
  return call;
};

/** The registered client of an id: the one at work. */
export const clientAtWork = (clientId: string | undefined): Client | undefined => {
  const { client } = currentCall();
  return client?.clientId === clientId ? client : undefined;
};

/** Runs a call into the engine. */
export const runInCall = <T>(call: EngineCall, run: () => T): T => calls.run(call, run);

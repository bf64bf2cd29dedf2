/**
 * The direct path: the three requests of a login that goes well, answered without the engine's HTTP stack. It writes the same
 * rows, asks the same behaviours in the same order, and returns undefined for whatever the engine has to judge.
 */
import type { AuthAnswer, Persona, TokenReply } from '../../model/index.ts';
import { concludeExchange, failedExchange } from '../conclude-exchange.ts';
import { type EngineCall, runInCall } from '../engine-call.ts';
import type { AuthorizationCall } from '../open-call.ts';
import { indicatorOf } from '../resources.ts';
import { authorize } from './authorize.ts';
import { knownScopes, listsSubject } from './claims.ts';
import { areSmall } from './client.ts';
import { redeemCode } from './redeem-code.ts';
import { redeemRefreshToken } from './redeem-refresh-token.ts';
import type { DirectReply } from './reply.ts';

type Form = Readonly<Record<string, string>>;

/** What the direct path answers. Undefined: the engine has to. */
export interface DirectPath {
  ask(call: AuthorizationCall): Promise<AuthAnswer | undefined>;
  exchange(call: EngineCall, form: Form, resource: string | undefined): Promise<TokenReply | undefined>;
}

const GRANTS: ReadonlyMap<string | undefined, (form: Form, chosen: string | undefined) => Promise<DirectReply | undefined>> =
  new Map([
    ['authorization_code', redeemCode],
    ['refresh_token', redeemRefreshToken],
  ]);

const exchange = async (call: EngineCall, form: Form, resource: string | undefined): Promise<TokenReply | undefined> => {
  const redeem = GRANTS.get(form.grant_type);
  if (!redeem || !areSmall(form)) return undefined;
  const chosen = resource ? indicatorOf(resource) : undefined;
  const reply = await runInCall(call, () => redeem(form, chosen)).catch((cause) => {
    throw failedExchange(cause);
  });
  return reply && concludeExchange(call, form, reply);
};

/** The direct path that answers nothing. */
export const NO_DIRECT_PATH: DirectPath = { ask: async () => undefined, exchange: async () => undefined };

/** The direct path of a persona. */
export const directPath = (persona: Persona): DirectPath => {
  if (!listsSubject(persona)) return NO_DIRECT_PATH;
  const known = knownScopes(persona);
  return { ask: (call) => runInCall(call, () => authorize(call, known)), exchange };
};

import { setTimeout as wait } from 'node:timers/promises';
import { type AppCall, cutText, type Fault } from '../model/index.ts';
import type { ExchangeContext, FaultFacts } from '../world/index.ts';
import { tampered } from './faults.ts';

const factsOf = ({ persona }: ExchangeContext, { endpoint, client, person }: AppCall): FaultFacts => ({
  ...{ persona: persona.id, endpoint, app: client.clientId },
  people: person ? [person.key, person.sub, person.email] : [],
});

const strike = async (context: ExchangeContext, action: Fault['do'], call: AppCall): Promise<AppCall> => {
  if ('drop' in action) return { ...call, isLost: true };
  if ('delayMs' in action) await wait(action.delayMs);
  const form = new URLSearchParams(call.body);
  const jwt = form.get('logout_token');
  if (!('tamperLogoutToken' in action) || jwt === null) return call;
  form.set('logout_token', await tampered(context, jwt, action.tamperLogoutToken));
  return { ...call, body: form.toString() };
};

/** Applies faults to what a persona is about to send to an app: they lose it, delay it, or change its logout token. */
export const strikeCall = async (context: ExchangeContext, call: AppCall): Promise<AppCall> => {
  const facts = factsOf(context, call);
  let struck = call;
  for (const at of ['request', 'reply'] as const) {
    for (const { id, fault } of context.world.faults.strike(at, facts)) {
      const why = `injected fault: ${cutText(JSON.stringify(fault.do), 200)}`;
      struck = await strike(context, fault.do, { ...struck, because: [...struck.because, { id: `fault/${id}`, why }] });
    }
  }
  return struck;
};

import { type Exchange, jsonOf } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { after, headerOf, markOf } from '../traffic/index.ts';

const KEPT = ['authorization', 'content-type'];

/** What scenarios have sent themselves. By object: no app can put its own requests here, as it could with a header. */
const SENT = new WeakSet<Exchange>();

/** True for a request that a scenario has sent itself: rules judge the app, and this is not the app. */
export const isFromElsewhere = (exchange: Exchange): boolean => SENT.has(exchange);

/** Sends a request to the persona as nobody of this app does. Returns the exchange of it: the newest that `isIt` names. */
export const sendElsewhere = async (
  { world, persona, wire, check }: Pick<ScenarioContext, 'world' | 'persona' | 'wire' | 'check'>,
  path: string,
  init: RequestInit,
  isIt: (exchange: Exchange) => boolean,
): Promise<Exchange> => {
  const mark = markOf(await wire.all());
  await fetch(`${world[persona].address}${path}`, init);
  await world.wire.idle();
  const sent = after(await wire.all(), mark).findLast(isIt);
  if (!sent) return check.inconclusive('The request from elsewhere was not seen.');
  SENT.add(sent);
  return sent;
};

/** Does something in which authorization requests are sent that are not the app's: an attacker has made them. */
export const requestedElsewhere = async <T>({ wire }: Pick<ScenarioContext, 'wire'>, action: () => Promise<T>): Promise<T> => {
  const mark = markOf(await wire.all());
  const result = await action();
  for (const each of after(await wire.authorizations(), mark)) SENT.add(each);
  return result;
};

/**
 * Sends a request of the app to the persona once more, from elsewhere: a backup that was restored, another process, a thief.
 * Returns the exchange of it.
 */
export const sendAgain = async ({ request }: Exchange, context: ScenarioContext): Promise<Exchange> => {
  const { pathname } = new URL(request.vendorUrl);
  const headers = KEPT.flatMap((name): [string, string][] => {
    const value = headerOf(request, name);
    return value === undefined ? [] : [[name, value]];
  });
  const init = { method: request.method, headers, ...(request.body !== undefined && { body: request.body }) };
  return sendElsewhere(context, pathname, init, ({ endpoint }) => endpoint === 'token');
};

/** The error code of a token response. */
export const errorCodeOf = (exchange: Exchange): unknown => jsonOf(exchange)?.error;

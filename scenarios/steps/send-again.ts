import { type Exchange, jsonOf } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { after, headerOf, markOf } from '../traffic/index.ts';

const KEPT = ['authorization', 'content-type'];

/**
 * Sends a request of the app to the persona once more, from elsewhere: a backup that was restored, another process, a thief.
 * Returns the exchange of it.
 */
export const sendAgain = async ({ request }: Exchange, context: ScenarioContext): Promise<Exchange> => {
  const { world, persona, wire, check } = context;
  const mark = markOf(await wire.all());
  const { pathname } = new URL(request.vendorUrl);
  const headers = KEPT.flatMap((name): [string, string][] => {
    const value = headerOf(request, name);
    return value === undefined ? [] : [[name, value]];
  });
  await fetch(`${world[persona].address}${pathname}`, {
    method: request.method,
    headers,
    ...(request.body !== undefined && { body: request.body }),
  });
  await world.wire.idle();
  const sent = after(await wire.all(), mark).findLast(({ endpoint }) => endpoint === 'token');
  return sent ?? check.inconclusive('The request from elsewhere was not seen.');
};

/** The error code of a token response. */
export const errorCodeOf = (exchange: Exchange): unknown => jsonOf(exchange)?.error;

/** Requests that a recording has twice: a browser with a service worker writes those of the page, and those that the worker passes on. */
import type { Exchange } from '../../provider/model/index.ts';
import { isAfter, isDated, memberOf, requestTextOf } from '../../scenarios/traffic/index.ts';

/** The same token for the same request, sent before the other was answered. */
const isCopy = (exchange: Exchange, other: Exchange | undefined): boolean =>
  other !== undefined &&
  isDated(exchange) &&
  !isAfter(exchange, other) &&
  memberOf(exchange, 'access_token') === memberOf(other, 'access_token');

/** Exchanges in the order of time, without second copies of token requests. */
export const withoutCopies = (exchanges: readonly Exchange[]): readonly Exchange[] => {
  const known = new Map<string, Exchange>();
  return exchanges.filter((each) => {
    if (each.endpoint !== 'token' || memberOf(each, 'access_token') === undefined) return true;
    const text = requestTextOf(each);
    if (isCopy(each, known.get(text))) return false;
    known.set(text, each);
    return true;
  });
};

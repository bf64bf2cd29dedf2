import type { Drawable } from '../../../drawing/sequence.ts';
import { type Exchange, isApi } from '../../model/index.ts';
import { FRONT_CHANNEL } from '../../personas/declared.ts';

/** An exchange in its place in a diagram. */
export interface DrawnExchange extends Drawable {
  readonly exchange: Exchange;
  /** Set where no exchange of the lab is drawn but what its answer makes the browser do: call the app at this address. */
  readonly onward?: string;
}

/** Who asked and who answered. The lab sees what reaches it: an app and its person each send their own. */
export const drawn = (exchange: Exchange): DrawnExchange => ({
  exchange,
  from: FRONT_CHANNEL.has(exchange.endpoint) ? 'person' : 'app',
  to: isApi(exchange.endpoint) ? 'api' : 'provider',
  startedAtEpochMs: exchange.startedAtEpochMs,
  durationMs: exchange.durationMs,
});

const headerOf = (exchange: Exchange, name: string): string | undefined =>
  exchange.response?.headers.find(([each]) => each.toLowerCase() === name)?.[1];

/** Where an answer sends the browser, when that is not the persona itself. */
const onwardOf = (exchange: Exchange): string | undefined => {
  const location = headerOf(exchange, 'location');
  if (location === undefined || !FRONT_CHANNEL.has(exchange.endpoint)) return undefined;
  const [target, own, vendor] = [location, exchange.request.url, exchange.request.vendorUrl].map((each) => URL.parse(each));
  return target && target.origin !== own?.origin && target.origin !== vendor?.origin ? location : undefined;
};

/** Exchanges as they are drawn, with the way back to the app after an answer that leads there. */
export const drawAll = (exchanges: readonly Exchange[]): readonly DrawnExchange[] =>
  exchanges.flatMap((exchange) => {
    const [one, onward] = [drawn(exchange), onwardOf(exchange)];
    return onward === undefined ? [one] : [one, { ...one, to: 'app', durationMs: 0, onward }];
  });

/** What was asked, in the lab's words where it has some: `token`, `drive.files.create`; else the path. */
export const renderAim = ({ endpoint, grantType, request }: Exchange): string => {
  if (endpoint === 'unknown') return URL.parse(request.vendorUrl)?.pathname ?? request.vendorUrl;
  return [endpoint.replace(/^api:/, ''), grantType?.replace('_', ' ')].filter(Boolean).join(', ');
};

/** `401`, or what happened instead of an answer. */
export const renderStatus = ({ response }: Exchange): string => (response ? String(response.status) : 'no answer');

/** An answer that tells of something wrong. */
export const isRefused = ({ response }: Exchange): boolean => response === undefined || response.status >= 400;

/** By how many seconds the world was aged between two exchanges. */
export const agedBetween = (before: Exchange | undefined, after: Exchange): number =>
  before === undefined ? 0 : (after.agedSeconds ?? 0) - (before.agedSeconds ?? 0);

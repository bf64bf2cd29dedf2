import type { Drawable } from '../../../drawing/sequence.ts';
import { type Exchange, isApi, nameOfEndpoint, OWN_API } from '../../model/index.ts';
import { FRONT_CHANNEL } from '../../personas/declared.ts';

/** An exchange as a row of a diagram. */
export interface DrawnExchange extends Drawable {
  readonly exchange: Exchange;
  /** Set for a redirect back to the app: the address that the browser then requests. */
  readonly redirect?: string;
}

/** Sender and receiver of an exchange: front-channel requests come from the person, others from the app. */
export const drawn = (exchange: Exchange): DrawnExchange => ({
  exchange,
  from: FRONT_CHANNEL.has(exchange.endpoint) ? 'person' : 'app',
  to: isApi(exchange.endpoint) ? 'api' : 'provider',
  startedAtEpochMs: exchange.startedAtEpochMs,
  durationMs: exchange.durationMs,
});

/** The user agent of a request. Undefined if it named none. */
export const userAgentOf = ({ request }: Exchange): string | undefined =>
  request.headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1];

/** True for an answer that is no error. */
export const isAccepted = ({ response }: Exchange): boolean => response !== undefined && response.status < 400;

const headerOf = (exchange: Exchange, name: string): string | undefined =>
  exchange.response?.headers.find(([each]) => each.toLowerCase() === name)?.[1];

/** The address to which an answer redirects the browser, unless it is the persona itself. */
const redirectOf = (exchange: Exchange): string | undefined => {
  const location = headerOf(exchange, 'location');
  if (location === undefined || !FRONT_CHANNEL.has(exchange.endpoint)) return undefined;
  const [target, own, vendor] = [location, exchange.request.url, exchange.request.vendorUrl].map((each) => URL.parse(each));
  return target && target.origin !== own?.origin && target.origin !== vendor?.origin ? location : undefined;
};

/** Exchanges as rows, with an extra row for each redirect back to the app. */
export const drawAll = (exchanges: readonly Exchange[]): readonly DrawnExchange[] =>
  exchanges.flatMap((exchange) => {
    const [one, redirect] = [drawn(exchange), redirectOf(exchange)];
    return redirect === undefined ? [one] : [one, { ...one, to: 'app', durationMs: 0, redirect }];
  });

/** The target of a request: the endpoint if known (`token`, `drive.files.create`), else the path. */
export const renderAim = ({ endpoint, grantType, request }: Exchange): string => {
  if (endpoint === 'unknown') return URL.parse(request.vendorUrl)?.pathname ?? request.vendorUrl;
  const path = endpoint === OWN_API ? URL.parse(request.vendorUrl)?.pathname : undefined;
  return [nameOfEndpoint(endpoint), path, grantType?.replace('_', ' ')].filter(Boolean).join(', ');
};

/** `401`, or what happened instead of an answer. */
export const renderStatus = ({ response }: Exchange): string => (response ? String(response.status) : 'no answer');

const paramOf = (url: URL | null, name: string): string | undefined =>
  url?.searchParams.get(name) ?? new URLSearchParams(url?.hash.slice(1)).get(name) ?? undefined;

/** The `error` with which an answer sends the browser back to the app: `access_denied`. */
export const errorSentBack = (exchange: Exchange): string | undefined => {
  const location = redirectOf(exchange);
  return location === undefined ? undefined : paramOf(URL.parse(location), 'error');
};

/** True for an error answer or none, an error that goes back to the app, and a client that is not registered. */
export const isRefused = (exchange: Exchange): boolean => {
  const { response, suggestion } = exchange;
  return response === undefined || response.status >= 400 || suggestion !== undefined || errorSentBack(exchange) !== undefined;
};

/** The provider asks the client to slow down. */
export const isThrottled = ({ response }: Exchange): boolean => response?.status === 429;

/** The provider failed. */
export const isDown = ({ response }: Exchange): boolean => response !== undefined && response.status >= 500;

/** The answer, if one came, says nothing about the tokens: the request may be repeated as it is. */
export const isUnanswered = (exchange: Exchange): boolean =>
  exchange.response === undefined || isThrottled(exchange) || isDown(exchange);

/** Seconds by which a world was aged and shifted between two exchanges. */
export interface TimeBetween {
  readonly agedSeconds: number;
  readonly shiftedSeconds: number;
}

/** By how much the world was aged and shifted between two exchanges. */
export const timeBetween = (before: Exchange | undefined, after: Exchange): TimeBetween => ({
  agedSeconds: before === undefined ? 0 : (after.agedSeconds ?? 0) - (before.agedSeconds ?? 0),
  shiftedSeconds: before === undefined ? 0 : (after.shiftedSeconds ?? 0) - (before.shiftedSeconds ?? 0),
});

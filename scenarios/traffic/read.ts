import { type Exchange, isApi, type Message, jsonOf as parseJson, parseObject, textOf } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { postedByPage } from './form-post.ts';
import { isPlainAndPublic } from './hosts.ts';

/** Reads each exchange once: many rules and checks ask the same of all of them. What is returned must not be changed. */
const once = <T>(read: (exchange: Exchange) => T): ((exchange: Exchange) => T) => {
  const known = new WeakMap<Exchange, { readonly value: T }>();
  return (exchange) => {
    const found = known.get(exchange) ?? { value: read(exchange) };
    known.set(exchange, found);
    return found.value;
  };
};

/** The JSON object of an answer; undefined for anything else. */
export const jsonOf = once(parseJson);

/** Value of a header, case-insensitive; repeated ones are joined with `, `. */
export const headerOf = (message: Pick<Message, 'headers'> | undefined, name: string): string | undefined => {
  const values = message?.headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value) ?? [];
  return values.length > 0 ? values.join(', ') : undefined;
};

/** The URL of a request at the vendor; an empty URL if it cannot be parsed. */
export const addressOf = once((exchange): URL => {
  const { vendorUrl, url } = exchange.request;
  const text = [vendorUrl, url].find((each) => URL.canParse(each));
  return new URL(text ?? 'about:blank');
});

/** Parameters in the address of a request. */
export const queryOf = (exchange: Exchange): URLSearchParams => addressOf(exchange).searchParams;

/** Parameters in the body of a request: a form, or the members of a JSON object. */
export const formOf = once((exchange): URLSearchParams => {
  const { body } = exchange.request;
  const json = parseObject(body);
  if (json) return new URLSearchParams(Object.entries(json).map(([name, value]): [string, string] => [name, textOf(value)]));
  return new URLSearchParams(headerOf(exchange.request, 'content-type')?.startsWith('multipart/') ? '' : (body ?? ''));
});

/** Parameters of a request, in its address and in its body. */
export const paramsOf = once((exchange) => new URLSearchParams([...queryOf(exchange), ...formOf(exchange)]));

/** The body of a request without the boundary of a multipart body, which is another one each time. */
export const bodyTextOf = ({ request }: Exchange): string => {
  const [, boundary] = /;\s*boundary="?([^";\s]+)/i.exec(headerOf(request, 'content-type') ?? '') ?? [];
  return boundary === undefined ? (request.body ?? '') : (request.body ?? '').replaceAll(boundary, '');
};

/** What tells one request from another: its method, address, credentials and body. */
export const requestTextOf = (exchange: Exchange): string => {
  const { method, vendorUrl } = exchange.request;
  return [method, vendorUrl, headerOf(exchange.request, 'authorization'), bodyTextOf(exchange)].join(' ');
};

const partOf = (jwt: string, place: number): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(jwt.split('.')[place] ?? '', 'base64url').toString('utf8') || '{}');

/** The header of a JWT, of which nothing is verified; empty without one. Throws if it is no JSON. */
export const jwtHeaderOf = (jwt: string): Readonly<Record<string, unknown>> => partOf(jwt, 0);

/** The claims of a JWT, of which nothing is verified; none without a payload. Throws if the payload is no JSON. */
export const claimsOf = (jwt: string): Readonly<Record<string, unknown>> => partOf(jwt, 1);

/** A text member of the JSON object of an answer; undefined when it is missing, empty or no text. */
export const memberOf = (exchange: Exchange, name: string): string | undefined => {
  const value = jsonOf(exchange)?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The grant type of a token request; a code implies `authorization_code`. A browser that asks first whether it may send one sends none. */
export const grantTypeOf = (exchange: Exchange): string | undefined => {
  if (exchange.endpoint !== 'token' || exchange.request.method === 'OPTIONS') return undefined;
  const params = paramsOf(exchange);
  return exchange.grantType ?? params.get('grant_type') ?? (params.has('code') ? 'authorization_code' : undefined);
};

/** The token in the `Authorization` header, without its scheme. OAuth 1.0 has parameters behind its own. */
export const bearerOf = (exchange: Exchange): string | undefined =>
  /^(?:bearer|dpop|oauth(?!\s+(?:realm|oauth_\w+)\s*=))\s+(\S+)/i.exec(headerOf(exchange.request, 'authorization') ?? '')?.[1];

/** The access token of a call, in any place. */
export const accessTokenOf = (exchange: Exchange): string | undefined =>
  bearerOf(exchange) ?? paramsOf(exchange).get('access_token') ?? undefined;

/** The client secret of HTTP Basic, decoded. */
export const basicSecretOf = (exchange: Exchange): string | undefined => {
  const [, encoded] = /^basic\s+(\S+)/i.exec(headerOf(exchange.request, 'authorization') ?? '') ?? [];
  const secret = encoded && /:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1];
  if (!secret) return undefined;
  try {
    return decodeURIComponent(secret.replaceAll('+', ' '));
  } catch {
    return secret; // not form-encoded: used as is
  }
};

/** The redirect target of an answer. */
export const locationOf = (exchange: Exchange): URL | undefined => {
  const location = headerOf(exchange.response, 'location');
  return location && URL.canParse(location, exchange.request.url) ? new URL(location, exchange.request.url) : undefined;
};

/** Parameters of the answer to an authorization request: in the query or the fragment of a redirect, or in a form. */
export const answerOf = once((exchange): URLSearchParams => {
  if (!FRONT_CHANNEL.has(exchange.endpoint)) return new URLSearchParams();
  const location = locationOf(exchange);
  const inFragment = new URLSearchParams(location?.hash.slice(1) ?? '');
  return new URLSearchParams([...(location?.searchParams ?? []), ...inFragment, ...postedByPage(exchange)]);
});

/** Answered with 2xx. */
export const isAccepted = (exchange: Exchange): boolean => {
  const status = exchange.response?.status ?? 0;
  return status >= 200 && status < 300;
};

const originOf = (text: string): string | undefined => (URL.canParse(text) ? new URL(text).origin : undefined);

/** A form of a page of the same server: a provider's own page sent it, and no app. */
export const isFromOwnPage = ({ request }: Exchange): boolean => {
  const from = originOf(headerOf(request, 'origin') ?? headerOf(request, 'referer') ?? '');
  return request.method === 'POST' && from !== undefined && from === originOf(request.url);
};

/** True for a request that crossed the open internet by plain http. A browser that knows the host calls it by https, and writes a redirect of its own. */
export const isSentInClear = ({ request, response }: Exchange): boolean =>
  isPlainAndPublic(request.url) && headerOf(response, 'non-authoritative-reason') === undefined;

/** An answer that wants the same request once more: at another address, or with a nonce in its proof. @see https://www.rfc-editor.org/rfc/rfc9449#section-8 */
export const isRepeatWanted = (exchange: Exchange): boolean => {
  const status = exchange.response?.status ?? 0;
  return (status >= 300 && status < 400) || memberOf(exchange, 'error') === 'use_dpop_nonce';
};

/** Changes something at an API: anything but GET, HEAD and OPTIONS. */
export const isWrite = (exchange: Exchange): boolean =>
  isApi(exchange.endpoint) && !/^(?:GET|HEAD|OPTIONS)$/i.test(exchange.request.method);

/** Exchanges that ended after the given one. */
export const after = (exchanges: readonly Exchange[], mark: number): readonly Exchange[] =>
  exchanges.filter((exchange) => exchange.sequence > mark);

/** Sequence number of the latest of some exchanges; 0 for none. Pass it to `after` later. */
export const markOf = (exchanges: readonly Exchange[]): number => Math.max(0, ...exchanges.map((exchange) => exchange.sequence));

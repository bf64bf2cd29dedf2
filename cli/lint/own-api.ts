/** Calls of APIs that belong to nobody whom a persona stands for, by what they prove their client with. */
import type { Exchange } from '../../provider/model/index.ts';
import {
  bearerOf,
  headerOf,
  isAccepted,
  isPlainAndPublic,
  memberOf,
  passwordIn,
  queryOf,
  schemeOf,
} from '../../scenarios/traffic/index.ts';

/** Tokens are sent by these to APIs of anybody: who issued them says whose they are. */
const OF_TOKENS: ReadonlySet<string> = new Set(['bearer', 'dpop']);

/** `Digest username="ana", …`, `OAuth oauth_nonce="…"`, `AWS4-HMAC-SHA256 Credential=…` */
const WITH_PARAMETERS = /^\s*[\w-]+\s+[\w-]+\s*=\s*[^=\s]/;

const hasOwnScheme = (exchange: Exchange): boolean => {
  const scheme = schemeOf(exchange);
  if (scheme === undefined || OF_TOKENS.has(scheme)) return false;
  return scheme === 'basic' || WITH_PARAMETERS.test(headerOf(exchange.request, 'authorization') ?? '');
};

/** A password that is exchanged for a token. */
export const isPasswordLogin = (exchange: Exchange): boolean =>
  passwordIn(exchange) !== undefined &&
  isAccepted(exchange) &&
  ['token', 'access_token'].some((name) => memberOf(exchange, name) !== undefined);

/** A token on its way through the open internet in the clear: whoever issued it, this client sent it. */
const sendsTokenInClear = (exchange: Exchange): boolean =>
  bearerOf(exchange) !== undefined && isPlainAndPublic(exchange.request.url);

/** True for a call with a credential that is made for one API: a password, a signature, a token for one request. */
export const isOwnCall = (exchange: Exchange): boolean =>
  hasOwnScheme(exchange) ||
  headerOf(exchange.request, 'x-request-token') !== undefined ||
  isPasswordLogin(exchange) ||
  sendsTokenInClear(exchange);

const KEYS = ['api_key', 'apikey', 'api-key', 'x-api-key', 'api_secret'];

/** True for a call with an API key. Pages of anybody send those of their maps and statistics, which are no secret. */
export const hasApiKey = (exchange: Exchange): boolean =>
  headerOf(exchange.request, 'x-api-key') !== undefined || KEYS.some((name) => queryOf(exchange).has(name));

const siteOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).hostname.split('.').slice(-2).join('.') : undefined;

/** True for a request that a page of another site sent, as browsers say. */
export const isOfAnotherSite = ({ request }: Exchange): boolean => {
  const relation = headerOf(request, 'sec-fetch-site');
  if (relation !== undefined) return relation === 'cross-site';
  const page = siteOf(headerOf(request, 'origin') ?? headerOf(request, 'referer') ?? '');
  return page !== undefined && page !== siteOf(request.url);
};

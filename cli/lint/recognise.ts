/** Which requests of a recording belong to a login, and what they are. */

import type { ReadAddress } from '../../provider/index.ts';
import { type Exchange, LoginLabError, OWN_API, OWN_API_PERSONA } from '../../provider/model/index.ts';
import { fromHarEntry, readSeenJwts } from '../../provider/wire/index.ts';
import { addressOf, inOrderOfTime } from '../../scenarios/traffic/index.ts';
import { withoutCopies } from './copies.ts';
import { IssuedTokens } from './issued-tokens.ts';
import { Issuers } from './issuers.ts';
import { hasApiKey, isOfAnotherSite, isOwnCall, isPasswordLogin } from './own-api.ts';
import { endpointByShape, hasTellingReferer, isDeviceAnswer, mayCarryCredential } from './shapes.ts';
import { StandIns } from './stand-ins.ts';

export type ReadAt = (method: string, address: string) => ReadAddress | undefined;

const UNKNOWN = 'unknown';

/** Bodies of pages and APIs say nothing to a rule beyond their beginning. */
const KEPT_OF_BODY = 2_048;
const WHOLE_BODIES: ReadonlySet<string> = new Set(['token', 'discovery', 'jwks', 'revoke']);

/** A copy: a slice would hold the whole body in memory. */
const beginningOf = (body: string): string => Buffer.from(body.slice(0, KEPT_OF_BODY)).toString();

const shortened = <M extends { readonly body?: string }>(message: M): M =>
  message.body === undefined || message.body.length <= KEPT_OF_BODY ? message : { ...message, body: beginningOf(message.body) };

const withJwts = (exchange: Exchange): Exchange =>
  exchange.jwts.length > 0 ? exchange : { ...exchange, jwts: readSeenJwts(exchange) };

const lean = (exchange: Exchange): Exchange =>
  WHOLE_BODIES.has(exchange.endpoint) || isPasswordLogin(exchange)
    ? withJwts(exchange)
    : {
        ...exchange,
        request: shortened(exchange.request),
        ...(exchange.response && { response: shortened(exchange.response) }),
        jwts: [],
      };

/** Collects the entries of a recording, and keeps those that may belong to a login. */
export class Recognition {
  readonly #readAt: ReadAt;
  readonly #kept: Exchange[] = [];
  readonly #standIns = new StandIns();
  readonly #unreadable: string[] = [];
  /** Tokens that were issued so far. */
  readonly tokens: IssuedTokens;
  /** Start of the latest entry that was left out. */
  #leftOutUntil = Number.NEGATIVE_INFINITY;
  /** Entries are not in the order of time: a token was issued before the start of one that was left out. Read them again with these tokens. */
  isDisordered = false;

  constructor(readAt: ReadAt, tokens = new IssuedTokens()) {
    this.#readAt = readAt;
    this.tokens = tokens;
  }

  /** Entries that are no exchange, each with the member that is wrong. */
  get unreadable(): readonly string[] {
    return this.#unreadable;
  }

  readonly add = (entry: unknown, place: number): void => {
    try {
      const read = fromHarEntry(entry, place);
      const judged = this.#judge(read, (entry as { _world?: unknown })._world !== undefined);
      if (judged) this.#keep({ ...judged, id: `x${place + 1}`, sequence: place + 1 });
      else this.#leftOutUntil = Math.max(this.#leftOutUntil, read.startedAtEpochMs);
    } catch (error) {
      if (!(error instanceof LoginLabError)) throw error;
      this.#unreadable.push(error.message);
    }
  };

  #keep(exchange: Exchange): void {
    const isNew = this.tokens.learn(exchange);
    if (isNew && exchange.startedAtEpochMs < this.#leftOutUntil) this.isDisordered = true;
    this.#kept.push(lean(exchange));
  }

  #judge(read: Exchange, isOfLab: boolean): Exchange | undefined {
    if (!/^https?:/i.test(read.request.url)) return undefined; // a WebSocket, data: or an extension
    const exchange = this.#standIns.apply(read, isOfLab);
    if (exchange.persona !== UNKNOWN) return exchange;
    const { method, url } = exchange.request;
    const at = this.#readAt(method, url);
    if (at && at.endpoint !== UNKNOWN) return placed(exchange, at);
    const endpoint = endpointByShape(exchange);
    const isKept = endpoint !== undefined || mayCarryCredential(exchange) || this.tokens.isIn(exchange);
    if (at) return isKept ? placed(exchange, at) : undefined;
    if (endpoint) return { ...exchange, endpoint };
    return isKept || isDeviceAnswer(exchange) ? exchange : undefined;
  }

  /** Everything that belongs to a login, in the order of time. */
  exchanges(): readonly Exchange[] {
    const kept = inOrderOfTime(this.#kept);
    const issuers = new Issuers();
    for (const each of kept) if (each.endpoint === 'discovery') issuers.learn(each);
    const named = withoutCopies(kept.map((each) => withIssuer(each, issuers)));
    const isOwn = (each: Exchange): boolean => isOwnCall(each) || this.tokens.isIn(each);
    const hosts = new Set(named.filter((each) => each.endpoint === UNKNOWN && isOwn(each)).map(hostOf));
    const isKeyed = (each: Exchange): boolean => hasApiKey(each) && (hosts.has(hostOf(each)) || !isOfAnotherSite(each));
    return named.flatMap((each) => belonging(each, isOwn(each) || isKeyed(each)) ?? []);
  }
}

const placed = (exchange: Exchange, { persona, endpoint, vendorUrl }: ReadAddress): Exchange => ({
  ...exchange,
  persona,
  endpoint,
  request: { ...exchange.request, vendorUrl },
});

/** With what discovery documents say: they know better than the shape of a request. */
const withIssuer = (exchange: Exchange, issuers: Issuers): Exchange => {
  if (exchange.persona !== UNKNOWN) return exchange;
  const place = issuers.at(exchange);
  if (place) return { ...exchange, ...place };
  const without = exchange.endpoint === 'logout' ? issuers.withoutLogout(exchange) : undefined;
  return without === undefined ? exchange : { ...exchange, persona: without, endpoint: UNKNOWN };
};

const hostOf = (exchange: Exchange): string => addressOf(exchange).host;

/** `isOwn`: a credential that was made for this API goes there, or a token of this recording, in whatever place. Other calls do not count. */
const belonging = (exchange: Exchange, isOwn: boolean): Exchange | undefined => {
  if (exchange.endpoint !== UNKNOWN || exchange.persona !== UNKNOWN || isDeviceAnswer(exchange)) return exchange;
  if (isOwn) return { ...exchange, persona: OWN_API_PERSONA, endpoint: OWN_API };
  return hasTellingReferer(exchange) ? exchange : undefined;
};

/** Which requests of a recording belong to a login, and what they are. */

import type { ReadAddress } from '../../provider/index.ts';
import { type Exchange, LoginLabError, OWN_API, OWN_API_PERSONA } from '../../provider/model/index.ts';
import { fromHarEntry } from '../../provider/wire/index.ts';
import { accessTokenOf, headerOf, inOrderOfTime, issuedTokensOf } from '../../scenarios/traffic/index.ts';
import { withoutCopies } from './copies.ts';
import { Issuers } from './issuers.ts';
import { endpointByShape, isDeviceAnswer, mayCarryCredential } from './shapes.ts';
import { StandIns } from './stand-ins.ts';

type ReadAt = (method: string, address: string) => ReadAddress | undefined;

const UNKNOWN = 'unknown';

/** Bodies of pages and APIs say nothing to a rule beyond their beginning. */
const KEPT_OF_BODY = 2_048;
const WHOLE_BODIES: ReadonlySet<string> = new Set(['token', 'discovery', 'jwks', 'revoke']);

const shortened = <M extends { readonly body?: string }>(message: M): M =>
  message.body === undefined || message.body.length <= KEPT_OF_BODY
    ? message
    : { ...message, body: message.body.slice(0, KEPT_OF_BODY) };

const lean = (exchange: Exchange): Exchange =>
  WHOLE_BODIES.has(exchange.endpoint)
    ? exchange
    : {
        ...exchange,
        request: shortened(exchange.request),
        ...(exchange.response && { response: shortened(exchange.response) }),
        jwts: [],
      };

/** Some tools write times that others cannot read; one of a single entry is not worth the recording. */
const withReadableTime = (entry: unknown): unknown => {
  const { startedDateTime } = (entry ?? {}) as { startedDateTime?: unknown };
  if (typeof startedDateTime !== 'string') return entry;
  const at = Date.parse(startedDateTime);
  return { ...(entry as object), startedDateTime: Number.isNaN(at) ? undefined : new Date(at).toISOString() };
};

/** Collects the entries of a recording, and keeps those that may belong to a login. */
export class Recognition {
  readonly #readAt: ReadAt;
  readonly #kept: Exchange[] = [];
  readonly #standIns = new StandIns();
  readonly #unreadable: string[] = [];

  constructor(readAt: ReadAt) {
    this.#readAt = readAt;
  }

  /** Entries that are no exchange, each with the member that is wrong. */
  get unreadable(): readonly string[] {
    return this.#unreadable;
  }

  readonly add = (entry: unknown, place: number): void => {
    try {
      const read = fromHarEntry(withReadableTime(entry), place);
      const kept = this.#judge(read, (entry as { _world?: unknown })._world !== undefined);
      if (kept) this.#kept.push(lean({ ...kept, id: `x${place + 1}`, sequence: place + 1 }));
    } catch (error) {
      if (!(error instanceof LoginLabError)) throw error;
      this.#unreadable.push(error.message);
    }
  };

  #judge(read: Exchange, isOfLab: boolean): Exchange | undefined {
    if (!/^https?:/i.test(read.request.url)) return undefined; // a WebSocket, data: or an extension
    const exchange = this.#standIns.apply(read, isOfLab);
    if (exchange.persona !== UNKNOWN) return exchange;
    const { method, url } = exchange.request;
    const at = this.#readAt(method, url);
    if (at && at.endpoint !== UNKNOWN) return placed(exchange, at);
    const endpoint = endpointByShape(exchange);
    if (at) return endpoint === undefined && !mayCarryCredential(exchange) ? undefined : placed(exchange, at);
    if (endpoint) return { ...exchange, endpoint };
    return mayCarryCredential(exchange) || isDeviceAnswer(exchange) ? exchange : undefined;
  }

  /** Everything that belongs to a login, in the order of time. */
  exchanges(): readonly Exchange[] {
    const kept = inOrderOfTime(this.#kept);
    const issuers = new Issuers();
    for (const each of kept) if (each.endpoint === 'discovery') issuers.learn(each);
    const named = withoutCopies(kept.map((each) => withIssuer(each, issuers)));
    const issued = issuedTokensOf(named);
    return named.flatMap((each) => belonging(each, issued) ?? []);
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

/** A call of another API counts if a token of this recording goes there, in whatever place. */
const belonging = (exchange: Exchange, issued: ReturnType<typeof issuedTokensOf>): Exchange | undefined => {
  if (exchange.endpoint !== UNKNOWN || isDeviceAnswer(exchange)) return exchange;
  const raw = (headerOf(exchange.request, 'authorization') ?? '').trim();
  if (issued.has(accessTokenOf(exchange) ?? '') || issued.has(raw))
    return exchange.persona === UNKNOWN ? { ...exchange, persona: OWN_API_PERSONA, endpoint: OWN_API } : exchange;
  const referer = headerOf(exchange.request, 'referer') ?? '';
  if (/[?&#](?:code|access_token|id_token)=/.test(referer)) return exchange;
  return exchange.persona === UNKNOWN ? undefined : exchange;
};

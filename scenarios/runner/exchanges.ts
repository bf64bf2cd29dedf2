import { type Exchange, isApi, type Message } from '../../provider/model/index.ts';
import { FROM_VENDOR, FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { redactSeen, redactText, Secrets, seeExchange } from '../../provider/wire/index.ts';
import type { ReportedExchange, ScenarioResult } from '../model/index.ts';
import type { Step } from '../person/index.ts';
import { inOrder } from './order.ts';

type Leg = ReportedExchange['leg'];

const LONGEST_BODY = 65_536;

/** The traffic of one leg with its ids of the report. */
export interface LegTraffic {
  readonly leg: Leg;
  readonly persona: string;
  readonly exchanges: readonly Exchange[];
  /** Requests of the people of this leg, each with its id of the report. */
  readonly steps: readonly (readonly [name: string, step: Step])[];
}

/** Of a leg with more exchanges, the report shows the first and the last. */
const FIRST_SHOWN = 300;
const LAST_SHOWN = 100;
/** Characters of all bodies of one result. Of what comes later the beginnings are shown. */
const ALL_BODIES = 4 * 1024 * 1024;
const LEAST_OF_BODY = 512;

type Parts = Pick<ReportedExchange, 'id' | 'from' | 'to' | 'leg' | 'endpoint'>;

const cut = (body: string | undefined) =>
  body
    ? { body: body.slice(0, LONGEST_BODY), ...(body.length > LONGEST_BODY ? { cutFromBytes: Buffer.byteLength(body) } : {}) }
    : {};

/** A page of the lab without its stylesheet, which is the same on every page. */
const withoutStyle = (exchange: Exchange): Exchange => {
  const { response } = exchange;
  const body = response?.body?.replace(/(<style[^>]*>)[^<]*/, '$1/* … */');
  return response && body !== undefined ? { ...exchange, response: { ...response, body } } : exchange;
};

/** Requests of a person to an app, in the format of the wire log. */
const asExchange = (step: Step, persona: string): Exchange => ({
  id: '',
  sequence: 0,
  world: '',
  persona,
  endpoint: 'unknown',
  startedAtEpochMs: step.startedAtEpochMs,
  durationMs: step.durationMs,
  request: {
    method: step.request.method,
    url: step.request.url,
    vendorUrl: '',
    headers: step.request.headers,
    ...cut(step.request.body),
  },
  ...(step.response
    ? { response: { status: step.response.status, headers: step.response.headers, ...cut(step.response.body) } }
    : {}),
  jwts: [],
  because: [],
  faults: [],
});

const reported = ({ id, from, to, leg, endpoint }: Parts, exchange: Exchange): ReportedExchange => {
  const { request, response, jwts, because, faults, flow, stale, persona, startedAtEpochMs, durationMs } = exchange;
  const { vendorUrl, headers, ...rest } = request;
  const copy = (list: typeof headers): [string, string][] => list.map(([name, value]) => [name, value]);
  return {
    ...{ id, from, to, leg, persona, endpoint, startedAtEpochMs, durationMs },
    ...(flow === undefined ? {} : { flow }),
    request: { ...rest, ...(vendorUrl ? { vendorUrl } : {}), headers: copy(headers) },
    ...(response ? { response: { ...response, headers: copy(response.headers) } } : {}),
    jwts: jwts.map((jwt) => ({ ...jwt })),
    because: because.map((each) => ({ ...each })),
    faults: [...faults],
    ...(stale ? { stale } : {}),
  };
};

/** Sender and receiver. */
const lanesOf = ({ endpoint }: Exchange): Pick<Parts, 'from' | 'to'> => {
  if (FROM_VENDOR.has(endpoint)) return { from: 'provider', to: 'app' };
  return { from: FRONT_CHANNEL.has(endpoint) ? 'person' : 'app', to: isApi(endpoint) ? 'api' : 'provider' };
};

const partsOf = (exchange: Exchange, leg: Leg, id: string): Parts => ({
  id,
  leg,
  ...lanesOf(exchange),
  endpoint: exchange.endpoint,
});

const pairsOf = (
  { leg, persona, exchanges, steps }: LegTraffic,
  nameOf: (exchange: Exchange) => string,
): readonly (readonly [Parts, Exchange])[] => {
  const names = new Map(steps.map(([name, step]) => [step, name]));
  return inOrder([...names.keys()], exchanges).flatMap((each): readonly (readonly [Parts, Exchange])[] => {
    if (!('to' in each))
      return [[partsOf(each, leg, nameOf(each)), FRONT_CHANNEL.has(each.endpoint) ? withoutStyle(each) : each]];
    if (each.to === 'persona') return []; // the wire log of the lab holds these
    const to = each.to === 'app' ? 'app' : 'elsewhere';
    return [[{ id: names.get(each) ?? '', from: 'person', to, leg, endpoint: to }, asExchange(each, persona)]];
  });
};

const shown = <T>(pairs: readonly T[]): readonly T[] =>
  pairs.length <= FIRST_SHOWN + LAST_SHOWN ? pairs : [...pairs.slice(0, FIRST_SHOWN), ...pairs.slice(-LAST_SHOWN)];

/** Exchanges of some legs that a report does not show. */
export const countHidden = (
  legs: readonly { readonly exchanges: readonly Exchange[]; readonly steps: readonly Step[] }[],
): number => {
  const counts = legs.map(({ exchanges, steps }) => exchanges.length + steps.filter(({ to }) => to !== 'persona').length);
  return counts.reduce((sum, count) => sum + Math.max(0, count - FIRST_SHOWN - LAST_SHOWN), 0);
};

/** Shortens bodies when those before them have used up the room of a result. */
class BodyRoom {
  #left = ALL_BODIES;

  fit(exchange: Exchange): Exchange {
    const request = this.#fit(exchange.request);
    return exchange.response ? { ...exchange, request, response: this.#fit(exchange.response) } : { ...exchange, request };
  }

  #fit<M extends Message>(message: M): M {
    const { body = '', cutFromBytes } = message;
    const room = Math.max(LEAST_OF_BODY, this.#left);
    this.#left -= Math.min(body.length, room);
    if (body.length <= room) return message;
    return { ...message, body: body.slice(0, room), cutFromBytes: cutFromBytes ?? Buffer.byteLength(body) };
  }
}

/**
 * Ordinals for the secrets of one result, or of several that share a leg. `clientSecrets` are known in advance, and all that
 * `earlier` has seen: an app may repeat the token of an earlier result.
 */
export const openSecrets = (clientSecrets: readonly string[], earlier = new Secrets()): Secrets => {
  const secrets = earlier.renumbered();
  for (const secret of clientSecrets) secrets.announce('client-secret', secret);
  return secrets;
};

/**
 * Traffic for a report: oldest first, and redacted with one set of ordinals, so that the code in the browser's
 * URL has the same ordinal as the one in the token request.
 */
export const reportTraffic = (
  legs: readonly LegTraffic[],
  nameOf: (exchange: Exchange) => string,
  secrets: Secrets,
): readonly ReportedExchange[] => {
  const room = new BodyRoom();
  const pairs = legs.flatMap((leg) =>
    shown(pairsOf(leg, nameOf)).map(([parts, exchange]) => [parts, room.fit(exchange)] as const),
  );
  for (const [, exchange] of pairs) seeExchange(exchange, secrets); // every secret must be known before the first exchange is redacted
  return pairs.map(([parts, exchange]) => reported(parts, redactSeen(exchange, secrets)));
};

const withoutSecrets = <T extends { readonly message?: string | undefined }>(each: T, secrets: Secrets): T =>
  each.message === undefined ? each : { ...each, message: redactText(secrets, each.message) };

/** A result whose sentences quote no secret: they repeat what an app sent, answered or printed. */
export const redactResult = (result: ScenarioResult, secrets: Secrets): ScenarioResult => ({
  ...result,
  ...(result.reason !== undefined && { reason: redactText(secrets, result.reason) }),
  checks: result.checks.map((check) => withoutSecrets(check, secrets)),
  findings: result.findings.map((finding) => withoutSecrets(finding, secrets)),
});

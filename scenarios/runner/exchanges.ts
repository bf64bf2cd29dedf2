import { type Exchange, isApi } from '../../provider/model/index.ts';
import { FROM_VENDOR, FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { redactSeen, Secrets, seeExchange } from '../../provider/wire/index.ts';
import type { ReportedExchange } from '../model/index.ts';
import type { Step } from '../person/index.ts';
import { inOrder } from './order.ts';

type Leg = ReportedExchange['leg'];

/** Secrets whose ordinals one result of a run can tell apart. */
const MOST_SECRETS = 4_096;
const LONGEST_BODY = 65_536;

/** One leg's traffic under its names in the report. */
export interface LegTraffic {
  readonly leg: Leg;
  readonly persona: string;
  readonly exchanges: readonly Exchange[];
  /** Steps of the people of this leg with the name that each has in the report. */
  readonly steps: readonly (readonly [name: string, step: Step])[];
}

type Parts = Pick<ReportedExchange, 'id' | 'from' | 'to' | 'leg' | 'endpoint'>;

const cut = (body: string | undefined) =>
  body
    ? { body: body.slice(0, LONGEST_BODY), ...(body.length > LONGEST_BODY ? { cutFromBytes: Buffer.byteLength(body) } : {}) }
    : {};

/** A page of the lab's own without its stylesheet, which is the same on each and tells a reader nothing. */
const withoutStyle = (exchange: Exchange): Exchange => {
  const { response } = exchange;
  const body = response?.body?.replace(/(<style[^>]*>)[^<]*/, '$1/* … */');
  return response && body !== undefined ? { ...exchange, response: { ...response, body } } : exchange;
};

/** What a person and an app said to each other, in the form of the lab's own log. */
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

/** Who asked whom. */
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
    if (each.to === 'persona') return []; // the lab has those in its own log
    const to = each.to === 'app' ? 'app' : 'elsewhere';
    return [[{ id: names.get(each) ?? '', from: 'person', to, leg, endpoint: to }, asExchange(each, persona)]];
  });
};

/** Ordinals for the secrets of one result, or of several that show a leg in common. `clientSecrets` are known beforehand, by value. */
export const openSecrets = (clientSecrets: readonly string[]): Secrets => {
  const secrets = new Secrets(MOST_SECRETS);
  for (const secret of clientSecrets) secrets.announce('client-secret', secret);
  return secrets;
};

/**
 * Traffic as it stands in a report: oldest first, and redacted by one set of ordinals, so that the code in the browser's
 * address is seen to be the one in the token request.
 */
export const reportTraffic = (
  legs: readonly LegTraffic[],
  nameOf: (exchange: Exchange) => string,
  secrets: Secrets,
): readonly ReportedExchange[] => {
  const pairs = legs.flatMap((leg) => pairsOf(leg, nameOf));
  for (const [, exchange] of pairs) seeExchange(exchange, secrets); // so that every secret is known before the first is shown
  return pairs.map(([parts, exchange]) => reported(parts, redactSeen(exchange, secrets)));
};

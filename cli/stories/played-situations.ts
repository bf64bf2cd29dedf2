import { nameOfEndpoint, type PlayedClient, type PlayedSituation, type StoryExchange } from '../../provider/model/index.ts';
import { decidingReasons } from '../../reports/index.ts';
import { breachesOf, type ReportedExchange, type RunResult, type ScenarioResult } from '../../scenarios/model/index.ts';
import type { ClientPair } from '../../scenarios/stories/index.ts';

/** The endpoint if it is known, else the path; with its host where that is neither the app's nor the provider's. */
const aimOf = ({ endpoint, to, request: { url, vendorUrl } }: ReportedExchange): string => {
  if (to !== 'app' && to !== 'elsewhere' && endpoint !== 'unknown') return nameOfEndpoint(endpoint);
  const { host = '', pathname = url } = URL.parse(vendorUrl ?? url) ?? {};
  return to === 'app' ? pathname : host + pathname;
};

/** Reasons of an answer: the behaviours that decided something, and the injected faults. */
const reasonsOf = (run: RunResult, exchange: ReportedExchange): StoryExchange['because'] => [
  ...decidingReasons(run, exchange),
  ...exchange.faults.map((id) => ({ id, why: 'injected fault' })),
];

const exchangeOf = (run: RunResult, exchange: ReportedExchange, decisive: ReadonlySet<string>): StoryExchange => {
  const { id, from, to, startedAtEpochMs, durationMs, request, response } = exchange;
  return {
    ...{ id, from, to, startedAtEpochMs, durationMs, method: request.method, aim: aimOf(exchange) },
    ...(response && { status: response.status }),
    because: reasonsOf(run, exchange),
    ...(decisive.has(id) && { decides: true }),
  };
};

/** What decides about a client: the check of the story, unless something else is wrong with the client. */
const decisionOf = (result: ScenarioResult, id: string) => {
  const check = result.checks.find((each) => each.id === id);
  if (check && (check.verdict !== 'pass' || result.verdict === 'pass')) return check;
  const other = breachesOf(result).find(({ by }) => by !== 'rule');
  return other ?? { ...result, message: result.reason, exchanges: [] };
};

const clientOf = (run: RunResult, result: ScenarioResult, check: string): PlayedClient => {
  const { title, verdict, message, fix = result.fix, exchanges } = decisionOf(result, check);
  const broken = breachesOf(result).filter(({ by }) => by === 'rule');
  const decisive = new Set([...(verdict === 'pass' ? [] : exchanges), ...broken.flatMap((breach) => breach.exchanges)]);
  return {
    ...{ app: result.app.id, verdict, requirement: title },
    ...(message !== undefined && verdict !== 'pass' && { found: message }),
    ...(fix !== undefined && (verdict !== 'pass' || broken.length > 0) && { fix }),
    breaks: broken.map(({ id, verdict, message }) => ({ rule: id, verdict, found: message })),
    exchanges: result.exchanges
      .flatMap((id) => (Object.hasOwn(run.exchanges, id) ? (run.exchanges[id] ?? []) : []))
      .map((exchange) => exchangeOf(run, exchange, decisive)),
  };
};

const shows = ({ bite: { check, verdict } }: ClientPair, { checks }: ScenarioResult): boolean =>
  checks.some((each) => each.id === check && each.verdict === verdict);

/** What the clients of a story did. Of several personas the first with which the naive client shows its bug. */
export const playedSituations = (run: RunResult, pairs: readonly ClientPair[]): readonly PlayedSituation[] =>
  pairs.flatMap((pair) => {
    const { scenario, right: rightApp, naiveApp, bite } = pair;
    const own = run.results.filter((result) => result.scenario === scenario);
    const naives = own.filter(({ app }) => app.id === naiveApp);
    const naive = naives.find((result) => shows(pair, result)) ?? naives[0];
    const right = own.find(
      ({ app, persona, variant }) => app.id === rightApp && persona === naive?.persona && variant === naive.variant,
    );
    if (naive === undefined || right === undefined) return [];
    const [rightClient, naiveClient] = [right, naive].map((result) => clientOf(run, result, bite.check));
    return rightClient && naiveClient ? { scenario, persona: naive.persona, right: rightClient, naive: naiveClient } : [];
  });

import { breachesOf } from '../scenarios/model/breach.ts';
import type { Breach, ReportedExchange, RunResult, ScenarioResult } from '../scenarios/model/index.ts';

/** What to change in the client, and the failed checks or rules that ask for it. */
export interface Fix {
  readonly text: string;
  readonly ids: readonly string[];
}

const fixOf = (result: ScenarioResult, { by, fix }: Breach): string | undefined =>
  fix ?? (by === 'check' ? result.fix : undefined);

/** What to change in the client, for each failed check or rule; the same text once. Empty when nothing failed. */
export const readFixes = (result: ScenarioResult): readonly Fix[] => {
  const breaches = breachesOf(result).filter(({ verdict }) => verdict !== 'inconclusive');
  const asked = breaches.flatMap((breach) => {
    const text = fixOf(result, breach);
    return text === undefined ? [] : [{ text, id: breach.id }];
  });
  if (breaches.length === 0 && result.verdict === 'info' && result.fix !== undefined) return [{ text: result.fix, ids: [] }];
  return [...Map.groupBy(asked, ({ text }) => text)].map(([text, own]) => ({ text, ids: [...new Set(own.map(({ id }) => id))] }));
};

/** Exchanges by id, in the order asked for; an id that the run does not hold is left out. */
export const findExchanges = (run: Pick<RunResult, 'exchanges'>, ids: readonly string[]): readonly ReportedExchange[] =>
  ids.flatMap((id) => (Object.hasOwn(run.exchanges, id) ? (run.exchanges[id] ?? []) : []));

/** The address of a request, at the vendor if it has one there; without query and fragment. */
export const renderTarget = (exchange: ReportedExchange): string => {
  const address = exchange.request.vendorUrl ?? exchange.request.url;
  const url = URL.parse(address);
  if (url === null) return address;
  return exchange.request.vendorUrl === undefined ? url.pathname : `${url.host}${url.pathname}`;
};

/** `401`, or what happened instead of an answer. */
export const renderStatus = (exchange: ReportedExchange): string =>
  exchange.response === undefined ? 'no answer' : String(exchange.response.status);

/** `x21 POST www.googleapis.com/upload/drive/v3/files 401` */
export const renderExchange = (exchange: ReportedExchange): string =>
  `${exchange.id} ${exchange.request.method} ${renderTarget(exchange)} ${renderStatus(exchange)}`;

/** Reasons of an answer by the behaviours that decided something, not by those that only shape an answer. */
export const decidingReasons = (
  run: Pick<RunResult, 'behaviours'>,
  { because }: Pick<ReportedExchange, 'because'>,
): ReportedExchange['because'] => because.filter(({ id }) => run.behaviours[id]?.decides !== false);

/** Reasons of an answer: of the behaviours that decided something, and the injected faults. */
export const renderBecause = (run: RunResult, exchange: ReportedExchange): readonly string[] => [
  ...decidingReasons(run, exchange).map(({ id, why }) => `${id}: ${why}`),
  ...exchange.faults.map((fault) => `injected fault ${fault}`),
];

/** At most this many exchanges of a failed check are listed. */
const MOST_EXCHANGES = 3;

const levelOf = (result: ScenarioResult, id: string): string => {
  const level = result.checks.find((check) => check.id === id)?.level;
  return level === undefined ? '' : ` (${level})`;
};

const headOf = (result: ScenarioResult, { by, verdict, id, title, expected }: Breach): string => {
  const known = expected ? 'known ' : '';
  if (by === 'rule') return `${known}${verdict} rule ${id}`;
  return by === 'verdict' ? `${known}${verdict}` : `${known}${verdict} ${id}${levelOf(result, id)}: ${title}`;
};

/** At most this many failures of a result are described; the first often entails the others. */
const MOST_PROBLEMS = 2;

const restOf = (rest: readonly Breach[]): readonly string[] =>
  rest.length === 0 ? [] : [`and ${rest.map(({ id, verdict }) => `${verdict} ${id}`).join(', ')}`];

/** Describes a failed result: what was expected, what was found, the exchanges and their reasons. The worst comes first. */
export const renderProblems = (run: RunResult, result: ScenarioResult): readonly string[] => {
  const evidence = (ids: readonly string[]): readonly string[] => {
    const all = findExchanges(run, ids);
    const more = all.length - MOST_EXCHANGES;
    return [
      ...all
        .slice(0, MOST_EXCHANGES)
        .flatMap((exchange) => [`  ${renderExchange(exchange)}`, ...renderBecause(run, exchange).map((line) => `    ${line}`)]),
      ...(more > 0 ? [`  and ${more} more exchanges`] : []),
    ];
  };
  const order = ['fail', 'inconclusive', 'warn'];
  const isLate = ({ verdict, expected }: Breach): number => order.indexOf(verdict) + (expected ? order.length : 0);
  const breaches = breachesOf(result).toSorted((one, other) => isLate(one) - isLate(other));
  return [
    ...breaches
      .slice(0, MOST_PROBLEMS)
      .flatMap((breach) => [
        headOf(result, breach),
        ...(breach.message === breach.title ? [] : [`  ${breach.message}`]),
        ...evidence(breach.exchanges),
      ]),
    ...restOf(breaches.slice(MOST_PROBLEMS)),
  ];
};

/** `reauth/online-access-resume-request [upload]` */
export const renderName = (result: ScenarioResult): string =>
  result.variant === undefined ? result.scenario : `${result.scenario} [${result.variant}]`;

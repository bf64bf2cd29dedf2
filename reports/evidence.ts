import type { CheckResult, Finding, ReportedExchange, RunResult, ScenarioResult, Verdict } from '../scenarios/model/index.ts';

const BROKEN: ReadonlySet<Verdict> = new Set(['fail', 'inconclusive', 'warn']);

/** Checks that did not hold, or could not be judged. */
export const brokenChecks = (result: ScenarioResult): readonly CheckResult[] =>
  result.checks.filter((check) => BROKEN.has(check.verdict));

/** Breaches that the rules found in the traffic. */
export const brokenFindings = (result: ScenarioResult): readonly Finding[] =>
  result.findings.filter((finding) => BROKEN.has(finding.verdict));

/** What to change in the client; undefined when no check failed. */
export const readFix = (result: ScenarioResult): string | undefined =>
  result.verdict === 'fail' || result.verdict === 'warn' || result.verdict === 'info' ? result.fix : undefined;

/** Exchanges by id, in the order asked for; an id that the run does not hold is left out. */
export const findExchanges = (run: RunResult, ids: readonly string[]): readonly ReportedExchange[] =>
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

/** Reasons of an answer: the behaviours that decided something (not those that only shape an answer), and the injected faults. */
export const renderBecause = (run: RunResult, exchange: ReportedExchange): readonly string[] => [
  ...exchange.because.filter(({ id }) => run.behaviours[id]?.decides !== false).map(({ id, why }) => `${id}: ${why}`),
  ...exchange.faults.map((fault) => `injected fault ${fault}`),
];

/** Describes a failed result: what was expected, what was found, the exchanges and their reasons. */
export const renderProblems = (run: RunResult, result: ScenarioResult): readonly string[] => {
  const evidence = (ids: readonly string[]): readonly string[] =>
    findExchanges(run, ids).flatMap((exchange) => [
      `  ${renderExchange(exchange)}`,
      ...renderBecause(run, exchange).map((line) => `    ${line}`),
    ]);
  return [
    ...brokenChecks(result).flatMap((check) => [
      `${check.verdict} ${check.id} (${check.level}): ${check.title}`,
      ...(check.message === undefined ? [] : [`  ${check.message}`]),
      ...evidence(check.exchanges),
    ]),
    ...brokenFindings(result).flatMap((finding) => [
      `${finding.verdict} rule ${finding.rule}`,
      `  ${finding.message}`,
      ...evidence(finding.exchanges),
    ]),
  ];
};

/** `reauth/online-access-resume-request [upload]` */
export const renderName = (result: ScenarioResult): string =>
  result.variant === undefined ? result.scenario : `${result.scenario} [${result.variant}]`;

/** One failed result of a run: what the client sent, what to change, and a test that holds it. */

import { LoginLabError } from '../../provider/model/index.ts';
import {
  type Breach,
  breachesOf,
  type ReportedExchange,
  type RunResult,
  type ScenarioResult,
} from '../../scenarios/model/index.ts';
import { unknownId } from '../nearest.ts';
import { openRun } from './open-run.ts';
import { renderSentParams } from './sent-params.ts';

export interface FixOptions {
  readonly run: string;
  readonly app?: string;
  readonly persona?: string;
}

const nameOf = ({ scenario, variant }: ScenarioResult): string => (variant === undefined ? scenario : `${scenario}:${variant}`);

/** The first result of this name in which something is wrong. Throws `unknown-id`, `usage` where nothing is. */
const failedResult = (run: RunResult, id: string, { app, persona }: FixOptions): ScenarioResult => {
  const chosen = run.results.filter(
    (each) => (app === undefined || each.app.id === app) && (persona === undefined || each.persona === persona),
  );
  const named = chosen.filter((each) => nameOf(each) === id || each.scenario === id);
  const bad = chosen.filter((each) => breachesOf(each).length > 0);
  const failed = named.find((each) => breachesOf(each).length > 0);
  if (failed) return failed;
  if (named[0])
    throw new LoginLabError('usage', `report fix: nothing failed in ${id} of this run: its verdict is ${named[0].verdict}.`, {
      field: 'ID',
    });
  const known = [...new Set((bad.length > 0 ? bad : chosen).map(nameOf))];
  throw unknownId({ what: 'failed result', field: 'report fix', value: id, known });
};

/** Exchanges that show a breach, and those of the same logins that led to them, in order. */
interface Sequence {
  readonly exchanges: readonly ReportedExchange[];
  readonly showing: ReadonlySet<string>;
}

/** Without a named exchange it is the whole judged leg. */
const sequenceOf = (run: RunResult, result: ScenarioResult, breaches: readonly Breach[]): Sequence => {
  const showing = new Set(breaches.flatMap(({ exchanges }) => exchanges));
  const leg = result.exchanges.flatMap((id) => run.exchanges[id] ?? []);
  if (showing.size === 0) return { exchanges: leg, showing };
  const elsewhere = [...showing].filter((id) => !result.exchanges.includes(id)).flatMap((id) => run.exchanges[id] ?? []);
  const flows = new Set(leg.flatMap(({ id, flow }) => (flow !== undefined && showing.has(id) ? [flow] : [])));
  const last = leg.findLastIndex(({ id }) => showing.has(id));
  const led = leg.slice(0, last + 1).filter(({ id, flow = '' }) => showing.has(id) || flows.has(flow));
  return { exchanges: [...elsewhere, ...led], showing };
};

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;

/** One that shows the breach says what the client sent, and why it was answered so. */
const renderShowing = (exchange: ReportedExchange, { behaviours }: RunResult): readonly string[] => [
  ...renderSentParams(exchange),
  ...exchange.because.filter(({ id }) => behaviours[id]?.decides !== false).map(({ id, why }) => `        ${id}: ${why}`),
];

const renderExchange = (exchange: ReportedExchange, showing: ReadonlySet<string>, run: RunResult): readonly string[] => {
  const { id, from, to, request, response } = exchange;
  const address = withoutQuery(request.vendorUrl ?? request.url);
  const isShowing = showing.has(id);
  return [
    `${isShowing ? '▸ ' : '  '}${id}  ${from} → ${to}: ${request.method} ${address} → ${response?.status ?? 'no answer'}`,
    ...(isShowing ? renderShowing(exchange, run) : []),
  ];
};

const renderBreach = ({ id, verdict, message, fix }: Breach): readonly string[] => [
  `  ${verdict}${id === '' ? '' : ` ${id}`}: ${message}`,
  ...(fix === undefined ? [] : [`    fix: ${fix}`]),
];

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The config that the reproducing command names, or the usual one. */
const configOf = ({ reproduce }: ScenarioResult): string =>
  /--config (?:'([^']+)'|(\S+))/.exec(reproduce)?.slice(1).find(Boolean) ?? './loginlab.config.ts';

/** A test to paste beside the config. */
const renderTest = (result: ScenarioResult): readonly string[] => {
  const config = configOf(result);
  return [
    `import { describeLogins } from ${quoted('loginlab/vitest')};`,
    `import config from ${quoted(/^[./]/.test(config) ? config : `./${config}`)};`,
    '',
    `// ${result.title}`,
    'describeLogins(config, {',
    '  configDir: import.meta.dirname,',
    `  apps: [${quoted(result.app.id)}],`,
    `  personas: [${quoted(result.persona)}],`,
    `  scenarios: [${quoted(nameOf(result))}],`,
    '});',
  ];
};

/** What is needed to mend one failed result. Rejects with `usage` without a run, and `unknown-id`. */
export const explainFix = async (id: string, options: FixOptions): Promise<string> => {
  const run = await openRun(options.run, '--run');
  const result = failedResult(run, id, options);
  const breaches = breachesOf(result);
  const { exchanges, showing } = sequenceOf(run, result, breaches);
  return [
    `${nameOf(result)} of ${result.app.id} with ${result.persona}: ${result.title}`,
    '',
    'What is wrong:',
    ...breaches.flatMap(renderBreach),
    ...(result.fix === undefined ? [] : [`    fix: ${result.fix}`]),
    '',
    `The provider:  ${result.story.provider}`,
    `A right client:  ${result.story.rightClient}`,
    '',
    `The requests that lead to it, and that show it (${exchanges.length} of ${result.exchanges.length}):`,
    ...exchanges.flatMap((each) => renderExchange(each, showing, run)),
    '',
    `Reproduce:  ${result.reproduce}`,
    '',
    'A test for Vitest, to paste into a file beside the config:',
    '',
    ...renderTest(result),
  ].join('\n');
};

import { visible, visibleLine } from '../../drawing/visible.ts';
import {
  type Breach,
  breachesOf,
  causeOf,
  type Level,
  type RunResult,
  type ScenarioResult,
} from '../../scenarios/model/index.ts';
import { renderName } from '../evidence.ts';
import type { Reporter } from '../reporter.ts';
import { renderSarifLog, type SarifRule, sarifLevel } from '../sarif-log.ts';
import { linesBeforeResults } from './json.ts';

/** A rule of the wire, a check of a scenario, or the scenario itself. */
const ruleIdOf = ({ scenario }: ScenarioResult, { by, id }: Breach): string =>
  visibleLine(by === 'rule' ? id : id === '' ? scenario : `${scenario}/${id}`);

const levelOf = (result: ScenarioResult, { by, id, verdict }: Breach): Level => {
  if (by === 'rule') return verdict === 'warn' ? 'SHOULD' : 'MUST';
  return result.checks.find((check) => check.id === id)?.level ?? result.level;
};

const fixOf = (result: ScenarioResult, { by, fix }: Breach): string | undefined =>
  fix ?? (by === 'rule' ? undefined : result.fix);

const ruleOf = (result: ScenarioResult, breach: Breach): SarifRule => ({
  id: ruleIdOf(result, breach),
  title: visibleLine(breach.by === 'rule' ? `Rule ${breach.id}` : `${result.title}: ${breach.title}`),
  level: levelOf(result, breach),
  help: visible(fixOf(result, breach) ?? `A right client: ${result.story.rightClient}`),
  basis: breach.by === 'rule' ? [] : result.basis,
});

/** Insufficient evidence is `open`, which has no level. */
const KIND = {
  fail: { kind: 'fail', level: sarifLevel('MUST') },
  warn: { kind: 'fail', level: sarifLevel('SHOULD') },
  inconclusive: { kind: 'open', level: 'none' },
} as const;

/** `expected.json` is the baseline: what it lists is unchanged and suppressed, all else is new. */
const againstBaseline = ({ expected }: Breach, { reason = '' }: ScenarioResult): object =>
  expected
    ? { baselineState: 'unchanged', suppressions: [{ kind: 'external', justification: visible(reason) }] }
    : { baselineState: 'new' };

const renderResult = (result: ScenarioResult, breach: Breach, line: number): object => {
  const { app, persona, reproduce } = result;
  const place = visibleLine(`${app.id}/${persona}/${renderName(result)}`);
  const fix = fixOf(result, breach);
  return {
    ruleId: ruleIdOf(result, breach),
    ...KIND[breach.verdict],
    message: { text: visible([breach.message, ...(fix === undefined ? [] : [fix]), `Reproduce: ${reproduce}`].join('\n')) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'run.json' }, region: { startLine: line } },
        logicalLocations: [{ fullyQualifiedName: place, name: visibleLine(app.id) }],
      },
    ],
    ...againstBaseline(breach, result),
    partialFingerprints: { 'loginlab/v1': `${place} ${ruleIdOf(result, breach)} ${visibleLine(causeOf(breach.message))}` },
  };
};

const STALE: SarifRule = {
  id: 'expected-json-is-stale',
  title: 'An entry of expected.json no longer matches',
  level: 'MUST',
  help: 'Remove the entry, or write the list anew: loginlab run --update-expected',
  basis: [],
};

/** What the baseline has and the run has not. */
const staleResult = (sentence: string): object => ({
  ...{ ruleId: STALE.id, level: 'error', message: { text: visible(sentence) } },
  locations: [{ physicalLocation: { artifactLocation: { uri: 'expected.json' }, region: { startLine: 1 } } }],
  baselineState: 'absent',
});

/** Apps of which nothing was judged, and a run that was stopped. */
const invocationOf = ({ unjudged = [], allowUnjudged, interrupted, startedAt }: RunResult): object => ({
  executionSuccessful: interrupted !== true,
  startTimeUtc: startedAt,
  toolExecutionNotifications: [
    ...unjudged.map(({ app, persona, reason }) => ({
      level: allowUnjudged ? 'note' : 'error',
      message: { text: visible(`Nothing was judged of ${app}${persona ? ` with ${persona}` : ''}: ${reason}`) },
    })),
    ...(interrupted ? [{ level: 'warning', message: { text: 'The run was stopped early.' } }] : []),
  ],
});

const renderLog = (run: RunResult): string => {
  const found = run.results.flatMap((result, place) => breachesOf(result).map((breach) => ({ result, breach, place })));
  const rules = new Map(found.map(({ result, breach }) => [ruleIdOf(result, breach), ruleOf(result, breach)]));
  const { stale = [] } = run;
  const before = linesBeforeResults(run);
  return renderSarifLog({
    tool: { name: run.tool.name, version: visibleLine(run.tool.version) },
    rules: [...rules.values(), ...(stale.length > 0 ? [STALE] : [])],
    results: [
      ...found.map(({ result, breach, place }) => renderResult(result, breach, before + place + 1)),
      ...stale.map(staleResult),
    ],
    invocation: invocationOf(run),
  });
};

/** SARIF for code scanning: what is wrong, by rule, against the baseline of `expected.json`. Each result points to its line of `run.json`. */
export const sarif: Reporter = {
  format: 'sarif',
  files: ['loginlab.sarif'],
  isOurs: (content) => /"version": "2\.1\.0"[\s\S]{0,300}"name": "loginlab"/.test(content),
  render: (run) => [{ path: 'loginlab.sarif', pieces: () => [`${renderLog(run)}\n`] }],
};

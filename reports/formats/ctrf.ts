import type { CTRFReport, Test } from 'ctrf';
import { visible, visibleLine } from '../../drawing/visible.ts';
import {
  type Cause,
  type Counted,
  causesByResult,
  countedAs,
  findCauses,
  type RunResult,
  type ScenarioResult,
} from '../../scenarios/model/index.ts';
import { nameOfCause } from '../cause-words.ts';
import { explainKnown, explainReason } from '../counted.ts';
import { readFixes, renderName, renderProblems } from '../evidence.ts';
import type { Reporter } from '../reporter.ts';

type Status = Test['status'];

/** The format knows neither warnings nor known deviations; `rawStatus` has our word. What could not be judged turns a run red. */
const STATUS = {
  fail: 'failed',
  inconclusive: 'failed',
  known: 'skipped',
  warn: 'passed',
  info: 'passed',
  skip: 'skipped',
  pass: 'passed',
} as const satisfies Record<Counted, Status>;

const messageOf = (run: RunResult, result: ScenarioResult, [cause]: readonly Cause[]): string =>
  explainKnown(result, run) || explainReason(result, run) || (cause ? `${nameOfCause(cause)}: ${cause.message}` : '');

const traceOf = (run: RunResult, result: ScenarioResult): string =>
  [...renderProblems(run, result), ...readFixes(result).map(({ text }) => `fix: ${text}`), `reproduce: ${result.reproduce}`].join(
    '\n',
  );

const renderTest = (run: RunResult, result: ScenarioResult, causes: readonly Cause[]): Test => {
  const counted = countedAs(result, run);
  const message = visible(messageOf(run, result, causes));
  const { app, persona, area, level, title, verdict } = result;
  return {
    name: visibleLine(renderName(result)),
    status: STATUS[counted],
    rawStatus: counted,
    duration: Math.round(result.durationMs),
    suite: [visibleLine(app.id), visibleLine(persona)],
    testId: visibleLine(`${app.id} ${persona} ${renderName(result)}`),
    ...(message === '' ? {} : { message }),
    ...(causes.length > 0 ? { trace: visible(traceOf(run, result)) } : {}),
    tags: [visibleLine(area), level],
    extra: { title: visibleLine(title), verdict },
  };
};

/** What belongs to no result, and turns a run red all the same. */
const ofRun = ({ unjudged = [], allowUnjudged, stale = [] }: RunResult): readonly Test[] => {
  const failed = (name: string, message: string): Test => ({
    ...{
      name: visibleLine(name),
      status: 'failed',
      rawStatus: 'fail',
      duration: 0,
      suite: ['loginlab'],
      message: visible(message),
    },
  });
  return [
    ...(allowUnjudged ? [] : unjudged).map(({ app, persona, reason }) =>
      failed(`${app}${persona === undefined ? '' : ` with ${persona}`}: something is judged`, reason),
    ),
    ...stale.map((sentence) => failed('expected.json', sentence)),
  ];
};

const renderReport = (run: RunResult): CTRFReport => {
  const causes = causesByResult(findCauses(run));
  const tests = [...ofRun(run), ...run.results.map((result) => renderTest(run, result, causes.get(result) ?? []))];
  const count = (status: Status): number => tests.filter((test) => test.status === status).length;
  const start = Date.parse(run.startedAt);
  const duration = Math.round(run.durationMs);
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: run.startedAt,
    generatedBy: 'loginlab',
    results: {
      tool: { name: run.tool.name, version: visibleLine(run.tool.version) },
      summary: {
        tests: tests.length,
        ...{ passed: count('passed'), failed: count('failed'), skipped: count('skipped'), pending: 0, other: 0 },
        ...{ start, stop: start + duration, duration },
        extra: { red: run.summary.red, reasons: run.summary.reasons.map(visibleLine) },
      },
      tests,
      environment: {
        osPlatform: visibleLine(run.environment.platform),
        ...(run.shard ? { shardId: `${run.shard.index}/${run.shard.of}` } : {}),
        extra: { node: visibleLine(run.environment.node), seed: visibleLine(run.seed) },
      },
    },
  };
};

/** Common Test Report Format, for tools that read one format of all test runners. @see https://ctrf.io/docs/specification/overview */
export const ctrf: Reporter = {
  format: 'ctrf',
  files: ['ctrf.json'],
  isOurs: (content) => /^\{\s*"reportFormat": "CTRF",[\s\S]{0,200}"generatedBy": "loginlab"/.test(content),
  render: (run) => [{ path: 'ctrf.json', pieces: () => [`${JSON.stringify(renderReport(run), null, 2)}\n`] }],
};

import XMLBuilder from 'fast-xml-builder';
import { visible, visibleLine } from '../../drawing/visible.ts';
import {
  type Cause,
  causesByResult,
  countedAs,
  findCauses,
  type RunResult,
  type ScenarioResult,
} from '../../scenarios/model/index.ts';
import { nameOfCause } from '../cause-words.ts';
import { verdictBehind } from '../counted.ts';
import { renderName } from '../evidence.ts';
import type { Reporter } from '../reporter.ts';
import { renderTestCase, type TestCase } from './junit/test-case.ts';

const xml = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  format: true,
  suppressEmptyNode: true,
  // Or the text "true" would lose its attribute value.
  suppressBooleanAttributes: false,
});

interface Suite {
  readonly kinds: readonly TestCase['kind'][];
  readonly durationMs: number;
  readonly element: Readonly<Record<string, unknown>>;
}

const properties = (values: Readonly<Record<string, string | undefined>>): object => ({
  properties: {
    property: Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [{ '@name': name, '@value': visibleLine(value) }],
    ),
  },
});

const tally = (kinds: readonly TestCase['kind'][], durationMs: number): object => ({
  '@tests': kinds.length,
  '@failures': kinds.filter((kind) => kind === 'failure').length,
  '@errors': kinds.filter((kind) => kind === 'error').length,
  '@time': (durationMs / 1000).toFixed(3),
});

/** The format has this number at a suite only. */
const skippedOf = (kinds: readonly TestCase['kind'][]): object => ({
  '@skipped': kinds.filter((kind) => kind === 'skipped').length,
});

/** The format has no properties at a test case: they are lines of its output, before everything else. */
const output = (values: Readonly<Record<string, string | undefined>>, text: string | undefined): object => {
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${visibleLine(value)}`],
  );
  return { 'system-out': { '#': [...lines, ...(text === undefined ? [] : ['', text])].join('\n') } };
};

type CausesOf = ReadonlyMap<ScenarioResult, readonly Cause[]>;

const renderCase = (run: RunResult, result: ScenarioResult, causes: readonly Cause[], testCase: TestCase): object => ({
  '@name': visibleLine(renderName(result)),
  '@classname': visibleLine(`${result.app.id}.${result.persona}`),
  '@time': (result.durationMs / 1000).toFixed(3),
  ...testCase.elements,
  ...output(
    {
      counted: countedAs(result, run),
      verdict: verdictBehind(result, run) || result.verdict,
      level: result.level,
      // Equal for results of the same root cause.
      cause: causes.map((cause) => `${nameOfCause(cause)}: ${cause.cause}`).join('; ') || undefined,
      expected: result.expected,
      motion: result.motion,
      control: result.control?.verdict,
      observed:
        result.checks.flatMap(({ verdict, message }) => (verdict === 'info' && message ? [message] : [])).join('; ') || undefined,
    },
    testCase.text,
  ),
});

// Persona names come from outside: `constructor` must not find Object's.
const versionOf = ({ environment }: RunResult, persona: string): string | undefined =>
  Object.hasOwn(environment.personas, persona) ? environment.personas[persona] : undefined;

/** One suite for each app and persona: `results` share both. */
const renderSuite = (run: RunResult, results: readonly [ScenarioResult, ...ScenarioResult[]], causesOf: CausesOf): Suite => {
  const { app, persona } = results[0];
  const cases = results.map((result) => {
    const causes = causesOf.get(result) ?? [];
    return { result, causes, testCase: renderTestCase(run, result, causes[0]) };
  });
  const testCases = cases.map(({ testCase }) => testCase);
  const kinds = testCases.map(({ kind }) => kind);
  const durationMs = results.reduce((sum, result) => sum + result.durationMs, 0);
  const element = {
    '@name': visibleLine(`${app.id} · ${persona}`),
    ...tally(kinds, durationMs),
    ...skippedOf(kinds),
    // The format knows no time zone: it is UTC.
    '@timestamp': run.startedAt.slice(0, 19),
    ...properties({
      library: app.library,
      libraryVersion: app.version,
      persona: versionOf(run, persona),
      seed: run.seed,
    }),
    testcase: cases.map(({ result, causes, testCase }) => renderCase(run, result, causes, testCase)),
  };
  return { kinds, durationMs, element };
};

const failedCase = (name: string, type: string, message: string, text: string): object => ({
  '@name': visibleLine(name),
  '@classname': 'loginlab',
  '@time': '0.000',
  failure: { '@message': visibleLine(message), '@type': type, '#': visible(text) },
});

/** What turns the run red and belongs to no result: apps of which nothing was judged, and entries that no longer match. */
const runCases = ({ unjudged = [], allowUnjudged, stale = [] }: RunResult): readonly object[] => [
  ...(allowUnjudged ? [] : unjudged).map(({ app, persona, reason }) =>
    failedCase(
      `${app}${persona === undefined ? '' : ` with ${persona}`}: something is judged`,
      'unjudged',
      `nothing was judged: ${reason}`,
      reason,
    ),
  ),
  ...stale.map((sentence) => failedCase('expected.json', 'stale-expectation', sentence, sentence)),
];

const renderRunSuite = ({ startedAt }: RunResult, cases: readonly object[]): Suite => {
  const kinds = cases.map(() => 'failure' as const);
  return {
    kinds,
    durationMs: 0,
    element: {
      '@name': 'loginlab',
      ...tally(kinds, 0),
      ...skippedOf(kinds),
      '@timestamp': startedAt.slice(0, 19),
      testcase: cases,
    },
  };
};

/** What belongs to no result comes first. A run that is red for a reason that nothing else shows must not look green. */
const renderSuites = (run: RunResult): readonly Suite[] => {
  const causesOf = causesByResult(findCauses(run));
  const groups = Map.groupBy(run.results, ({ app, persona }) => JSON.stringify([app.id, persona]));
  const suites = [...groups.values()].flatMap(([first, ...rest]) =>
    first ? [renderSuite(run, [first, ...rest], causesOf)] : [],
  );
  const cases = runCases(run);
  const shown = cases.length > 0 || suites.some(({ kinds }) => kinds.includes('failure') || kinds.includes('error'));
  const whole = failedCase('the run as a whole', 'run', 'the run is red', run.summary.reasons.join('\n'));
  if (run.summary.red && !shown) return [...suites, renderRunSuite(run, [whole])];
  return cases.length > 0 ? [renderRunSuite(run, cases), ...suites] : suites;
};

const renderXml = (run: RunResult): string => {
  const suites = renderSuites(run);
  const kinds = suites.flatMap((suite) => suite.kinds);
  const testsuite = suites.map(({ element }) => element);
  const testsuites = { '@name': 'loginlab', ...tally(kinds, run.durationMs), testsuite };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.build({ testsuites })}`;
};

/** JUnit XML for CI gates, as the schema of Jenkins has it: a suite for each app and persona, a case for each scenario and variant. */
export const junit: Reporter = {
  format: 'junit',
  files: ['junit.xml'],
  isOurs: (content) => /^<\?xml [^>]*\?>\s*<testsuites name="loginlab" /.test(content),
  render: (run) => [{ path: 'junit.xml', pieces: () => [renderXml(run)] }],
};

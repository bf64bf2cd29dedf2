import XMLBuilder from 'fast-xml-builder';
import { visible, visibleLine } from '../../drawing/visible.ts';
import type { RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import { renderName } from '../evidence.ts';
import { readExpectationStatus } from '../expectation-status.ts';
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
  '@skipped': kinds.filter((kind) => kind === 'skipped').length,
  '@time': (durationMs / 1000).toFixed(3),
});

const renderCase = (run: RunResult, result: ScenarioResult, testCase: TestCase): object => ({
  '@name': visibleLine(renderName(result)),
  '@classname': visibleLine(`${result.app.id}.${result.persona}`),
  '@time': (result.durationMs / 1000).toFixed(3),
  ...properties({
    verdict: result.verdict,
    level: result.level,
    expectation: readExpectationStatus(result, run),
    expected: result.expected,
    motion: result.motion,
    control: result.control?.verdict,
    observed:
      result.checks.flatMap(({ verdict, message }) => (verdict === 'info' && message ? [message] : [])).join('; ') || undefined,
  }),
  ...testCase.elements,
});

// Persona names come from outside: `constructor` must not find Object's.
const versionOf = ({ environment }: RunResult, persona: string): string | undefined =>
  Object.hasOwn(environment.personas, persona) ? environment.personas[persona] : undefined;

/** One suite for each app and persona: `results` share both. */
const renderSuite = (run: RunResult, results: readonly [ScenarioResult, ...ScenarioResult[]]): Suite => {
  const { app, persona } = results[0];
  const testCases = results.map((result) => renderTestCase(run, result));
  const kinds = testCases.map(({ kind }) => kind);
  const durationMs = results.reduce((sum, result) => sum + result.durationMs, 0);
  const element = {
    '@name': visibleLine(`${app.id} · ${persona}`),
    ...tally(kinds, durationMs),
    // The format knows no time zone: it is UTC.
    '@timestamp': run.startedAt.slice(0, 19),
    ...properties({
      library: app.library,
      libraryVersion: app.version,
      persona: versionOf(run, persona),
      seed: run.seed,
    }),
    testcase: results.map((result, index) => renderCase(run, result, testCases[index] ?? renderTestCase(run, result))),
  };
  return { kinds, durationMs, element };
};

/** A run that is red for a reason that no result shows must not look green. */
const renderRunSuite = (run: RunResult): Suite => {
  const failure = { '@message': 'the run is red', '@type': 'run', '#': visible(run.summary.reasons.join('\n')) };
  const testcase = { '@name': 'the run as a whole', '@classname': 'loginlab', '@time': '0.000', failure };
  return { kinds: ['failure'], durationMs: 0, element: { '@name': 'loginlab', ...tally(['failure'], 0), testcase } };
};

const renderSuites = (run: RunResult): readonly Suite[] => {
  const groups = Map.groupBy(run.results, ({ app, persona }) => JSON.stringify([app.id, persona]));
  const suites = [...groups.values()].flatMap(([first, ...rest]) => (first ? [renderSuite(run, [first, ...rest])] : []));
  const shown = suites.some(({ kinds }) => kinds.includes('failure') || kinds.includes('error'));
  return run.summary.red && !shown ? [...suites, renderRunSuite(run)] : suites;
};

/** JUnit XML for CI gates: a suite for each app and persona, a case for each scenario and variant. */
export const junit: Reporter = {
  format: 'junit',
  render: (run) => {
    const suites = renderSuites(run);
    const kinds = suites.flatMap((suite) => suite.kinds);
    const testsuite = suites.map(({ element }) => element);
    const testsuites = { '@name': 'loginlab', ...tally(kinds, run.durationMs), testsuite };
    return [{ path: 'junit.xml', content: `<?xml version="1.0" encoding="UTF-8"?>\n${xml.build({ testsuites })}` }];
  },
};

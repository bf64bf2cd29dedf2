import { visible, visibleLine } from '../../../drawing/visible.ts';
import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import { readFix, renderProblems } from '../../evidence.ts';
import { explainExpectationStatus, explainReason, readBreach, readExpectationStatus } from '../../expectation-status.ts';

/** What JUnit can say of a test case. */
export interface TestCase {
  readonly kind: 'failure' | 'error' | 'skipped' | 'passed';
  /** Children of the `testcase` element. */
  readonly elements: Readonly<Record<string, unknown>>;
}

const renderText = (run: RunResult, result: ScenarioResult): string => {
  const reason = explainReason(result, run);
  const fix = readFix(result);
  return visible(
    [
      result.title,
      explainExpectationStatus(result, run),
      reason && `reason: ${reason}`,
      ...renderProblems(run, result),
      fix === undefined ? '' : `fix: ${fix}`,
      `reproduce: ${result.reproduce}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
};

const headline = (result: ScenarioResult): string => {
  const check = result.checks.find(({ verdict }) => verdict === result.verdict);
  return check?.message ?? check?.title ?? result.title;
};

const broken = (kind: 'failure' | 'error', type: string, message: string, text: string): TestCase => ({
  kind,
  elements: { [kind]: { '@message': visibleLine(message), '@type': type, '#': text } },
});

const skipped = (message: string): TestCase => ({
  kind: 'skipped',
  elements: { skipped: { '@message': visibleLine(message) } },
});

const renderNew = (run: RunResult, result: ScenarioResult): TestCase => {
  const text = renderText(run, result);
  if (result.verdict === 'inconclusive') return broken('error', 'inconclusive', result.reason ?? headline(result), text);
  const breach = readBreach(result, run);
  if (breach && result.verdict !== 'fail') return broken('failure', `rule-${breach.rule}`, breach.message, text);
  return broken('failure', result.verdict, headline(result), text);
};

/** Maps a verdict to JUnit, which knows neither warnings nor known deviations. */
export const renderTestCase = (run: RunResult, result: ScenarioResult): TestCase => {
  const status = readExpectationStatus(result, run);
  if (status === 'new') return renderNew(run, result);
  if (status === 'stale')
    return broken('failure', 'stale-expectation', explainExpectationStatus(result, run), renderText(run, result));
  if (result.verdict === 'skip') return skipped(result.reason ?? 'does not apply to this app');
  // A known deviation is skipped rather than passed: the gate stays green, and the report does not claim that the
  // requirement holds. The true verdict stands in the properties.
  if (result.verdict === 'fail' || result.verdict === 'inconclusive') {
    return skipped(`known ${result.verdict}: ${result.reason ?? 'no reason given'}`);
  }
  if (result.verdict === 'warn') return { kind: 'passed', elements: { 'system-out': { '#': renderText(run, result) } } };
  return { kind: 'passed', elements: {} };
};

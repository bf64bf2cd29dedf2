import { visible, visibleLine } from '../../../drawing/visible.ts';
import { type Cause, countedAs, type RunResult, type ScenarioResult } from '../../../scenarios/model/index.ts';
import { countOf, nameOfCause } from '../../cause-words.ts';
import { explainKnown, explainReason, verdictBehind } from '../../counted.ts';
import { readFixes, renderProblems } from '../../evidence.ts';

/** What JUnit can say of a test case. */
export interface TestCase {
  readonly kind: 'failure' | 'error' | 'skipped' | 'passed';
  /** Children of the `testcase` element. */
  readonly elements: Readonly<Record<string, unknown>>;
  /** For its output. */
  readonly text?: string;
}

const renderText = (run: RunResult, result: ScenarioResult): string => {
  const reason = explainReason(result, run);
  return visible(
    [
      result.title,
      explainKnown(result, run),
      reason && `reason: ${reason}`,
      ...renderProblems(run, result),
      ...readFixes(result).map(({ text }) => `fix: ${text}`),
      `reproduce: ${result.reproduce}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
};

/** Results of one cause have one message, by which CI groups them. The first tells the details; the others refer to it. */
const detailsOf = (run: RunResult, result: ScenarioResult, cause: Cause): string => {
  const [first] = cause.results;
  if (first === undefined || first === result) return renderText(run, result);
  return visible(
    `${result.title}\nsame cause as ${first.scenario}${first.variant === undefined ? '' : ` [${first.variant}]`}\nreproduce: ${result.reproduce}`,
  );
};

const broken = (kind: 'failure' | 'error', type: string, message: string, text: string): TestCase => ({
  kind,
  elements: { [kind]: { '@message': visibleLine(message), '@type': visibleLine(type), '#': text } },
});

const skipped = (message: string): TestCase => ({
  kind: 'skipped',
  elements: { skipped: visibleLine(message) },
});

const headline = (cause: Cause): string => {
  const { results, message, cause: shared, id } = cause;
  const name = id === '' ? '' : `${nameOfCause(cause)}: `;
  return results.length > 1 ? `${name}${shared} (${countOf(cause)})` : `${name}${message}`;
};

const typeOf = ({ by, id, counted }: Cause): string => (by === 'rule' ? `rule-${id}` : counted);

/** Maps what a result counts as to JUnit, which knows neither warnings nor known deviations. `cause`: its first root cause. */
export const renderTestCase = (run: RunResult, result: ScenarioResult, cause: Cause | undefined): TestCase => {
  const counted = countedAs(result, run);
  if (cause === undefined) return { kind: 'passed', elements: {} };
  const text = detailsOf(run, result, cause);
  if (counted === 'fail') return broken('failure', typeOf(cause), headline(cause), text);
  if (counted === 'inconclusive') return broken('error', 'inconclusive', headline(cause), text);
  if (counted === 'skip') return skipped(result.reason ?? 'does not apply to this app');
  // A known deviation is skipped rather than passed: the gate stays green, and the report does not claim that the
  // requirement holds. The true verdict stands in the properties.
  if (counted === 'known') return skipped(`known ${verdictBehind(result, run)}: ${result.reason ?? headline(cause)}`);
  return { kind: 'passed', elements: {}, text };
};

import type { Expectation, RunResult, ScenarioResult, Verdict } from '../model/index.ts';
import { RULES } from '../rules/index.ts';
import { overEntry, staleEntries } from './expectations.ts';

const nameOf = ({ scenario, variant, app, persona }: ScenarioResult): string =>
  `${scenario}${variant ? `:${variant}` : ''} of ${app.id} with ${persona}`;

const fixOf = (rule: string): string => RULES.find(({ id }) => id === rule)?.fix ?? '';

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

const whyRed = (result: ScenarioResult): string => {
  const broken = result.checks.find(({ verdict }) => verdict === result.verdict);
  return broken ? `${broken.id}: ${firstLine(broken.message ?? broken.title)}` : firstLine(result.reason ?? 'no reason given');
};

/** Reasons why a result makes its run red, one sentence each; empty when it does not. */
export const reasonsOf = (result: ScenarioResult, expected: readonly Expectation[], strict: boolean): readonly string[] => {
  const isRed = result.verdict === 'fail' || result.verdict === 'inconclusive' || (strict && result.verdict === 'warn');
  const over = overEntry(expected, result);
  const own =
    isRed && result.expected !== result.verdict
      ? [`${nameOf(result)}: ${result.verdict}${over ? ` (${over})` : ''}: ${whyRed(result)}`]
      : [];
  const found = result.findings
    .filter((finding) => !finding.expected && (finding.verdict === 'fail' || (strict && finding.verdict === 'warn')))
    .map(({ rule, verdict, message }) =>
      `${nameOf(result)}: ${verdict} by the rule ${rule}: ${firstLine(message)} ${fixOf(rule)}`.trimEnd(),
    );
  return [...own, ...found];
};

/** Counts the verdicts and lists why a run is red: new failures, and expectations that no longer match. */
export const summarize = (
  results: readonly ScenarioResult[],
  expected: readonly Expectation[],
  strict: boolean,
): RunResult['summary'] => {
  const count = (wanted: Verdict) => results.filter(({ verdict }) => verdict === wanted).length;
  const reasons = [
    ...new Set([...results.flatMap((result) => reasonsOf(result, expected, strict)), ...staleEntries(expected, results)]),
  ];
  return {
    pass: count('pass'),
    fail: count('fail'),
    warn: count('warn'),
    info: count('info'),
    skip: count('skip'),
    inconclusive: count('inconclusive'),
    red: reasons.length > 0,
    reasons,
  };
};

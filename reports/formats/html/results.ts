import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { byUrgency, readExpectationStatus } from '../../expectation-status.ts';
import type { Page } from './page.ts';
import { renderResult } from './result.ts';
import { type Html, html } from './template.ts';

type Group = 'red' | 'known' | 'notes' | 'skipped' | 'passed';

const groupOf = (page: Page, result: ScenarioResult): Group => {
  const status = readExpectationStatus(result, page.run);
  if (status === 'new' || status === 'stale') return 'red';
  if (status === 'known') return 'known';
  if (result.verdict === 'skip') return 'skipped';
  return result.verdict === 'pass' && result.findings.every(({ expected }) => expected) ? 'passed' : 'notes';
};

const GROUPS: readonly (readonly [Group, string, string])[] = [
  ['red', 'What turns the run red', 'New failures, results that could not be judged, and expectations that no longer match.'],
  ['notes', 'Warnings', 'These do not turn the run red.'],
  ['known', 'Known deviations', 'Deviations that expected.json lists.'],
  ['skipped', 'Skipped', 'These scenarios do not apply to the app, for the reason given.'],
  ['passed', 'Passed', 'Every check passed.'],
];

/** Each result once, the most urgent first. */
export const renderResults = (page: Page): Html => {
  const groups = Map.groupBy(page.run.results, (result) => groupOf(page, result));
  return html`${GROUPS.map(([group, title, note]) => {
    const results: readonly ScenarioResult[] = groups.get(group)?.toSorted(byUrgency(page.run)) ?? [];
    return (
      results.length > 0 &&
      html`<section class="group" aria-labelledby="${group}"><h2 id="${group}">${title} (${results.length})</h2><p class="note">${note}</p>${results.map((result) => renderResult(page, result))}</section>`
    );
  })}`;
};

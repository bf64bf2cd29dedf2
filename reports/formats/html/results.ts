import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { renderName } from '../../evidence.ts';
import { byUrgency, readStanding } from '../../standing.ts';
import { type Html, html } from './escape.ts';
import type { Page } from './page.ts';
import { renderChecksOnly, renderResult } from './result.ts';
import { renderVerdict } from './verdict.ts';

const section = (id: string, title: string, note: string, body: Html): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p class="note">${note}</p>${body}</section>`;

const renderArticles = (page: Page, results: readonly ScenarioResult[]): Html =>
  html`${results.toSorted(byUrgency(page.run)).map((result) => renderResult(page, result))}`;

const renderSkipped = (page: Page, result: ScenarioResult): Html =>
  html`<li id="${page.anchors.result(result)}">${renderVerdict(result.verdict)}<div><b>${result.app.id}</b> · ${result.persona} · <code>${renderName(result)}</code><p>${result.reason}</p></div></li>`;

const renderPassed = (page: Page, result: ScenarioResult): Html =>
  html`<li id="${page.anchors.result(result)}"><details><summary>${renderVerdict(result.verdict)} <b>${result.app.id}</b> · ${result.persona} · <code>${renderName(result)}</code></summary>${renderChecksOnly(page, result)}</details></li>`;

type Group = 'red' | 'known' | 'notes' | 'skipped' | 'passed';

const groupOf = (page: Page, result: ScenarioResult): Group => {
  const standing = readStanding(result, page.run);
  if (standing === 'new' || standing === 'stale') return 'red';
  if (standing === 'known') return 'known';
  if (result.verdict === 'skip') return 'skipped';
  return result.verdict === 'pass' && result.findings.length === 0 ? 'passed' : 'notes';
};

/** Each result once, what needs attention first. */
export const renderResults = (page: Page): Html => {
  const groups = Map.groupBy(page.run.results, (result) => groupOf(page, result));
  const show = (
    group: Group,
    title: string,
    note: string,
    body: (results: readonly ScenarioResult[]) => Html,
  ): Html | undefined => {
    const results = groups.get(group);
    return results && section(group, `${title} (${results.length})`, note, body(results));
  };
  const list = (render: typeof renderPassed) => (results: readonly ScenarioResult[]) =>
    html`<ul class="brief">${results.map((result) => render(page, result))}</ul>`;
  const articles = (results: readonly ScenarioResult[]): Html => renderArticles(page, results);
  return html`${show('red', 'What turns the run red', 'New failures, what could not be judged, and expectations that no longer match.', articles)}
${show('notes', 'Worth a look', 'Nothing here turns the run red.', articles)}
${show('known', 'Known deviations', 'Broken just as expected.json says.', articles)}
${show('skipped', 'Skipped', 'These scenarios do not apply to the app, for the reason given.', list(renderSkipped))}
${show('passed', 'Passed', 'Unfold to read what was checked.', list(renderPassed))}`;
};

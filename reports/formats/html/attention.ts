import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { brokenChecks, renderName } from '../../evidence.ts';
import {
  byUrgency,
  explainExpectationStatus,
  explainReason,
  isRed,
  readBreach,
  readExpectationStatus,
} from '../../expectation-status.ts';
import { hrefOfResult, type Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderVerdict } from './verdict.ts';

/** The first thing that is wrong with a result, in words. */
const foundIn = ({ run }: Page, result: ScenarioResult): string => {
  if (readExpectationStatus(result, run) === 'stale') return explainExpectationStatus(result, run);
  const breach = readBreach(result, run);
  if (breach && result.verdict !== 'fail') return `rule ${breach.rule}: ${breach.message}`;
  const check = brokenChecks(result).find(({ verdict }) => verdict === result.verdict);
  return explainReason(result, run) || (check?.message ?? check?.title ?? result.title);
};

const renderItem = (page: Page, result: ScenarioResult): Html =>
  html`<li>${renderVerdict(result.verdict)}<div><a href="${hrefOfResult(page, result)}">${result.title}</a> <small>${result.app.id} with ${result.persona} · <code>${renderName(result)}</code></small><p>${foundIn(page, result)}</p></div></li>`;

/** What turns the run red, one line each with a link to the result; if no result explains it, the reasons of the run. */
export const renderAttention = (page: Page): Html | undefined => {
  const { run } = page;
  const red = run.results.filter((result) => isRed(result, run)).toSorted(byUrgency(run));
  if (red.length > 0)
    return html`<section aria-labelledby="attention"><h2 id="attention">What turns it red</h2><ul class="attention">${red.map((result) => renderItem(page, result))}</ul></section>`;
  return run.summary.reasons.length > 0
    ? html`<ul class="run-reasons">${run.summary.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`
    : undefined;
};

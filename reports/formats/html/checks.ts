import type { CheckResult, Finding, ScenarioResult, Verdict } from '../../../scenarios/model/index.ts';
import { findExchanges } from '../../evidence.ts';
import { hrefOfExchange, type Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderVerdict } from './verdict.ts';

/** Links to the exchanges that a check speaks of, where this run holds them. */
const renderEvidence = (page: Page, result: ScenarioResult, ids: readonly string[]): Html | undefined => {
  const exchanges = findExchanges(page.run, ids);
  if (exchanges.length === 0) return undefined;
  return html`<dt>Seen in</dt><dd class="evidence">${exchanges.map((exchange) => html`<a href="${hrefOfExchange(page, result, exchange)}">${exchange.id}</a> `)}</dd>`;
};

const foundWord = (verdict: Verdict): string => (verdict === 'inconclusive' ? 'Why not judged' : 'Found');

const renderAsked = ({ title, level, id }: CheckResult): Html =>
  html`<b>${title}</b> <small>${level} · <code>${id}</code></small>`;

const renderCheck = (page: Page, result: ScenarioResult, check: CheckResult): Html =>
  html`<li class="${check.verdict}">${renderVerdict(check.verdict)}${
    check.message === undefined
      ? html`<div>${renderAsked(check)}</div>`
      : html`<dl><dt>Expected</dt><dd>${renderAsked(check)}</dd><dt>${foundWord(check.verdict)}</dt><dd>${check.message}</dd>${renderEvidence(page, result, check.exchanges)}</dl>`
  }</li>`;

const renderFinding = (page: Page, result: ScenarioResult, { verdict, rule, message, exchanges }: Finding): Html =>
  html`<li class="${verdict}">${renderVerdict(verdict)}<dl><dt>Expected</dt><dd><b>The rule holds for all traffic</b> <small>rule · <code>${rule}</code></small></dd><dt>Found</dt><dd>${message}</dd>${renderEvidence(page, result, exchanges)}</dl></li>`;

/** Every check of a result, passed ones too: what was expected, and what was found where that differs. */
export const renderChecks = (page: Page, result: ScenarioResult): Html =>
  html`<ul class="checks">${result.checks.map((check) => renderCheck(page, result, check))}${result.findings.map((finding) =>
    renderFinding(page, result, finding),
  )}</ul>`;

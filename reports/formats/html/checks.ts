import { isBad } from '../../../scenarios/model/breach.ts';
import type { CheckResult, Finding, ScenarioResult, Verdict } from '../../../scenarios/model/index.ts';
import { findExchanges } from '../../evidence.ts';
import { hrefOfExchange, type Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderVerdict } from './verdict.ts';

/** Most exchanges of a check that are linked without unfolding. */
const MOST_LINKS = 12;

const renderLinks = (page: Page, result: ScenarioResult, exchanges: ReturnType<typeof findExchanges>): Html =>
  html`${exchanges.map((exchange) => html`<a href="${hrefOfExchange(page, result, exchange)}">${exchange.id}</a> `)}`;

/** Links to the exchanges that a check speaks of, where this run holds them. */
const renderEvidence = (page: Page, result: ScenarioResult, ids: readonly string[]): Html | undefined => {
  const exchanges = findExchanges(page.run, ids);
  if (exchanges.length === 0) return undefined;
  const rest = exchanges.slice(MOST_LINKS);
  return html`<dt>Seen in</dt><dd class="evidence">${renderLinks(page, result, exchanges.slice(0, MOST_LINKS))}${
    rest.length > 0 && html`<details><summary>and ${rest.length} more</summary>${renderLinks(page, result, rest)}</details>`
  }</dd>`;
};

const foundWord = (verdict: Verdict): string => (verdict === 'inconclusive' ? 'Why not judged' : 'Found');

const renderAsked = ({ title, level, id }: CheckResult): Html =>
  html`<b>${title}</b> <small>${level} · <code>${id}</code></small>`;

const renderKnown = (expected: boolean | undefined): Html | false => expected === true && html`<small>known</small>`;

const renderFix = (fix: string | undefined): Html | false =>
  fix !== undefined && html`<dt>What to change</dt><dd class="fix">${fix}</dd>`;

const renderCheck = (page: Page, result: ScenarioResult, check: CheckResult): Html =>
  html`<li class="${check.verdict}"><span>${renderVerdict(check.verdict)} ${renderKnown(check.expected)}</span>${
    check.message === undefined
      ? html`<div>${renderAsked(check)}</div>`
      : html`<dl><dt>Expected</dt><dd>${renderAsked(check)}</dd><dt>${foundWord(check.verdict)}</dt><dd>${check.message}</dd>${renderEvidence(page, result, check.exchanges)}${renderFix(firstFix(result, check))}</dl>`
  }</li>`;

/** Runs of before checks had fixes have one for the scenario. */
const fixOf = ({ fix }: ScenarioResult, check: CheckResult): string | undefined =>
  check.fix ?? (check.verdict === 'fail' || check.verdict === 'warn' ? fix : undefined);

/** Checks that one change mends say it once. */
const firstFix = (result: ScenarioResult, check: CheckResult): string | undefined => {
  const fix = fixOf(result, check);
  const first = result.checks.find((each) => fixOf(result, each) === fix);
  return first === check ? fix : undefined;
};

const renderFinding = (page: Page, result: ScenarioResult, { verdict, rule, message, exchanges, expected, fix }: Finding): Html =>
  html`<li class="${verdict}"><span>${renderVerdict(verdict)} ${renderKnown(expected)}</span><dl><dt>Expected</dt><dd><b>The rule holds for all traffic</b> <small>rule · <code>${rule}</code></small></dd><dt>Found</dt><dd>${message}</dd>${renderEvidence(page, result, exchanges)}${renderFix(fix)}</dl></li>`;

const isQuiet = ({ verdict }: CheckResult): boolean => verdict === 'pass' || verdict === 'skip';

/** What is new comes first, then what is worse. */
const urgency = ({ verdict, expected }: Pick<CheckResult, 'verdict' | 'expected'>): number =>
  isBad(verdict) ? ['fail', 'inconclusive', 'warn'].indexOf(verdict) + (expected ? 3 : 0) : 6;

/** Every check of a result: the failed ones first, with what was expected and found; those that passed are folded. */
export const renderChecks = (page: Page, result: ScenarioResult): Html => {
  const loud = result.checks.filter((check) => !isQuiet(check));
  const passed = result.checks.filter(isQuiet);
  const items = [
    ...loud.map((check) => ({ rank: urgency(check), item: renderCheck(page, result, check) })),
    ...result.findings.map((finding) => ({ rank: urgency(finding), item: renderFinding(page, result, finding) })),
  ].toSorted((one, other) => one.rank - other.rank);
  const list = html`<ul class="checks">${passed.map((check) => renderCheck(page, result, check))}</ul>`;
  const word = passed.length === 1 ? 'check' : 'checks';
  return html`${items.length > 0 && html`<ul class="checks">${items.map(({ item }) => item)}</ul>`}${
    passed.length > 0 &&
    html`<details class="more passed"${items.length === 0 && html` open`}><summary>${passed.length} ${word} passed</summary>${list}</details>`
  }`;
};

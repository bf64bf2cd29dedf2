import type { CheckResult, Finding, ScenarioResult } from '../../../scenarios/model/index.ts';
import { renderDuration } from '../../duration.ts';
import { findExchanges, readFix } from '../../evidence.ts';
import { explainReason, explainStanding, readStanding } from '../../standing.ts';
import { type Html, html, link } from './escape.ts';
import { renderExchanges } from './exchange.ts';
import type { Page } from './page.ts';
import { renderVerdict } from './verdict.ts';

const MOTIONS = {
  age: 'what the provider had issued grew older',
  shift: 'provider and client both lived later',
  short: 'tokens honestly lived short',
} as const;

const failedControl = ({ control }: ScenarioResult): ScenarioResult['control'] =>
  control === undefined || control.verdict === 'pass' ? undefined : control;

/** Exchanges that the checks and rules of a result refer to. */
const namedIds = (result: ScenarioResult): readonly string[] => [
  ...new Set(
    [...result.checks, ...result.findings].flatMap(({ message, exchanges }) => (message === undefined ? [] : exchanges)),
  ),
];

/** The judged leg and what else is referred to; what the control leg shows is not shown twice. */
const judgedIds = (result: ScenarioResult): readonly string[] => {
  const control = new Set(failedControl(result)?.exchanges);
  return [...new Set([...result.exchanges, ...namedIds(result)])].filter((id) => !control.has(id));
};

const renderEvidence = (page: Page, result: ScenarioResult, ids: readonly string[]): Html | undefined => {
  const exchanges = findExchanges(page.run, ids);
  if (exchanges.length === 0) return undefined;
  return html` <span class="evidence">${exchanges.map(({ id }) => html`<a href="#${page.anchors.exchange(result, id)}">${id}</a> `)}</span>`;
};

const renderBehaviours = ({ run }: Page, ids: readonly string[]): Html | undefined => {
  const known = ids.flatMap((id) => (Object.hasOwn(run.behaviours, id) ? [{ id, behaviour: run.behaviours[id] }] : []));
  if (known.length === 0) return undefined;
  return html`<ul class="because">${known.map(
    ({ id, behaviour }) =>
      html`<li><code>${id}</code> ${behaviour?.summary} ${behaviour && link(behaviour.source.url, `${behaviour.source.row}, ${behaviour.source.confidence}`)}</li>`,
  )}</ul>`;
};

const renderCheck = (page: Page, result: ScenarioResult, check: CheckResult): Html =>
  html`<li>${renderVerdict(check.verdict)}<div><b>${check.title}</b> <small>${check.level} · <code>${check.id}</code></small>${
    check.message !== undefined && html`<p>${check.message}${renderEvidence(page, result, check.exchanges)}</p>`
  }${renderBehaviours(page, check.behaviours)}</div></li>`;

const renderFinding = (page: Page, result: ScenarioResult, finding: Finding): Html =>
  html`<li>${renderVerdict(finding.verdict)}<div><b>${finding.message}</b> <small>rule · <code>${finding.rule}</code></small>${renderEvidence(page, result, finding.exchanges)}</div></li>`;

/** Every check of a result, passed ones too. */
const renderChecks = (page: Page, result: ScenarioResult): Html =>
  html`<ul class="checks">${result.checks.map((check) => renderCheck(page, result, check))}${result.findings.map((finding) =>
    renderFinding(page, result, finding),
  )}</ul>`;

const renderControl = (page: Page, result: ScenarioResult): Html | undefined => {
  const control = failedControl(result);
  return (
    control &&
    html`<h4>Against the honest provider</h4><p>${renderVerdict(control.verdict)} The app must manage this story without its twist before it can be judged with it.</p>${renderExchanges(page, result, [...new Set(control.exchanges)])}`
  );
};

const renderBasis = ({ basis }: ScenarioResult): Html =>
  html`<p class="basis">Rests on ${basis.map(
    ({ authority, ref, url }, index) =>
      html`${index > 0 && ', '}${authority === 'lab' ? html`our judgement: ${link(url, ref)}` : link(url, ref)}`,
  )}.</p>`;

const renderHead = (page: Page, result: ScenarioResult): Html => {
  const { app, persona, variant, level, motion, durationMs } = result;
  const standing = explainStanding(result, page.run);
  const reason = explainReason(result, page.run);
  return html`<h3>${renderVerdict(result.verdict)} <span>${result.title}${variant !== undefined && html` <small>${variant}</small>`}</span></h3>
<p class="where"><b>${app.id}</b>${app.library !== undefined && html` (${app.library} ${app.version})`} with <b>${persona}</b> · <code>${result.scenario}</code> · ${level} · ${renderDuration(durationMs)}${motion !== undefined && html` · ${MOTIONS[motion]}`}</p>
${standing !== '' && html`<p class="standing ${readStanding(result, page.run)}">${standing}</p>`}
${reason !== '' && html`<p class="reason">${reason}</p>`}`;
};

/** The checks of a result with the exchanges that they refer to, and no more. */
export const renderChecksOnly = (page: Page, result: ScenarioResult): Html => {
  const ids = namedIds(result);
  return html`${renderChecks(page, result)}${ids.length > 0 && renderExchanges(page, result, ids)}`;
};

/** One result with all that it rests on: story, checks, traffic, what to change, how to see it again. */
export const renderResult = (page: Page, result: ScenarioResult): Html => {
  const ids = judgedIds(result);
  const fix = readFix(result);
  return html`<article id="${page.anchors.result(result)}" class="result ${result.verdict} ${readStanding(result, page.run)}">
${renderHead(page, result)}
<dl class="story"><div><dt>The provider</dt><dd>${result.story.provider}</dd></div><div><dt>A right client</dt><dd>${result.story.rightClient}</dd></div></dl>
${result.checks.length + result.findings.length > 0 && html`<h4>Checks</h4>${renderChecks(page, result)}`}
${fix !== undefined && html`<h4>What to change</h4><p class="fix">${fix}</p>`}
<h4>See it again</h4><pre tabindex="0"><code>${result.reproduce}</code></pre>
${renderControl(page, result)}
${ids.length > 0 && html`<h4>What went over the wire</h4>${renderExchanges(page, result, ids)}`}
${renderBasis(result)}
</article>`;
};

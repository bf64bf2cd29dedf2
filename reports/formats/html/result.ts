import { renderDuration } from '../../../drawing/duration.ts';
import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { findExchanges, readFix, renderName } from '../../evidence.ts';
import { explainExpectationStatus, explainReason, readExpectationStatus } from '../../expectation-status.ts';
import { renderChecks } from './checks.ts';
import { renderDiagram } from './diagram.ts';
import { findReference } from './embedded.ts';
import { renderExchanges } from './exchange.ts';
import { holdsExchanges, hrefOfResult, type Page } from './page.ts';
import { renderSiblings } from './siblings.ts';
import { renderSources } from './sources.ts';
import { type Html, html } from './template.ts';
import { renderVerdict } from './verdict.ts';

const MOTIONS = {
  age: 'what the provider had issued was aged',
  shift: 'the clocks of provider and client were shifted',
  short: 'the provider issued tokens with a short lifetime',
} as const;

const failedControl = ({ control }: ScenarioResult): ScenarioResult['control'] =>
  control === undefined || control.verdict === 'pass' ? undefined : control;

/** The exchanges of the judged leg, and others that a check names; those of the control leg are not shown twice. */
const judgedIds = (result: ScenarioResult): readonly string[] => {
  const control = new Set(failedControl(result)?.exchanges);
  const named = [...result.checks, ...result.findings].flatMap(({ exchanges }) => exchanges);
  return [...new Set([...result.exchanges, ...named])].filter((id) => !control.has(id));
};

const renderControl = (page: Page, result: ScenarioResult): Html | undefined => {
  const control = failedControl(result);
  return (
    control &&
    html`<h4>Control: the well-behaved provider</h4><p>${renderVerdict(control.verdict)} The app must pass the control leg, without the twist, before it can be judged.</p>${
      holdsExchanges(page, result) && renderExchanges(page, result, [...new Set(control.exchanges)])
    }`
  );
};

const renderHead = (page: Page, result: ScenarioResult): Html => {
  const { app, persona, variant, level, motion, durationMs } = result;
  const status = explainExpectationStatus(result, page.run);
  const reason = explainReason(result, page.run);
  return html`<p class="crumb"><a href="${page.only ? '../index.html' : '#matrix'}" class="back">← All results</a></p>
<h3 tabindex="-1">${renderVerdict(result.verdict)} <span>${result.title}</span></h3>
<p class="where"><b>${app.id}</b>${app.library !== undefined && html` (${app.library} ${app.version})`} with <b>${persona}</b> · <code>${result.scenario}</code>${variant !== undefined && html` · variant <b>${variant}</b>`} · ${level} · ${renderDuration(durationMs)}${motion !== undefined && html` · ${MOTIONS[motion]}`}</p>
${holdsExchanges(page, result) && renderSiblings(page, result)}
${status !== '' && html`<p class="expectation ${readExpectationStatus(result, page.run)}">${status}</p>`}
${reason !== '' && html`<p class="reason">${reason}</p>`}`;
};

/** The command that reproduces a result, with a copy button. */
const renderCommand = ({ reproduce }: ScenarioResult): Html =>
  html`<h4>Reproduce</h4><div class="command"><pre tabindex="0"><code>${reproduce}</code></pre><button type="button" class="copy" hidden>Copy</button></div>`;

const renderReference = (page: Page, result: ScenarioResult): Html | undefined => {
  const reference = result.verdict === 'pass' ? undefined : findReference(page.run, result);
  return (
    reference &&
    html`<p class="note">A correct client: <a href="${hrefOfResult(page, reference)}">${renderName(reference)} of ${reference.app.id}</a>.</p>`
  );
};

const renderTraffic = (page: Page, result: ScenarioResult, ids: readonly string[]): Html | undefined => {
  const count = findExchanges(page.run, ids).length;
  if (count === 0) return undefined;
  if (!holdsExchanges(page, result))
    return html`<h4>What went over the wire</h4><p class="beside"><a href="${page.anchors.file(result)}">Sequence diagram and ${count} ${count === 1 ? 'exchange' : 'exchanges'}</a> on a separate page.</p>`;
  return html`<h4>What went over the wire</h4><p class="note">Drawn from the wire log. Every arrow links to its exchange.</p>${renderReference(page, result)}
${renderDiagram(page, result, ids)}
<h4>Exchanges</h4><p class="note">Unfold one to read request, response and tokens. Secrets are shown as ordinals: the same secret has the same number.</p>${renderExchanges(page, result, ids)}`;
};

/** One result: story, checks, fix, reproduce command, traffic, sources. */
export const renderResult = (page: Page, result: ScenarioResult): Html => {
  const ids = judgedIds(result);
  const shown = holdsExchanges(page, result) ? [...ids, ...(failedControl(result)?.exchanges ?? [])] : [];
  const fix = readFix(result);
  return html`<article id="${page.anchors.result(result)}" class="result ${result.verdict} ${readExpectationStatus(result, page.run)}">
${renderHead(page, result)}
<dl class="story"><div><dt>What the provider did</dt><dd>${result.story.provider}</dd></div><div><dt>What a correct client does</dt><dd>${result.story.rightClient}</dd></div></dl>
${result.checks.length + result.findings.length > 0 && html`<h4>Checks</h4>${renderChecks(page, result)}`}
${fix !== undefined && html`<h4>What to change</h4><p class="fix">${fix}</p>`}
${renderCommand(result)}
${renderControl(page, result)}
${renderTraffic(page, result, ids)}
${renderSources(page, result, shown)}
</article>
`;
};

/** True when a result has exchanges to show at all. */
export const hasTraffic = (page: Page, result: ScenarioResult): boolean => findExchanges(page.run, judgedIds(result)).length > 0;

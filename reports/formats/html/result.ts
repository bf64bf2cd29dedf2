import { renderDuration } from '../../../drawing/duration.ts';
import { countedAs } from '../../../scenarios/model/count.ts';
import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { explainKnown, explainReason } from '../../counted.ts';
import { findExchanges, renderName } from '../../evidence.ts';
import { failedControl, judgedIds, shownIds } from './anchors.ts';
import { renderChecks } from './checks.ts';
import { renderDiagram } from './diagram.ts';
import { renderExchanges } from './exchange.ts';
import { hrefOfResult, type Page } from './page.ts';
import { findReference } from './reference.ts';
import { renderSiblings } from './siblings.ts';
import { renderSources } from './sources.ts';
import { type Html, html } from './template.ts';
import { renderCounted, renderVerdict } from './verdict.ts';

const MOTIONS = {
  age: 'what the provider had issued was aged',
  shift: 'the clocks of provider and client were shifted',
  short: 'the provider issued tokens with a short lifetime',
} as const;

const renderControl = (page: Page, result: ScenarioResult): Html | undefined => {
  const control = failedControl(result);
  return (
    control &&
    html`<h4>Control: the well-behaved provider</h4><p>${renderVerdict(control.verdict)} The app must pass the control leg, without the twist, before it can be judged.</p>${renderExchanges(page, result, [...new Set(control.exchanges)])}`
  );
};

const renderHead = (page: Page, result: ScenarioResult): Html => {
  const { app, persona, variant, level, motion, durationMs } = result;
  const known = explainKnown(result, page.run);
  const reason = explainReason(result, page.run);
  return html`<p class="crumb"><a href="#list" class="back">← All results</a></p>
<h3 tabindex="-1"><span>${renderCounted(page, result)}</span> <span>${result.title}</span></h3>
<p class="where"><b>${app.id}</b>${app.library !== undefined && html` (${app.library} ${app.version})`} with <b>${persona}</b> · <code>${result.scenario}</code>${variant !== undefined && html` · variant <b>${variant}</b>`} · ${level} · ${renderDuration(durationMs)}${motion !== undefined && html` · ${MOTIONS[motion]}`}</p>
${known !== '' && html`<p class="expectation known">${known}</p>`}
${reason !== '' && html`<p class="reason">${reason}</p>`}`;
};

/** The command that reproduces a result, with a copy button. */
const renderCommand = ({ reproduce }: ScenarioResult): Html =>
  html`<h4>Reproduce</h4><div class="command"><pre tabindex="0"><code>${reproduce}</code></pre><button type="button" class="copy" hidden>Copy</button></div>`;

const renderReference = (page: Page, result: ScenarioResult): Html | undefined => {
  const reference = countedAs(result, page.run) === 'pass' ? undefined : findReference(page.run, result);
  return (
    reference &&
    html`<p class="note">A correct client: <a href="${hrefOfResult(page, reference)}">${renderName(reference)} of ${reference.app.id}</a>.</p>`
  );
};

const renderTraffic = (page: Page, result: ScenarioResult): Html | undefined => {
  const ids = judgedIds(result);
  if (findExchanges(page.run, ids).length === 0) return undefined;
  return html`<h4>What went over the wire</h4><p class="note">Drawn from the wire log. Every arrow links to its exchange.</p>${renderReference(page, result)}
${renderDiagram(page, result, ids)}
<h4>Exchanges</h4><p class="note">Unfold one to read request, response and tokens. Secrets are shown as ordinals: the same secret has the same number.</p>${renderExchanges(page, result, ids)}`;
};

/** One result: the failed checks with their fixes first, then the reproduce command, story, traffic and sources. */
export const renderResult = (
  page: Page,
  result: ScenarioResult,
): Html => html`<article id="${page.anchors.result(result)}" class="result ${countedAs(result, page.run)}">
${renderHead(page, result)}
${result.checks.length + result.findings.length > 0 && html`<h4>Checks</h4>${renderChecks(page, result)}`}
${renderCommand(result)}
<dl class="story"><div><dt>What the provider did</dt><dd>${result.story.provider}</dd></div><div><dt>What a correct client does</dt><dd>${result.story.rightClient}</dd></div></dl>
${renderSiblings(page, result)}
${renderControl(page, result)}
${renderTraffic(page, result)}
${renderSources(page, result, shownIds(result))}
</article>
`;

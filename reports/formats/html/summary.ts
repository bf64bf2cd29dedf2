import { renderDuration } from '../../duration.ts';
import { MEANINGS, READING_ORDER } from '../../verdict-words.ts';
import { type Html, html } from './escape.ts';
import type { Page } from './page.ts';
import { renderVerdict } from './verdict.ts';

const headline = ({ run }: Page): string => {
  if (run.summary.red) return 'This run is red';
  return run.interrupted ? 'Green as far as it went' : 'This run is green';
};

const renderReasons = ({ run }: Page): Html | undefined =>
  run.summary.reasons.length > 0
    ? html`<ul class="reasons">${run.summary.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`
    : undefined;

const renderTally = ({ run }: Page): Html =>
  html`<dl class="tally">${READING_ORDER.map(
    (verdict) =>
      html`<div class="${run.summary[verdict] === 0 ? 'none' : 'some'}"><dt>${renderVerdict(verdict)}</dt><dd><b>${run.summary[verdict]}</b><small>${MEANINGS[verdict]}</small></dd></div>`,
  )}</dl>`;

const fact = (name: string, value: string | Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** What was run, where and when. */
export const renderFacts = ({ run }: Page): Html => html`<dl class="facts">
${fact('Started', html`<time datetime="${run.startedAt}">${run.startedAt.replace('T', ' ').replace(/\.\d+Z$|Z$/, ' UTC')}</time>`)}
${fact('Took', renderDuration(run.durationMs))}
${Object.entries(run.environment.personas).map(([persona, version]) => fact(persona, version))}
${fact('Seed', run.seed)}
${run.shard ? fact('Shard', `${run.shard.index} of ${run.shard.of}`) : undefined}
${fact('Login Lab', `${run.tool.version}, catalogue ${run.catalogueRevision}`)}
${fact('Node', `${run.environment.node}, ${run.environment.platform}`)}
</dl>`;

/** The answer first: red or green, why, and how many of each. */
export const renderSummary = (page: Page): Html => html`<header class="${page.run.summary.red ? 'red' : 'green'}">
<p class="kicker">Login Lab · run report</p>
<h1>${headline(page)}</h1>
${page.run.interrupted && html`<p>The run was stopped before its end; what had ended is here.</p>`}
${renderReasons(page)}
${renderTally(page)}
</header>`;

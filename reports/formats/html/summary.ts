import { renderDuration } from '../../../drawing/duration.ts';
import { renderMoment } from '../../../drawing/epoch-words.ts';
import { MEANINGS, READING_ORDER } from '../../verdict-words.ts';
import type { Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderVerdict } from './verdict.ts';

const headline = ({ run }: Page): string => {
  if (run.summary.red) return 'This run is red';
  return run.interrupted ? 'Green, but stopped early' : 'This run is green';
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `76 results: 6 scenarios, 4 apps` */
const covers = ({ run }: Page): string => {
  const scenarios = new Set(run.results.map(({ scenario }) => scenario)).size;
  const apps = new Set(run.results.map(({ app }) => app.id)).size;
  return `${counted(run.results.length, 'result')}: ${counted(scenarios, 'scenario')}, ${counted(apps, 'app')}, ${renderDuration(run.durationMs)}`;
};

const renderTally = ({ run }: Page): Html =>
  html`<dl class="tally">${READING_ORDER.map(
    (verdict) =>
      html`<div class="${run.summary[verdict] === 0 ? 'none' : 'some'}"><dt><a href="#matrix" data-verdict="${verdict}">${renderVerdict(verdict)}</a></dt><dd><b>${run.summary[verdict]}</b><small>${MEANINGS[verdict]}</small></dd></div>`,
  )}</dl>`;

const fact = (name: string, value: string | Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** What was run, where and when. */
export const renderFacts = ({ run }: Page): Html => html`<dl class="facts">
${Object.entries(run.environment.personas).map(([persona, version]) => fact(persona, version))}
${fact('Seed', run.seed)}
${run.shard ? fact('Shard', `${run.shard.index} of ${run.shard.of}`) : undefined}
${fact('Login Lab', `${run.tool.version}, catalogue ${run.catalogueRevision}`)}
${fact('Node', `${run.environment.node}, ${run.environment.platform}`)}
</dl>`;

/** Headline: red or green, why, and the number of each verdict. */
export const renderSummary = (page: Page): Html => html`<header class="${page.run.summary.red ? 'red' : 'green'}">
<p class="kicker"><b>Login Lab</b> · run report · <time datetime="${page.run.startedAt}">${renderMoment(Date.parse(page.run.startedAt))}</time></p>
<h1>${headline(page)}</h1>
<p class="covers">${covers(page)}</p>
${page.run.interrupted && html`<p>The run was stopped early. The report holds the finished results.</p>`}
${renderTally(page)}
</header>`;

import { renderDuration } from '../../../drawing/duration.ts';
import { renderMoment } from '../../../drawing/epoch-words.ts';
import { type Counted, countRun, type RunCounts, type Verdict } from '../../../scenarios/model/index.ts';
import { renderState } from '../../counts.ts';
import { MEANINGS } from '../../verdict-words.ts';
import type { Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderVerdict } from './verdict.ts';

const headline = ({ run }: Page): string => {
  if (run.summary.red) return 'This run is red';
  const state = renderState(run).replace('green', 'Green');
  return run.interrupted ? `${state}, but stopped early` : state;
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `76 results: 6 scenarios, 4 apps` */
const covers = ({ run }: Page): string => {
  const scenarios = new Set(run.results.map(({ scenario }) => scenario)).size;
  const apps = new Set(run.results.map(({ app }) => app.id)).size;
  return `${counted(run.results.length, 'result')}: ${counted(scenarios, 'scenario')}, ${counted(apps, 'app')}, ${renderDuration(run.durationMs)}`;
};

interface Tile {
  readonly name: string;
  readonly counts: readonly Counted[];
  readonly symbol: Verdict | Counted;
  readonly meaning: string;
}

const TILES: readonly Tile[] = [
  {
    name: 'new',
    counts: ['fail', 'inconclusive'],
    symbol: 'fail',
    meaning: 'not in expected.json',
  },
  ...(['known', 'warn', 'pass', 'info', 'skip'] as const).map((name) => ({
    name,
    counts: [name],
    symbol: name,
    meaning: MEANINGS[name],
  })),
];

const SEPARATE: Readonly<Record<string, string>> = { fail: 'failed', inconclusive: 'inconclusive' };

/** Each number that a tile adds up, with its name: programs read the numbers here. */
const renderParts = ({ counts }: Tile, numbers: RunCounts): Html | false =>
  counts.length > 1 &&
  html`<small>${counts.map((each, place) => html`${place > 0 && ', '}<span data-count="${each}">${numbers[each]}</span> ${SEPARATE[each]}`)}</small>`;

const renderTile = (tile: Tile, numbers: RunCounts): Html => {
  const { name, counts, symbol, meaning } = tile;
  const sum = counts.reduce((total, each) => total + numbers[each], 0);
  const word =
    name === 'new'
      ? html`<span class="verdict fail"><span class="symbol" aria-hidden="true">✗</span> new</span>`
      : renderVerdict(symbol);
  const number = counts.length > 1 ? html`<b>${sum}</b>` : html`<b data-count="${name}">${sum}</b>`;
  return html`<div class="${sum === 0 ? 'none' : 'some'}"><dt><a href="#list" data-show="${name}">${word}</a></dt><dd>${number}${renderParts(tile, numbers)}<small class="meaning">${meaning}</small></dd></div>`;
};

const renderTally = ({ run }: Page): Html => {
  const numbers = countRun(run);
  return html`<dl class="tally">${TILES.map((tile) => renderTile(tile, numbers))}</dl>`;
};

const renderUnjudged = ({ run: { unjudged = [], allowUnjudged } }: Page): Html | false =>
  unjudged.length > 0 &&
  html`<section aria-labelledby="unjudged" class="alert${allowUnjudged && ' allowed'}"><h2 id="unjudged">${allowUnjudged ? 'Nothing judged, as allowed' : 'Nothing was judged'}</h2><ul data-unjudged="${unjudged.length}">${unjudged.map(
    ({ app, persona, reason }) => html`<li><b>${app}</b>${persona !== undefined && ` with ${persona}`}: ${reason}</li>`,
  )}</ul></section>`;

const renderStale = ({ run: { stale = [] } }: Page): Html | false =>
  stale.length > 0 &&
  html`<section aria-labelledby="stale" class="alert"><h2 id="stale">Expectations that no longer match</h2><ul data-stale="${stale.length}">${stale.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>`;

/** If nothing else explains why the run is red. */
const renderReasons = ({ run }: Page): Html | false => {
  const { fail, inconclusive, unjudged, stale } = countRun(run);
  return (
    run.summary.red &&
    fail + inconclusive + unjudged + stale === 0 &&
    html`<ul class="run-reasons">${run.summary.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`
  );
};

const fact = (name: string, value: string | Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** What was run, where and when. */
export const renderFacts = ({ run }: Page): Html => html`<dl class="facts">
${Object.entries(run.environment.personas).map(([persona, version]) => fact(persona, version))}
${fact('Seed', run.seed)}
${run.shard ? fact('Shard', `${run.shard.index} of ${run.shard.of}`) : undefined}
${fact('Login Lab', `${run.tool.version}, catalogue ${run.catalogueRevision}`)}
${fact('Node', `${run.environment.node}, ${run.environment.platform}`)}
</dl>`;

/** Headline: red or green, the numbers, and what belongs to no result. */
export const renderSummary = (page: Page): Html => html`<header class="${page.run.summary.red ? 'red' : 'green'}">
<p class="kicker"><b>Login Lab</b> · run report · <time datetime="${page.run.startedAt}">${renderMoment(Date.parse(page.run.startedAt))}</time></p>
<h1>${headline(page)}</h1>
<p class="covers">${covers(page)}</p>
${page.run.interrupted && html`<p>The run was stopped early. The report holds the finished results.</p>`}
${renderUnjudged(page)}${renderStale(page)}${renderReasons(page)}
${renderTally(page)}
</header>`;

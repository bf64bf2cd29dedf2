import type { ComparedRow, ComparedSource, ComparedStory, Comparison } from '../../../scenarios/model/index.ts';
import { type Html, html, link } from '../../formats/html/template.ts';
import {
  ABOUT_CELLS,
  anchorOf,
  commonText,
  doubtOf,
  headlinesOf,
  playedWith,
  type Reason,
  reasonsOf,
  SAID_ABOVE,
  type ShownCell,
  showStory,
  titleOf,
} from '../cells.ts';
import { renderDiagrams } from './html/diagrams.ts';
import { renderPage } from './html/page.ts';

const renderSource = (source: ComparedSource): Html => html`${link(source.url, source.row)}${doubtOf(source)}`;

const renderReason = ({ id, source, isOwn }: Reason): Html => {
  const said = isOwn && source ? html` (${renderSource(source)})` : source && doubtOf(source);
  return html`<li><a href="#${anchorOf(id)}"><code>${id}</code></a>${said}</li>`;
};

const renderCell = (comparison: Comparison, { persona, cell, text }: ShownCell): Html => {
  if (text === SAID_ABOVE) return html`<td class="said-above">${text}</td>`;
  const docs = comparison.personas.find(({ id }) => id === persona)?.docs;
  const { reasons, rows: others } = reasonsOf(comparison, cell);
  const ids = reasons.map(renderReason);
  const rows = others.map((source) => html`<li>${renderSource(source)}</li>`);
  const plain = !cell.cannot && docs !== undefined && docs !== '' && html`<small>${link(docs, 'documentation')}</small>`;
  const why = ids.length + rows.length > 0 ? html`<ul class="why">${ids}${rows}</ul>` : plain;
  return html`<td class="${cell.cannot ? 'cannot' : 'told'}">${text}${why}</td>`;
};

const renderHeads = ({ personas }: Comparison, first: string): Html =>
  html`<thead><tr><th scope="col">${first}</th>${personas.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>`;

const renderEqual = (rows: readonly ComparedRow[]): Html | undefined =>
  rows.length === 0
    ? undefined
    : html`<details class="equal"><summary>The same everywhere: ${rows.length}</summary><ul>${rows.map((row) => html`<li>${row.step}, ${row.title}: <b>${commonText(row)}</b></li>`)}</ul></details>`;

const renderStory = (comparison: Comparison, story: ComparedStory): Html => {
  const { differing, equal } = showStory(comparison, story);
  const notes = Object.entries(story.notes).map(
    ([persona, note]) => html`<p class="note">${titleOf(comparison, persona)} is played ${note}.</p>`,
  );
  const rows = differing.map(
    ({ row, cells }) =>
      html`<tr><th scope="row"><span class="step">${row.step}</span> ${row.title}</th>${cells.map((cell) => renderCell(comparison, cell))}</tr>`,
  );
  const table =
    rows.length > 0 &&
    html`<div class="table"><table>${renderHeads(comparison, 'Observable')}<tbody>${rows}</tbody></table></div>`;
  return html`<section id="${story.id}"><h2>${story.title}</h2><p>${story.about}</p>${notes}${table}${renderEqual(equal)}${renderDiagrams(comparison, story)}</section>`;
};

const renderHeadlines = (comparison: Comparison): Html | undefined => {
  const rows = headlinesOf(comparison).map(({ title, row }) => {
    const cells = comparison.personas.flatMap(({ id }) => {
      const cell = row.cells[id];
      return cell ? [renderCell(comparison, { persona: id, cell, text: cell.text })] : [];
    });
    return html`<tr><th scope="row">${title}</th>${cells}</tr>`;
  });
  if (rows.length === 0) return undefined;
  return html`<div class="table headlines"><table>${renderHeads(comparison, 'Told first')}<tbody>${rows}</tbody></table></div>`;
};

const renderSources = ({ behaviours }: Comparison): Html =>
  html`<section id="behaviours"><h2>Behaviours</h2><ul class="behaviours">${Object.entries(behaviours).map(
    ([id, { summary, source, remedy }]) =>
      html`<li id="${anchorOf(id)}"><code>${id}</code> ${summary} <small>${link(source.url, source.row)}, ${source.confidence}, checked ${source.checkedOn}</small>${remedy !== undefined && html` <small>A right client: ${remedy}</small>`}</li>`,
  )}</ul></section>`;

/** One page that needs no other file and no script. */
export const renderHtml = (comparison: Comparison): string => {
  const names = comparison.personas.map(({ title }) => title).join(', ');
  const links = comparison.stories.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  const body = html`<p class="kicker">Login Lab ${comparison.tool.version}</p><h1>${names}</h1>
<p>The same steps at each, played with ${playedWith(comparison)}. ${comparison.app === undefined ? ABOUT_CELLS : 'A cell says what happened in this run, and which behaviour decided it.'}</p>
${renderHeadlines(comparison)}<nav aria-label="Stories"><ul>${links}</ul></nav>
${comparison.stories.map((story) => renderStory(comparison, story))}${renderSources(comparison)}`;
  return renderPage(`${names} · Login Lab comparison`, body);
};

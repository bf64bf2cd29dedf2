import type { ScenarioResult } from '../../../scenarios/model/index.ts';
import { type Column, type Row, readOutline, variantsOf } from '../../outline.ts';
import { byUrgency, readStanding } from '../../standing.ts';
import { type Html, html } from './escape.ts';
import type { Page } from './page.ts';
import { renderVerdict } from './verdict.ts';

const STANDING_WORDS = { new: '', fine: '', known: 'known', stale: 'stale entry' } as const;

const label = (result: ScenarioResult): string =>
  [result.scenario, result.variant, result.app.id, result.persona].filter((part) => part !== undefined).join(', ');

const renderLinked = ({ run, anchors }: Page, result: ScenarioResult): Html => {
  const words = STANDING_WORDS[readStanding(result, run)];
  return html`<a href="#${anchors.result(result)}" title="${label(result)}">${renderVerdict(result.verdict)}${words && html` <small>${words}</small>`}</a>`;
};

/** The worst of a cell; where the variants differ, how many share it. */
const renderCell = (page: Page, results: readonly ScenarioResult[]): Html => {
  const worst = results.toSorted(byUrgency(page.run))[0];
  if (worst === undefined) return html`<td><small>not run</small></td>`;
  const same = results.filter(({ verdict }) => verdict === worst.verdict).length;
  return html`<td>${renderLinked(page, worst)}${same < results.length && html` <small>${same} of ${results.length}</small>`}</td>`;
};

const renderVariant = (page: Page, row: Row, variant: string | undefined): Html =>
  html`<tr class="variant"><th scope="row">${variant ?? 'no variant'}</th>${row.cells.map((cell) =>
    renderCell(
      page,
      cell.filter((result) => result.variant === variant),
    ),
  )}</tr>`;

const renderRow = (page: Page, row: Row): Html => {
  const variants = variantsOf(row);
  const single = variants.length === 1 ? variants[0] : undefined;
  return html`<tr><th scope="row">${row.title}<code>${row.scenario}${single && ` · ${single}`}</code></th>${row.cells.map((cell) => renderCell(page, cell))}</tr>
${variants.length > 1 && variants.map((variant) => renderVariant(page, row, variant))}`;
};

const renderColumn = ({ app, persona }: Column): Html =>
  html`<th scope="col">${app.id}<small>${persona}</small>${app.library && html`<small>${app.library} ${app.version}</small>`}</th>`;

const renderArea = (page: Page, area: string, rows: readonly Row[], width: number): Html =>
  html`<tbody><tr class="area"><th colspan="${width}" scope="rowgroup">${area}</th></tr>${rows.map((row) => renderRow(page, row))}</tbody>`;

/** Scenarios down, apps across; every verdict leads to what it rests on. */
export const renderMatrix = (page: Page): Html => {
  const { columns, rows } = readOutline(page.run);
  const areas = Map.groupBy(rows, (row) => row.area);
  return html`<section aria-labelledby="matrix"><h2 id="matrix">Scenarios and apps</h2>
<div class="scroll" role="region" aria-labelledby="matrix" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Scenario</th>${columns.map(renderColumn)}</tr></thead>
${[...areas].map(([area, group]) => renderArea(page, area, group, columns.length + 1))}
</table></div></section>`;
};

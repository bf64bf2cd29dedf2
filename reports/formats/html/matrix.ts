import type { ScenarioResult, Verdict } from '../../../scenarios/model/index.ts';
import { byUrgency, isRed, readExpectationStatus, readNote } from '../../expectation-status.ts';
import { type Column, type Row, readOutline, variantsOf } from '../../outline.ts';
import { renderFilters } from './filters.ts';
import { hrefOfResult, type Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderVerdict } from './verdict.ts';

const label = (result: ScenarioResult): string =>
  [result.scenario, result.variant, result.app.id, result.persona].filter((part) => part !== undefined).join(', ');

const renderLinked = (page: Page, result: ScenarioResult): Html => {
  const note = readNote(result, page.run);
  return html`<a href="${hrefOfResult(page, result)}" title="${label(result)}">${renderVerdict(result.verdict)}${note && html` <small>${note}</small>`}</a>`;
};

/** The verdicts of a cell, for the filter. */
const findable = ({ run }: Page, results: readonly ScenarioResult[]): string =>
  [
    ...new Set<Verdict | 'red' | 'known'>(
      results.flatMap((result) => [
        result.verdict,
        ...(isRed(result, run) ? (['red'] as const) : []),
        ...(readExpectationStatus(result, run) === 'known' ? (['known'] as const) : []),
      ]),
    ),
  ].join(' ');

/** The worst verdict of a cell; if the variants differ, how many share it. */
const renderCell = (page: Page, results: readonly ScenarioResult[]): Html => {
  const worst = results.toSorted(byUrgency(page.run))[0];
  if (worst === undefined) return html`<td data-found=""><small>not run</small></td>`;
  const same = results.filter(({ verdict }) => verdict === worst.verdict).length;
  return html`<td data-found="${findable(page, results)}">${renderLinked(page, worst)}${same < results.length && html` <small>${same} of ${results.length}</small>`}</td>`;
};

const renderVariant = (page: Page, row: Row, variant: string | undefined): Html =>
  html`<tr class="variant"><th scope="row">${variant ?? 'no variant'}</th>${row.cells.map((cell) =>
    renderCell(
      page,
      cell.filter((result) => result.variant === variant),
    ),
  )}</tr>`;

/** True when all variants have the verdict of the row above. */
const isUniform = ({ cells }: Row): boolean =>
  cells.every((cell) => new Set(cell.map(({ verdict, expected }) => `${verdict} ${expected}`)).size <= 1);

const renderRow = (page: Page, row: Row): Html => {
  const variants = variantsOf(row);
  const single = variants.length === 1 ? variants[0] : undefined;
  const several = variants.length > 1;
  return html`<tbody class="scenario${isUniform(row) && ' uniform'}" data-area="${row.area}" data-level="${row.level}"><tr><th scope="row">${row.title}<code>${row.scenario}${single && ` · ${single}`}</code>${
    several && html`<button type="button" class="fold" aria-expanded="true" hidden>${variants.length} variants</button>`
  }</th>${row.cells.map((cell) => renderCell(page, cell))}</tr>
${several && variants.map((variant) => renderVariant(page, row, variant))}</tbody>`;
};

const renderColumn = ({ app, persona }: Column): Html =>
  html`<th scope="col">${app.id}<small>${persona}</small>${app.library && html`<small>${app.library} ${app.version}</small>`}</th>`;

const renderArea = (page: Page, area: string, rows: readonly Row[], width: number): Html =>
  html`<tbody class="area" data-area="${area}"><tr><th colspan="${width}" scope="rowgroup">${area}</th></tr></tbody>${rows.map((row) => renderRow(page, row))}`;

/** Scenarios as rows, apps as columns, with filters if script runs; every verdict links to its result. */
export const renderMatrix = (page: Page): Html => {
  const { columns, rows } = readOutline(page.run);
  const areas = Map.groupBy(rows, (row) => row.area);
  return html`<section aria-labelledby="matrix"><h2 id="matrix">Scenarios and apps</h2>
${renderFilters(rows)}
<div class="scroll" role="region" aria-label="Verdicts" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Scenario</th>${columns.map(renderColumn)}</tr></thead>
${[...areas].map(([area, group]) => renderArea(page, area, group, columns.length + 1))}
</table></div></section>`;
};

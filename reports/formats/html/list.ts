import {
  type Cause,
  COUNTED,
  type Counted,
  findCauses,
  type RunResult,
  type ScenarioResult,
} from '../../../scenarios/model/index.ts';
import { apartFrom, countOf, nameOfCause } from '../../cause-words.ts';
import { byCounted } from '../../counted.ts';
import { renderFilters } from './filters.ts';
import { hrefOfResult, type Page } from './page.ts';
import { type Html, html } from './template.ts';
import { renderCounted, renderVerdict } from './verdict.ts';

/** Results that are shown together. */
type Group = Pick<Cause, 'results'> & { readonly head: Html };

const TITLES: Readonly<Record<Counted, string>> = {
  fail: 'New failures',
  inconclusive: 'Not judged',
  known: 'Known deviations',
  warn: 'Warnings',
  info: 'Observed',
  skip: 'Skipped',
  pass: 'Passed',
};

const NOTES: Readonly<Record<Counted, string>> = {
  fail: 'These turn the run red.',
  inconclusive: 'These turn the run red.',
  known: 'expected.json lists them.',
  warn: 'These do not turn the run red.',
  info: 'Observed and not judged.',
  skip: 'These scenarios do not apply to the app, for the reason given.',
  pass: 'Every check passed.',
};

/** Sections whose groups are open at first; the others are folded, for a page that is quick to show. */
const OPEN: ReadonlySet<Counted> = new Set<Counted>(['fail', 'inconclusive']);
/** A group with more lines is folded too, so that the next cause is in view. */
const MOST_OPEN = 5;

const renderVariants = (page: Page, results: readonly ScenarioResult[]): Html =>
  html`<span class="variants">${results.map(
    (result) => html`<a href="${hrefOfResult(page, result)}">${result.variant ?? 'no variant'}</a> `,
  )}</span>`;

const namesOf = ({ scenario, app, persona }: ScenarioResult): string => JSON.stringify([scenario, app.id, persona]);

/** One scenario of one app: what its results count as, the scenario, the app, and its variants. */
const renderLine = (page: Page, results: readonly [ScenarioResult, ...ScenarioResult[]]): Html => {
  const [first] = results;
  const { scenario, title, area, level, app, persona, variant } = first;
  const single = results.length === 1 && variant !== undefined;
  return html`<li class="row" data-persona="${persona}" data-app="${app.id}" data-area="${area}" data-level="${level}" data-results="${results.length}"><span class="counted">${renderCounted(page, first)}</span><span class="what"><a class="open" href="${hrefOfResult(page, first)}">${title}</a> <code>${scenario}${single && ` · ${variant}`}</code>${results.length > 1 && renderVariants(page, results)}</span><span class="app"><b>${app.id}</b> <small>${persona}</small></span></li>`;
};

const renderLines = (page: Page, lines: readonly (readonly ScenarioResult[])[]): Html =>
  html`<ul class="lines">${lines.map(([first, ...rest]) => first && renderLine(page, [first, ...rest]))}</ul>`;

const renderGroup = (page: Page, counted: Counted, { head, results }: Group): Html => {
  const lines = [...Map.groupBy(results, namesOf).values()];
  const open = OPEN.has(counted) && lines.length <= MOST_OPEN;
  return html`<details class="cause"${open && html` open`}><summary>${head}</summary>${renderLines(page, lines)}</details>`;
};

/** A root cause: its app, the check or the rule, how often, and what was found. */
const headOf = (cause: Cause, run: RunResult): Html => {
  const { app, title, message, cause: shared, results } = cause;
  const found = results.length === 1 ? message : shared;
  return html`<span class="name"><b>${nameOfCause(cause)}</b> <span class="of">${app.id}</span> <small>${[countOf(cause), apartFrom(cause, run)].filter(Boolean).join('; ')}</small></span>${title !== '' && title !== found && html`<span class="title">${title}</span>`}<span class="found">${found}</span>`;
};

const groupsOf = (
  { run }: Page,
  counted: Counted,
  results: readonly ScenarioResult[],
  causes: readonly Cause[],
): readonly Group[] => {
  const own = causes.filter((cause) => cause.counted === counted);
  if (own.length > 0) return own.map((cause) => ({ head: headOf(cause, run), results: cause.results }));
  const apps = Map.groupBy(results, ({ app, persona }) => JSON.stringify([app.id, persona]));
  return [...apps.values()].flatMap((some): Group[] => {
    const [first] = some;
    if (!first) return [];
    const many = `${some.length} ${some.length === 1 ? 'result' : 'results'}`;
    return [
      {
        results: some,
        head: html`<span class="name"><b>${first.app.id}</b> <span class="of">${first.persona}</span> <small>${many}</small></span>`,
      },
    ];
  });
};

const renderSection = (page: Page, counted: Counted, results: readonly ScenarioResult[], causes: readonly Cause[]): Html =>
  html`<section class="group" data-counted="${counted}" aria-labelledby="${counted}"><h2 id="${counted}">${renderVerdict(counted)} ${TITLES[counted]} (${results.length})</h2><p class="note">${NOTES[counted]}</p>${groupsOf(page, counted, results, causes).map((group) => renderGroup(page, counted, group))}</section>`;

const isEmpty = ({ results }: RunResult): boolean => results.length === 0;

/** One line for each scenario and app, grouped by what it counts as and by root cause, failures first. */
export const renderList = (page: Page): Html => {
  const { run } = page;
  const results = byCounted(run);
  const causes = findCauses(run);
  return html`<div id="list" tabindex="-1">${renderFilters(run)}
<p class="note without-script">Without JavaScript this page lists the results and their causes. Checks, exchanges and filters need it.</p>
${isEmpty(run) && html`<p class="note">No scenario was run.</p>`}
${COUNTED.map((counted) => {
  const own = results.get(counted) ?? [];
  return own.length > 0 && renderSection(page, counted, own, causes);
})}</div>`;
};

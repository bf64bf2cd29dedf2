import type { Row } from '../../outline.ts';
import { READING_ORDER } from '../../verdict-words.ts';
import { type Html, html } from './template.ts';

type Option = readonly [value: string, words: string];

const renderChoice = (name: string, label: string, options: readonly Option[]): Html =>
  html`<label>${label} <select name="${name}">${options.map(([value, words]) => html`<option value="${value}">${words}</option>`)}</select></label>`;

const each = (values: readonly string[]): readonly Option[] => [...new Set(values)].map((value) => [value, value]);

const VERDICTS: readonly Option[] = [
  ['', 'any'],
  ['red', 'what turns it red'],
  ['known', 'known deviations'],
  ...READING_ORDER.map((verdict): Option => [verdict, verdict]),
];

/** The filters of the matrix; hidden without script. */
export const renderFilters = (
  rows: readonly Row[],
): Html => html`<form class="filters" role="search" aria-label="Filter scenarios" hidden>
<label>Text <input type="search" name="text" placeholder="title, id or variant" autocomplete="off" aria-keyshortcuts="/"></label>
${renderChoice('area', 'Area', [['', 'any'], ...each(rows.map(({ area }) => area))])}
${renderChoice('level', 'Level', [
  ['', 'any'],
  ['MUST', 'MUST'],
  ['SHOULD', 'SHOULD'],
  ['MAY', 'MAY'],
])}
${renderChoice('verdict', 'Verdict', VERDICTS)}
<button type="reset">Show all</button>
<p class="note"><span role="status"></span> <span class="keys">Keys: <kbd>/</kbd> text filter, arrows move between verdicts, <kbd>Esc</kbd> back from a result.</span></p>
</form>`;

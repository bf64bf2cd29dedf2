import type { RunResult } from '../../../scenarios/model/index.ts';
import { type Html, html } from './template.ts';

type Option = readonly [value: string, words: string];

const renderChoice = (name: string, label: string, options: readonly Option[]): Html =>
  html`<label>${label} <select name="${name}">${options.map(([value, words]) => html`<option value="${value}">${words}</option>`)}</select></label>`;

const anyOf = (values: readonly string[]): readonly Option[] => [
  ['', 'any'],
  ...[...new Set(values)].map((value): Option => [value, value]),
];

const SHOWN: readonly Option[] = [
  ['', 'everything'],
  ['new', 'new: what turns it red'],
  ...['fail', 'inconclusive', 'known', 'warn', 'info', 'skip', 'pass'].map((name): Option => [name, name]),
];

/** The filters of the list; hidden without script. */
export const renderFilters = ({
  results,
}: RunResult): Html => html`<form class="filters" role="search" aria-label="Filter results" hidden>
<label>Text <input type="search" name="text" placeholder="scenario, variant, check or message" autocomplete="off" aria-keyshortcuts="/"></label>
${renderChoice('persona', 'Persona', anyOf(results.map(({ persona }) => persona)))}
${renderChoice('app', 'App', anyOf(results.map(({ app }) => app.id)))}
${renderChoice('area', 'Area', anyOf(results.map(({ area }) => area)))}
${renderChoice('level', 'Level', anyOf(['MUST', 'SHOULD', 'MAY']))}
${renderChoice('show', 'Show', SHOWN)}
<button type="reset">Show all</button>
<p class="note"><span role="status"></span> <span class="keys">Keys: <kbd>/</kbd> text filter, arrows move between results, <kbd>Esc</kbd> back from a result.</span></p>
</form>`;

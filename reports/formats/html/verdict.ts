import { countedAs } from '../../../scenarios/model/count.ts';
import type { Counted, ScenarioResult, Verdict } from '../../../scenarios/model/index.ts';
import { readNote, verdictBehind } from '../../counted.ts';
import { SYMBOLS } from '../../verdict-words.ts';
import type { Mark } from './breaks.ts';
import type { Page } from './page.ts';
import { type Html, html } from './template.ts';

/** Symbol and word of a verdict; colour is never the only difference. */
export const renderVerdict = (verdict: Verdict | Counted): Html =>
  html`<span class="verdict ${verdict}"><span class="symbol" aria-hidden="true">${SYMBOLS[verdict]}</span> ${verdict}</span>`;

/** What a result counts as, with the verdict or the rule behind it: `≈ known fail`, `✗ fail rule token-in-query`. */
export const renderCounted = ({ run }: Page, result: ScenarioResult): Html => {
  const note = [verdictBehind(result, run), readNote(result, run)].filter((part) => part !== '').join(', ');
  return html`${renderVerdict(countedAs(result, run))}${note !== '' && html` <small>${note}</small>`}`;
};

/** What checks say about an exchange: `✗ breaks done-once (fail)`. */
export const renderMarks = (marks: readonly Mark[]): Html =>
  html`${marks.map(
    ({ verdict, words }) =>
      html`<span class="mark ${verdict}"><span aria-hidden="true">${SYMBOLS[verdict]}</span> ${words} (${verdict})</span> `,
  )}`;

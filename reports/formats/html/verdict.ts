import type { Verdict } from '../../../scenarios/model/index.ts';
import { SYMBOLS } from '../../verdict-words.ts';
import type { Mark } from './breaks.ts';
import { type Html, html } from './template.ts';

/** Symbol and word of a verdict; colour is never the only difference. */
export const renderVerdict = (verdict: Verdict): Html =>
  html`<span class="verdict ${verdict}"><span class="symbol" aria-hidden="true">${SYMBOLS[verdict]}</span> ${verdict}</span>`;

/** What checks say about an exchange: `✗ breaks done-once (fail)`. */
export const renderMarks = (marks: readonly Mark[]): Html =>
  html`${marks.map(
    ({ verdict, words }) =>
      html`<span class="mark ${verdict}"><span aria-hidden="true">${SYMBOLS[verdict]}</span> ${words} (${verdict})</span> `,
  )}`;

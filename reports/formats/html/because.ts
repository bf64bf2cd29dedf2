import type { ReportedExchange, ScenarioResult } from '../../../scenarios/model/index.ts';
import type { Page } from './page.ts';
import { type Html, html } from './template.ts';

/** A behaviour's id, linked to its description if the run has one. */
export const renderBehaviourId = ({ run, anchors }: Page, result: ScenarioResult, id: string): Html =>
  Object.hasOwn(run.behaviours, id)
    ? html`<a href="#${anchors.behaviour(result, id)}"><code>${id}</code></a>`
    : html`<code>${id}</code>`;

/** With more because-lines than this they are folded, unless a check names the exchange. */
export const MOST_LINES = 2;

/** Reasons of an answer: a line for each behaviour that applied and each injected fault. */
export const becauseLines = (page: Page, result: ScenarioResult, exchange: ReportedExchange): readonly Html[] => [
  ...exchange.because.map(({ id, why }) => html`${renderBehaviourId(page, result, id)} ${why}`),
  ...exchange.faults.map((fault) => html`injected fault <code>${fault}</code>`),
  ...(exchange.stale ? [html`sent with a credential from before the last reset; not judged`] : []),
];

import type { ReportedExchange, ScenarioResult } from '../../../scenarios/model/index.ts';
import type { Page } from './page.ts';
import { type Html, html } from './template.ts';

/** A behaviour's id, leading to what we know of it where the run tells. */
export const renderBehaviourId = ({ run, anchors }: Page, result: ScenarioResult, id: string): Html =>
  Object.hasOwn(run.behaviours, id)
    ? html`<a href="#${anchors.behaviour(result, id)}"><code>${id}</code></a>`
    : html`<code>${id}</code>`;

/** Beyond this many, because-lines unfold, unless a check names the exchange. */
export const MOST_LINES = 2;

/** Why the lab answered so: a line for each behaviour that spoke and each fault that struck. */
export const becauseLines = (page: Page, result: ScenarioResult, exchange: ReportedExchange): readonly Html[] => [
  ...exchange.because.map(({ id, why }) => html`${renderBehaviourId(page, result, id)} ${why}`),
  ...exchange.faults.map((fault) => html`injected fault <code>${fault}</code>`),
  ...(exchange.stale ? [html`late traffic from before the last reset; not judged`] : []),
];

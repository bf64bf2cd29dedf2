import type { ReportedExchange, RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import type { Anchors } from './anchors.ts';

/** What every part of a page is made from. */
export interface Page {
  readonly run: RunResult;
  readonly anchors: Anchors;
  /** Results whose exchanges stand in `index.html`; those of the others lie beside it. */
  readonly embedded: ReadonlySet<ScenarioResult>;
  /** The result that has this page to itself; none: it is `index.html`. */
  readonly only?: ScenarioResult;
}

/** True when the exchanges of a result stand on this page. */
export const holdsExchanges = (page: Page, result: ScenarioResult): boolean =>
  page.only === result || (page.only === undefined && page.embedded.has(result));

/** Where a link to a result leads from this page. */
export const hrefOfResult = (page: Page, result: ScenarioResult): string =>
  `${page.only === undefined || page.only === result ? '' : '../index.html'}#${page.anchors.result(result)}`;

/** Where a link to an exchange of a result leads from this page. */
export const hrefOfExchange = (page: Page, result: ScenarioResult, exchange: ReportedExchange): string =>
  `${holdsExchanges(page, result) ? '' : page.anchors.file(result)}#${page.anchors.exchange(result, exchange.id)}`;

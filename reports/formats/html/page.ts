import type { ReportedExchange, RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import type { Anchors } from './anchors.ts';

/** The context of every part of a page. */
export interface Page {
  readonly run: RunResult;
  readonly anchors: Anchors;
  /** Results whose exchanges `index.html` embeds; the others have separate pages. */
  readonly embedded: ReadonlySet<ScenarioResult>;
  /** The result of a separate page; undefined for `index.html`. */
  readonly only?: ScenarioResult;
}

/** True when this page shows the exchanges of a result. */
export const holdsExchanges = (page: Page, result: ScenarioResult): boolean =>
  page.only === result || (page.only === undefined && page.embedded.has(result));

/** Where a link to a result leads from this page. */
export const hrefOfResult = (page: Page, result: ScenarioResult): string =>
  `${page.only === undefined || page.only === result ? '' : '../index.html'}#${page.anchors.result(result)}`;

/** Where a link to an exchange of a result leads from this page. */
export const hrefOfExchange = (page: Page, result: ScenarioResult, exchange: ReportedExchange): string =>
  `${holdsExchanges(page, result) ? '' : page.anchors.file(result)}#${page.anchors.exchange(result, exchange.id)}`;

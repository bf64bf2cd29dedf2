import type { ReportedExchange, RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import type { Anchors } from './anchors.ts';

/** The context of every part of the page. */
export interface Page {
  /** In the browser only the results and exchanges that have been opened are whole. */
  readonly run: RunResult;
  readonly anchors: Anchors;
}

/** Where a link to a result leads. */
export const hrefOfResult = ({ anchors }: Page, result: ScenarioResult): string => `#${anchors.result(result)}`;

/** Where a link to an exchange of a result leads. */
export const hrefOfExchange = ({ anchors }: Page, result: ScenarioResult, exchange: ReportedExchange): string =>
  `#${anchors.exchange(result, exchange.id)}`;

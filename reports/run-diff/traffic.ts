import { nameOfEndpoint } from '../../provider/model/index.ts';
import type { ReportedExchange, RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import { decidingReasons, findExchanges, renderStatus, renderTarget } from '../evidence.ts';

/** `POST token`, and of a request to the app its path. */
const requestOf = (exchange: ReportedExchange): string => {
  const isNamed = exchange.endpoint !== 'unknown' && exchange.to !== 'app';
  return `${exchange.request.method} ${isNamed ? nameOfEndpoint(exchange.endpoint) : renderTarget(exchange)}`;
};

const counted = (texts: readonly string[]): string =>
  [...Map.groupBy(texts.toSorted(), (text) => text)]
    .map(([text, all]) => (all.length > 1 ? `${text} ×${all.length}` : text))
    .join(', ');

/** Faults are numbered as they come: another number is no change. */
const withoutNumber = (id: string): string => id.replace(/^fault\/f\d+$/, 'fault');

/** What each request was answered, in any order: requests that run at once change places from run to run. */
export const trafficOf = (run: RunResult, { exchanges }: ScenarioResult) =>
  new Map(
    [...Map.groupBy(findExchanges(run, exchanges), requestOf)].map(([request, all]) => {
      const behaviours = new Set(all.flatMap((exchange) => decidingReasons(run, exchange).map(({ id }) => withoutNumber(id))));
      return [request, { statuses: counted(all.map(renderStatus)), behaviours }] as const;
    }),
  );

/** `GET authorize 302; POST token 200`: what the provider was asked, without the pages of the app. */
export const describeTraffic = (run: RunResult, result: ScenarioResult): string => {
  const atProvider = {
    ...result,
    exchanges: findExchanges(run, result.exchanges).flatMap(({ id, to }) => (to === 'app' ? [] : [id])),
  };
  return [...trafficOf(run, atProvider)].map(([request, { statuses }]) => `${request} ${statuses}`).join('; ');
};

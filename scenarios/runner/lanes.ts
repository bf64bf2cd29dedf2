import { namesFreePort } from '../model/index.ts';
import { inBalancedParts } from './balanced-parts.ts';
import type { Unit } from './plan.ts';

/** The units that one app instance runs, in order. */
export type AppInstancePlan = readonly Unit[];

/** Least number of units per additional instance of an app. */
const LEAST_PER_STATION = 4;

const groupBy = <T>(all: readonly T[], keyOf: (each: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()];
};

const isMovable = ({ app: { url, apis } }: Unit): boolean =>
  url.includes('{port}') && apis.every((api) => api.command === undefined || namesFreePort(api.url));

/**
 * Distributes units over lanes. Lanes run in parallel, the instances of a lane in sequence: apps that share a fixed
 * address cannot run together. An app with `{port}` gets several instances if workers are free.
 */
export const layLanes = (units: readonly Unit[], workers: number): readonly (readonly AppInstancePlan[])[] => {
  const apps = groupBy(units, ({ app }) => app.id);
  const perApp = Math.max(1, Math.floor(workers / Math.max(1, apps.length)));
  const movable = apps.filter(([first]) => first && isMovable(first));
  const fixed = groupBy(
    apps.filter(([first]) => first && !isMovable(first)),
    ([first]) => new URL(first?.app.url ?? '').origin,
  );
  const spread = movable.flatMap((app) =>
    inBalancedParts(app, Math.min(perApp, Math.max(1, Math.floor(app.length / LEAST_PER_STATION)))),
  );
  return [...spread.map((instance) => [instance]), ...fixed];
};

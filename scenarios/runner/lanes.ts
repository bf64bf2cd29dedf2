import type { Unit } from './plan.ts';

/** The units that one station goes through, in order. */
export type StationPlan = readonly Unit[];

/** Fewer units than these are not worth another instance of an app. */
const LEAST_PER_STATION = 4;

const groupBy = <T>(all: readonly T[], keyOf: (each: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()];
};

const split = <T>(all: readonly T[], parts: number): readonly (readonly T[])[] =>
  Array.from({ length: parts }, (_, part) =>
    all.slice(Math.floor((part * all.length) / parts), Math.floor(((part + 1) * all.length) / parts)),
  );

const isMovable = ({ app }: Unit): boolean => app.url.includes('{port}');

/**
 * Lays units out into lanes. Lanes run side by side, the stations of a lane one after the other: apps that share a fixed
 * address cannot run together. An app with `{port}` gets several instances when there are workers to spare.
 */
export const layLanes = (units: readonly Unit[], workers: number): readonly (readonly StationPlan[])[] => {
  const apps = groupBy(units, ({ app }) => app.id);
  const perApp = Math.max(1, Math.floor(workers / Math.max(1, apps.length)));
  const movable = apps.filter(([first]) => first && isMovable(first));
  const fixed = groupBy(
    apps.filter(([first]) => first && !isMovable(first)),
    ([first]) => new URL(first?.app.url ?? '').origin,
  );
  const spread = movable.flatMap((app) => split(app, Math.min(perApp, Math.max(1, Math.floor(app.length / LEAST_PER_STATION)))));
  return [...spread.map((station) => [station]), ...fixed];
};

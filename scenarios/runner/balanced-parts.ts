import durations from './durations.json' with { type: 'json' };
import type { Unit } from './plan.ts';

/** What one result of a scenario takes on average, in ms. Committed, so that every machine splits alike. */
const RECORDED: Readonly<Record<string, number>> = durations;

/** Of a scenario that is not recorded, in ms. */
const ESTIMATE_MS = 1000;

const durationOf = ({ scenario: { id } }: Unit): number =>
  (Object.hasOwn(RECORDED, id) ? RECORDED[id] : undefined) ?? ESTIMATE_MS;

interface Group {
  readonly units: readonly Unit[];
  readonly ms: number;
}

const groupOf = (units: readonly Unit[]): Group => ({ units, ms: units.reduce((sum, unit) => sum + durationOf(unit), 0) });

/** Variants of one scenario share their control leg, so that they stay together, unless there are too few groups for all parts. */
const groupsOf = (units: readonly Unit[], parts: number): readonly Group[] => {
  const together = Map.groupBy(units, ({ app, persona, scenario }) => JSON.stringify([app.id, persona, scenario.id]));
  return together.size < parts ? units.map((unit) => groupOf([unit])) : [...together.values()].map(groupOf);
};

/**
 * Splits units into parts that take as long as each other: the longest scenarios first, each to the part with the least to do.
 * The units of a part keep their order.
 */
export const inBalancedParts = (units: readonly Unit[], parts: number): readonly (readonly Unit[])[] => {
  const loads = new Array<number>(parts).fill(0);
  const partOf = new Map<Unit, number>();
  for (const { units: group, ms } of groupsOf(units, parts).toSorted((one, other) => other.ms - one.ms)) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + ms;
    for (const unit of group) partOf.set(unit, lightest);
  }
  const byPart = Map.groupBy(units, (unit) => partOf.get(unit));
  return loads.map((_, part) => byPart.get(part) ?? []);
};

/** What units are expected to take, in ms. */
export const durationOfAll = (units: readonly Unit[]): number => groupOf(units).ms;

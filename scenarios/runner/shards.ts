import { createHash } from 'node:crypto';
import type { Config } from '../model/index.ts';
import durations from './durations.json' with { type: 'json' };
import type { Unit } from './plan.ts';

/** One of several machines that share a run; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

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

/** The part of a plan that one of several machines runs: the longest scenarios first, each to the part with the least to do. */
export const shardOf = (units: readonly Unit[], shard?: Shard): readonly Unit[] => {
  if (!shard) return units;
  const loads = new Array<number>(shard.of).fill(0);
  const own = new Set<Unit>();
  for (const { units: group, ms } of groupsOf(units, shard.of).toSorted((one, other) => other.ms - one.ms)) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + ms;
    if (lightest === shard.index - 1) for (const unit of group) own.add(unit);
  }
  return units.filter((unit) => own.has(unit));
};

/** What a part is expected to take, in ms. */
export const durationOfAll = (units: readonly Unit[]): number => groupOf(units).ms;

/** How an app is judged. Its command, its folder and its environment differ between machines. */
const judgedAs = ({ id, kind, url, personas, connect, verbs, instances, library }: Config['apps'][number]) => ({
  ...{ id, kind, url, personas, connect, verbs, instances, library },
});

/** Digest of the whole plan: parts with another one are of another config, or of another selection. */
export const planDigest = (whole: readonly Unit[], how: object): string => {
  const apps = [...new Set(whole.map(({ app }) => app))].map(judgedAs);
  const units = whole.map(({ app, persona, scenario, variant = '' }) => [app.id, persona, scenario.id, variant]);
  return createHash('sha256')
    .update(JSON.stringify([apps, units, how]))
    .digest('hex')
    .slice(0, 16);
};

import { createHash } from 'node:crypto';
import type { Config } from '../model/index.ts';
import { inBalancedParts } from './balanced-parts.ts';
import type { Unit } from './plan.ts';

/** One of several machines that share a run; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The part of a plan that one of several machines runs. */
export const shardOf = (units: readonly Unit[], shard?: Shard): readonly Unit[] =>
  shard ? (inBalancedParts(units, shard.of)[shard.index - 1] ?? []) : units;

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

import type { Expectation } from '../model/index.ts';
import { isAbout } from './expectations.ts';
import type { RunOptions } from './options.ts';
import type { Unit } from './plan.ts';
import type { Plan } from './play.ts';
import type { RunFacts } from './run-result.ts';
import { planDigest } from './shards.ts';

const namesOf = ({ app, persona, scenario, variant }: Unit) => ({ app, persona, scenario: scenario.id, variant });

/** Entries that speak of nothing that another part plays. */
const decidableIn = ({ units, whole }: Plan, expected: readonly Expectation[]): readonly Expectation[] => {
  const own = new Set(units);
  const elsewhere = whole.filter((unit) => !own.has(unit)).map(namesOf);
  return expected.filter((entry) => !elsewhere.some((unit) => isAbout(entry, unit)));
};

/** What a part of a run says of the whole, so that the parts can be joined. Empty for a whole run. */
export const shardFacts = (
  { shard, seed, expected = [], strict, allowUnjudged, gaps, design, person }: RunOptions,
  plan: Plan,
  isPlayed: (unit: Unit) => boolean,
): Pick<RunFacts, 'shard' | 'decidable'> => {
  if (!shard) return {};
  const places = new Map(plan.whole.map((unit, place) => [unit, place]));
  const options = { strict: strict ?? false, allowUnjudged: allowUnjudged ?? false, gaps, design, person };
  return {
    shard: {
      ...{ index: shard.index, of: shard.of, plan: planDigest(plan.whole, options), planned: plan.whole.length },
      places: plan.units.filter(isPlayed).flatMap((unit) => places.get(unit) ?? []),
      ...(seed === undefined ? {} : { seedGiven: true as const }),
      expected: [...expected],
    },
    decidable: decidableIn(plan, expected),
  };
};

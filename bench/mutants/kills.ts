import { BITES, type Kill, killOf, type PlayedBite } from '../../scenarios/testing/bites.ts';
import { type Playing, playClient } from '../../scenarios/testing/bundled.ts';
import { inParallel } from './in-parallel.ts';
import type { Options } from './options.ts';

/** A broken client: an app with one of its bugs, and the bites that name it. */
export interface Mutant {
  readonly app: string;
  /** Empty for an app that is broken as it is. */
  readonly id: string;
  readonly bites: readonly PlayedBite[];
}

/** How the bites of a mutant went, one entry for each round. */
export interface Killed {
  readonly mutant: Mutant;
  readonly rounds: readonly (readonly BiteRound[])[];
}

/** One bite in one round. */
export interface BiteRound {
  readonly played: PlayedBite;
  readonly kill: Kill;
  /** What its results were, each as `verdict: reason`. */
  readonly told: readonly string[];
}

/** The area that a mutant is counted under: that of the first scenario that names it. */
export const groupOf = ({ bites }: Mutant): string => bites[0]?.scenario.id.split('/', 1)[0] ?? '';

/** The mutants of the catalogue that were asked for. */
export const mutantsFor = ({ group, only }: Pick<Options, 'group' | 'only'>): readonly Mutant[] => {
  const byClient = Map.groupBy(BITES, ({ app, bite }) => `${app} ${bite.mutant ?? ''}`);
  const all = [...byClient.values()].map((bites) => ({ app: bites[0]?.app ?? '', id: bites[0]?.bite.mutant ?? '', bites }));
  return all.filter(
    (mutant) => (group === undefined || groupOf(mutant) === group) && (only.length === 0 || only.includes(mutant.id)),
  );
};

/** True for a result of what a bite asks for. */
export const isOf = (
  { asked, scenario }: PlayedBite,
  result: { readonly scenario: string; readonly variant?: string | undefined },
): boolean => result.scenario === scenario.id && (asked === scenario.id || asked === `${scenario.id}:${result.variant}`);

const playOnce = async ({ app, id, bites }: Mutant, playing: Playing): Promise<readonly BiteRound[]> => {
  const asked = [...new Set(bites.map((each) => each.asked))];
  const { results } = await playClient({ app, mutant: id }, asked, playing);
  return bites.map((played) => {
    const own = results.filter((result) => isOf(played, result));
    return { played, kill: killOf(own, played.bite), told: own.map(({ verdict, reason = '' }) => `${verdict}: ${reason}`) };
  });
};

/** Plays every mutant on the scenarios that name it, as often as asked. */
export const playMutants = (
  mutants: readonly Mutant[],
  {
    lab,
    repeat,
    workers,
    onDone,
  }: Pick<Playing, 'lab'> & Pick<Options, 'repeat' | 'workers'> & { readonly onDone: (killed: Killed) => void },
): Promise<readonly Killed[]> =>
  inParallel(mutants, workers, async (mutant) => {
    const rounds: (readonly BiteRound[])[] = [];
    for (let round = 1; round <= repeat; round += 1) rounds.push(await playOnce(mutant, { lab, seed: `mutants ${round}` }));
    const killed = { mutant, rounds };
    onDone(killed);
    return killed;
  });

/** A mutant is dead when each of its bites killed it in each round; weakly, when only other checks did. One that was not played lives. */
export const fateOf = ({ rounds }: Killed): Kill => {
  const kills = rounds.flat().map(({ kill }) => kill);
  if (kills.length === 0 || kills.includes('survived')) return 'survived';
  return kills.every((kill) => kill === 'killed') ? 'killed' : 'weak';
};

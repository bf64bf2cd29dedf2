import { BITES } from '../../scenarios/testing/bites.ts';
import { type Client, type Playing, playClient } from '../../scenarios/testing/bundled.ts';
import { accusationsIn, UNUSUAL_CLIENTS } from '../../scenarios/testing/unusual.ts';
import { inParallel } from './in-parallel.ts';
import type { Options } from './options.ts';

/** What a right client was accused of, in one run of the whole catalogue. */
export interface Accused {
  readonly client: string;
  readonly results: number;
  readonly accusations: readonly string[];
}

const play = async (name: string, client: Client, playing: Playing): Promise<Accused> => {
  const { results } = await playClient(client, ['**'], playing);
  return { client: name, results: results.length, accusations: accusationsIn(results) };
};

type Told = Pick<Playing, 'lab'> & Pick<Options, 'workers'> & { readonly onDone: (accused: Accused) => void };

const playAll = (clients: readonly (readonly [name: string, Client])[], seed: string, { lab, workers, onDone }: Told) =>
  inParallel(clients, workers, async ([name, client]) => {
    const accused = await play(name, client, { lab, seed });
    onDone(accused);
    return accused;
  });

/** Plays everything against the unusual clients, each with each of its apps. */
export const playUnusual = (only: readonly string[], told: Told): Promise<readonly Accused[]> => {
  const asked = UNUSUAL_CLIENTS.filter(({ id }) => only.length === 0 || only.includes(id));
  const clients = asked.flatMap(({ id, apps, unusual = id }) =>
    apps.map((app) => [`${id} of ${app}`, { app, unusual }] as const),
  );
  return playAll(clients, 'unusual', told);
};

/** Apps that play base clients as they are, and are right: those with mutants. */
const BASES = [...new Set(BITES.flatMap(({ app, bite }) => (bite.mutant ? [app] : [])))];

/** Plays everything against the unchanged base clients, so many times. */
export const playBases = async (runs: number, told: Told): Promise<readonly Accused[]> => {
  const all: Accused[] = [];
  for (let run = 1; run <= runs; run += 1)
    all.push(
      ...(await playAll(
        BASES.map((app) => [`${app}, run ${run}`, { app }] as const),
        `bases ${run}`,
        told,
      )),
    );
  return all;
};

import { BITES } from '../../scenarios/testing/bites.ts';
import { type Client, type Playing, playClient } from '../../scenarios/testing/bundled.ts';
import { accusationsIn, UNUSUAL_CLIENTS } from '../../scenarios/testing/unusual.ts';
import { inParallel } from './in-parallel.ts';
import type { Options } from './options.ts';

/** What a right client was accused of, in one run. */
export interface Accused {
  readonly client: string;
  readonly results: number;
  /** Results that are no skips. */
  readonly judged: number;
  readonly accusations: readonly string[];
}

/** A client, its name, and what it is played on. */
interface Right {
  readonly name: string;
  readonly client: Client;
  readonly scenarios: readonly string[];
}

const play = async ({ name, client, scenarios }: Right, playing: Playing): Promise<Accused> => {
  const { results } = await playClient(client, scenarios, playing);
  const judged = results.filter(({ verdict }) => verdict !== 'skip').length;
  const accusations = judged === 0 ? ['nothing was judged'] : accusationsIn(results);
  return { client: name, results: results.length, judged, accusations };
};

type Told = Pick<Playing, 'lab'> & Pick<Options, 'workers'> & { readonly onDone: (accused: Accused) => void };

const playAll = (clients: readonly Right[], seed: string, { lab, workers, onDone }: Told) =>
  inParallel(clients, workers, async (right) => {
    const accused = await play(right, { lab, seed });
    onDone(accused);
    return accused;
  });

/** Plays everything against the unusual clients, each with each of its apps. */
export const playUnusual = (only: readonly string[], told: Told): Promise<readonly Accused[]> => {
  const asked = UNUSUAL_CLIENTS.filter(({ id }) => only.length === 0 || only.includes(id));
  const clients = asked.flatMap(({ id, apps, unusual = id }) =>
    apps.map((app) => ({ name: `${id} of ${app}`, client: { app, unusual }, scenarios: ['**'] })),
  );
  return playAll(clients, 'unusual', told);
};

/** The clients that have mutants, as they are and right, each on all that its mutants are played on. */
const BASES: readonly Right[] = [...Map.groupBy(BITES, ({ app }) => app)].flatMap(([app, bites]) =>
  bites.some(({ bite }) => bite.mutant)
    ? [{ name: app, client: { app }, scenarios: [...new Set(bites.map(({ asked }) => asked))] }]
    : [],
);

/** Plays the unchanged base clients, so many times: what kills a mutant has to spare them each time. */
export const playBases = async (runs: number, told: Told): Promise<readonly Accused[]> => {
  const all: Accused[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const clients = BASES.map((base) => ({ ...base, name: `${base.name}, run ${run}` }));
    all.push(...(await playAll(clients, `bases ${run}`, told)));
  }
  return all;
};

import { SCENARIOS } from '../catalogue/index.ts';
import type { Bite, Scenario, ScenarioResult } from '../model/index.ts';
import { BUNDLED } from './bundled.ts';
import { clientFor, personasOfBite } from './client.ts';
import { FOLDERS } from './known-bugs.ts';

/** A bite with one persona, and the app that plays its client there. */
export interface PlayedBite {
  /** Scenario, or scenario and variant: what is named to play it. */
  readonly asked: string;
  readonly scenario: Scenario;
  readonly app: string;
  readonly bite: Bite;
}

const askedFor = (scenario: Scenario, { variant }: Bite): string => (variant ? `${scenario.id}:${variant}` : scenario.id);

/** Each bite of some scenarios, with each persona. */
export const bitesOf = (scenarios: readonly Scenario[]): readonly PlayedBite[] =>
  scenarios.flatMap((scenario) =>
    scenario.bites.flatMap((bite) =>
      personasOfBite(scenario, bite, BUNDLED.apps).map((persona) => ({
        asked: askedFor(scenario, bite),
        scenario,
        bite,
        app: clientFor(BUNDLED.apps, bite.client, persona)?.id ?? bite.client,
      })),
    ),
  );

/** Each bite of the catalogue, with each persona. */
export const BITES = bitesOf(SCENARIOS);

/** How a broken client was caught: `killed` by the check that describes its bug, `weak` by another one, or not at all. */
export type Kill = 'killed' | 'weak' | 'survived';

const isCaughtBy = ({ checks }: ScenarioResult, { check, verdict }: Bite): boolean =>
  checks.some((each) => each.id === check && each.verdict === verdict);

const worked = ({ control }: ScenarioResult, { honestPasses = true }: Bite): boolean =>
  !honestPasses || control?.verdict === 'pass';

/**
 * How a bite went, by the results of its scenario. The control leg, the same steps with an honest provider, has to pass: a
 * client that does not work at all proves nothing.
 */
export const killOf = (results: readonly ScenarioResult[], bite: Bite): Kill => {
  const caught = results.filter((result) => isCaughtBy(result, bite));
  if (caught.some(({ verdict }) => verdict === bite.verdict) && caught.every((result) => worked(result, bite))) return 'killed';
  return results.some(({ verdict }) => verdict === 'fail' || verdict === 'warn') ? 'weak' : 'survived';
};

/** Apps that are the base client of a folder. */
export const appsIn = (folder: string): readonly string[] => BUNDLED.apps.filter(({ cwd }) => cwd === folder).map(({ id }) => id);

/** Known bugs of a base client that no scenario names. */
export const unbitten = (folder: string): readonly string[] => {
  const clients = appsIn(folder);
  const bitten = new Set(BITES.filter(({ app }) => clients.includes(app)).map(({ bite }) => bite.mutant));
  return Object.keys(FOLDERS[folder]?.mutants ?? {}).filter((id) => !bitten.has(id));
};

import type { Bite, Scenario } from '../model/index.ts';

/** A client that does it right and one that does not, in one scenario. */
export interface Play {
  /** Id of the scenario that judges them. */
  readonly scenario: string;
  /**
   * The client that goes wrong: one of the scenario's bites, as `app` or `app:mutant`. With which check it fails, and in
   * which variant, is said there.
   */
  readonly naive: string;
  /** App that does it right. Default: the app of the mutant, without the bug. */
  readonly right?: string;
  /** Rules that the naive client breaks on the way, each with its verdict. */
  readonly breaks?: readonly (readonly [rule: string, verdict: 'fail' | 'warn'])[];
}

/** What people ask about their login, reproduced with clients that come with Login Lab. */
export interface Story {
  readonly id: string;
  /** The system of the question: S1 to S6. */
  readonly seedQuestion: string;
  /** The question, as people ask it. */
  readonly question: string;
  /** Two sentences. */
  readonly answer: string;
  readonly plays: readonly Play[];
}

/** A play with its scenario's bite, and the id of the naive app in results. */
export interface Cast extends Play {
  readonly right: string;
  readonly naiveApp: string;
  readonly bite: Bite;
}

/** `web:ref-sends-undefined` is the app `web` with that bug, and is called `web.ref-sends-undefined` in results. */
export const clientOf = (
  client: string,
): { readonly app: string; readonly mutant: string | undefined; readonly name: string } => {
  const [app = '', mutant] = client.split(':', 2);
  return { app, mutant, name: client.replace(':', '.') };
};

const isBiteOf = (bite: Bite, { personas }: Scenario, client: string, mutant: string | undefined): boolean =>
  bite.mutant === mutant &&
  (bite.client === client || (bite.personas ?? personas).some((persona) => client === `${bite.client}-${persona}`));

/** Finds the bite of a play. Throws for a play that no scenario has a bite for, and for one that names nobody who does it right. */
export const castOf = (play: Play, scenarios: readonly Scenario[]): Cast => {
  const scenario = scenarios.find(({ id }) => id === play.scenario);
  const { app: client, mutant, name } = clientOf(play.naive);
  const bite = scenario?.bites.find((each) => isBiteOf(each, scenario, client, mutant));
  const right = play.right ?? (mutant === undefined ? undefined : client);
  if (bite === undefined || right === undefined)
    throw new Error(`${play.scenario} has no bite of ${play.naive}, or nobody is named who does it right`);
  return { ...play, right, bite, naiveApp: name };
};

/** Scenario of a play, in the variant that shows the bug. */
export const playedScenario = ({ scenario, bite: { variant } }: Cast): string => (variant ? `${scenario}:${variant}` : scenario);

import type { Bite, Scenario } from '../model/index.ts';

/** A client that does it right and one that does not, in one scenario. */
export interface Situation {
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
  readonly situations: readonly Situation[];
}

/** The clients of a situation, with the bite of its scenario and the id of the naive app in results. */
export interface ClientPair extends Situation {
  readonly right: string;
  readonly naiveApp: string;
  readonly bite: Bite;
}

/** `web:ref-sends-undefined` is the app `web` with that bug, and is called `web.ref-sends-undefined` in results. */
export const parseClient = (
  client: string,
): { readonly app: string; readonly mutant: string | undefined; readonly name: string } => {
  const [app = '', mutant] = client.split(':', 2);
  return { app, mutant, name: client.replace(':', '.') };
};

const isBiteOf = (bite: Bite, { personas }: Scenario, client: string, mutant: string | undefined): boolean =>
  bite.mutant === mutant &&
  (bite.client === client || (bite.personas ?? personas).some((persona) => client === `${bite.client}-${persona}`));

/** Finds the bite of a situation. Throws where its scenario has none of that client, and where nobody is named who does it right. */
export const pairOf = (situation: Situation, scenarios: readonly Scenario[]): ClientPair => {
  const scenario = scenarios.find(({ id }) => id === situation.scenario);
  const { app: client, mutant, name } = parseClient(situation.naive);
  const bite = scenario?.bites.find((each) => isBiteOf(each, scenario, client, mutant));
  const right = situation.right ?? (mutant === undefined ? undefined : client);
  if (bite === undefined || right === undefined)
    throw new Error(`${situation.scenario} has no bite of ${situation.naive}, or nobody is named who does it right`);
  return { ...situation, right, bite, naiveApp: name };
};

/** Scenario of a situation, in the variant that shows the bug. */
export const scenarioOf = ({ scenario, bite: { variant } }: ClientPair): string =>
  variant ? `${scenario}:${variant}` : scenario;

import { LISTED_MUTANTS } from '../../scenarios/testing/listed-mutants.ts';
import { fateOf, groupOf, type Killed } from './kills.ts';
import type { Accused } from './right.ts';

const share = (part: number, all: number): string => `${part} of ${all} (${Math.floor((100 * part) / all)} %)`;

const nameOf = ({ mutant }: Killed): string => `${mutant.id || 'as it is'} of ${mutant.app}`;

const byGroup = (killed: readonly Killed[]): readonly string[] =>
  [...Map.groupBy(killed, ({ mutant }) => groupOf(mutant))].map(([group, own]) => {
    const dead = own.filter((each) => fateOf(each) === 'killed');
    return `  ${group.padEnd(13)} ${share(dead.length, own.length)}`;
  });

const missed = (killed: readonly Killed[], fate: 'weak' | 'survived'): readonly string[] =>
  killed
    .filter((each) => fateOf(each) === fate)
    .flatMap((each) => {
      const bites = each.rounds.flatMap((round, i) =>
        round.filter(({ kill }) => kill !== 'killed').map((bite) => ({ ...bite, round: i + 1 })),
      );
      return bites.map(
        ({ played, round, kill, told }) =>
          `  ${nameOf(each)}: ${kill} in round ${round} of ${played.asked}, check ${played.bite.check} (${told.join('; ')})`,
      );
    });

/** Listed mutants that were asked for and that no scenario names yet. */
export const waiting = (named: ReadonlySet<string>, group: string | undefined): readonly string[] =>
  LISTED_MUTANTS.filter(({ id, scenario }) => !named.has(id) && (group === undefined || scenario.startsWith(`${group}/`))).map(
    ({ id, scenario }) => `  ${id}: ${scenario} has no bite of it`,
  );

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [title, ...lines]);

const accused = (all: readonly Accused[]): readonly string[] =>
  all.flatMap(({ client, accusations }) => accusations.map((each) => `  ${client}: ${each}`));

export interface Findings {
  readonly killed: readonly Killed[];
  readonly waiting: readonly string[];
  readonly unusual: readonly Accused[];
  readonly bases: readonly Accused[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const linesOfMutants = (killed: readonly Killed[]): readonly string[] => {
  if (killed.length === 0) return ['Mutants: none played'];
  const dead = killed.filter((each) => fateOf(each) === 'killed');
  return [`Killed by the check that describes the bug: ${share(dead.length, killed.length)} mutants`, ...byGroup(killed)];
};

/** `what`: what one accusation is, in the plural. */
const linesOfRight = (name: string, all: readonly Accused[], what: string): readonly string[] => {
  if (all.length === 0) return [`${name}: none played`];
  const [results, judged] = [sum(all.map((each) => each.results)), sum(all.map((each) => each.judged))];
  const accusations = accused(all);
  return [
    `${name}: ${all.length} ${all.length === 1 ? 'run' : 'runs'}, ${judged} of ${results} results judged, ${accusations.length} ${what}`,
    ...accusations,
  ];
};

/** What is printed at the end. */
export const summaryOf = ({ killed, waiting: unnamed, unusual, bases }: Findings): string =>
  [
    ...linesOfMutants(killed),
    ...section('Weak kills (only another check noticed):', missed(killed, 'weak')),
    ...section('Survivors:', missed(killed, 'survived')),
    ...section('Listed, and no bite yet:', unnamed),
    ...linesOfRight('Unusual clients', unusual, 'false alarms'),
    ...linesOfRight('Base clients', bases, 'flakes'),
  ].join('\n');

/** True when something was played, and all of it went as it should. */
export const isGood = ({ killed, waiting: unnamed, unusual, bases }: Findings): boolean =>
  killed.length + unusual.length + bases.length > 0 &&
  killed.every((each) => fateOf(each) === 'killed') &&
  unnamed.length + accused(unusual).length + accused(bases).length === 0;

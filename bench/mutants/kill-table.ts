import { readFileSync, writeFileSync } from 'node:fs';
import type { ScenarioResult } from '../../scenarios/model/index.ts';
import { type Playing, playClient } from '../../scenarios/testing/bundled.ts';
import type { Killers } from './cover.ts';
import { inParallel } from './in-parallel.ts';
import type { Mutant } from './kills.ts';

const FILE = new URL('kills.json', import.meta.url);

/** Scenarios that killed a mutant, by its name. */
export type KillTable = Readonly<Record<string, readonly string[]>>;

export const nameOf = ({ app, id }: Pick<Mutant, 'app' | 'id'>): string => `${id || 'as it is'} of ${app}`;

/** What was measured beside the bites, which the tests play. */
export const readMeasured = (): KillTable => JSON.parse(readFileSync(FILE, 'utf8')) as KillTable;

/** One line for each mutant, in the order of their names. */
const textOf = (table: KillTable): string => {
  const rows = Object.entries(table).toSorted(([one], [other]) => one.localeCompare(other));
  return `{\n${rows.map(([name, own]) => `  ${JSON.stringify(name)}: [${own.map((each) => JSON.stringify(each)).join(', ')}]`).join(',\n')}\n}\n`;
};

export const writeMeasured = (table: KillTable): void => writeFileSync(FILE, textOf(table));

/** Caught by any check, while the app works with an honest provider. */
const kills = ({ verdict, control }: ScenarioResult): boolean =>
  (verdict === 'fail' || verdict === 'warn') && control?.verdict === 'pass';

/** Plays mutants on scenarios, and returns the table with what killed them besides those that name them. */
export const measure = async (
  mutants: readonly Mutant[],
  scenarios: readonly string[],
  before: KillTable,
  { lab, workers, onDone }: Measuring,
): Promise<KillTable> => {
  const rows = await inParallel(mutants, workers, async (mutant) => {
    const { results } = await playClient({ app: mutant.app, mutant: mutant.id }, scenarios, { lab, seed: 'table' });
    const named = new Set(mutant.bites.map(({ scenario }) => scenario.id));
    const played = new Set(results.map(({ scenario }) => scenario));
    const killed = new Set(results.filter(kills).map(({ scenario }) => scenario));
    const kept = (before[nameOf(mutant)] ?? []).filter((scenario) => !played.has(scenario));
    const own = [...kept, ...killed].filter((scenario) => !named.has(scenario)).toSorted();
    onDone(nameOf(mutant), own);
    return [nameOf(mutant), own] as const;
  });
  const all = Object.entries({ ...before, ...Object.fromEntries(rows) });
  return Object.fromEntries(all.filter(([, own]) => own.length > 0));
};

type Measuring = Pick<Playing, 'lab'> & {
  readonly workers: number;
  readonly onDone: (name: string, own: readonly string[]) => void;
};

/** What kills each mutant: the scenarios that name it, which the tests play, and what was measured besides. */
export const killersOf = (mutants: readonly Mutant[], measured: KillTable): Killers =>
  new Map(
    mutants.map((mutant) => {
      const named = mutant.bites.map(({ scenario }) => scenario.id);
      return [nameOf(mutant), new Set([...named, ...(measured[nameOf(mutant)] ?? [])])] as const;
    }),
  );

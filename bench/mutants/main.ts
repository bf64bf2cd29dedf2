/**
 * Plays every known bug of the base clients on the scenarios that name it, everything on right clients that go unusual ways, and on
 * the base clients as they are what kills their bugs. Ends with 1 when a mutant survives or a right client is accused.
 *
 * `npm run mutants -- --group refresh --repeat 3 --runs 20`
 *
 * With `--table --scenario GLOB` it measures which of these scenarios kill a mutant besides those that name it, for the suite `core`.
 */
import { exitCodeOfSignal } from '../../cli/signals.ts';
import { createLab, type Lab } from '../../provider/index.ts';
import { unknownId } from '../../scenarios/runner/pick.ts';
import { BITES } from '../../scenarios/testing/bites.ts';
import { UNUSUAL_CLIENTS } from '../../scenarios/testing/unusual.ts';
import { measure, nameOf, readMeasured, writeMeasured } from './kill-table.ts';
import { fateOf, mutantsFor, playMutants } from './kills.ts';
import { type Options, readOptions } from './options.ts';
import { type Accused, playBases, playUnusual } from './right.ts';
import { isGood, summaryOf, waiting } from './summary.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const measureTable = async (lab: Lab, options: Options): Promise<void> => {
  const mutants = mutantsFor(options);
  say(`${mutants.length} mutants are measured`);
  const table = await measure(mutants, options.scenarios, readMeasured(), {
    lab,
    workers: options.workers,
    onDone: (name, own) => say(`  ${name}: ${own.join(', ') || 'no other scenario'}`),
  });
  writeMeasured(table);
  console.log('bench/mutants/kills.json written. Renew the suite core with: npm run generate');
};

const tellAccused = ({ client, results, judged, accusations }: Accused): void =>
  say(
    `  ${client}: ${judged} of ${results} results judged, ${accusations.length === 0 ? 'not accused' : accusations.join('\n    ')}`,
  );

/** Refuses ids that neither a mutant nor an unusual client has. */
const checkIds = ({ only }: Options): void => {
  const known = [...BITES.flatMap(({ bite }) => bite.mutant ?? []), ...UNUSUAL_CLIENTS.map(({ id }) => id)];
  const unknown = only.find((id) => !known.includes(id));
  if (unknown !== undefined) throw unknownId('mutant', unknown, [...new Set(known)], 'only');
};

const playAll = async (lab: Lab, options: Options): Promise<boolean> => {
  const { group, only, repeat, runs, workers } = options;
  const mutants = repeat === 0 ? [] : mutantsFor(options);
  if (mutants.length > 0) say(`${mutants.length} mutants, each ${repeat} times`);
  const killed = await playMutants(mutants, {
    lab,
    repeat,
    workers,
    onDone: (each) => say(`  ${fateOf(each)}: ${nameOf(each.mutant)}`),
  });
  const told = { lab, workers, onDone: tellAccused };
  const named = new Set(BITES.flatMap(({ bite }) => bite.mutant ?? []));
  const findings = {
    killed,
    waiting: only.length === 0 ? waiting(named, group) : [],
    unusual: options.unusual && group === undefined ? await playUnusual(only, told) : [],
    bases: group === undefined && only.length === 0 ? await playBases(runs, told) : [],
  };
  console.log(summaryOf(findings));
  return isGood(findings);
};

const play = async (options: Options): Promise<number> => {
  const lab = await createLab({ namesAhead: false });
  try {
    if (!options.table) return (await playAll(lab, options)) ? 0 : 1;
    await measureTable(lab, options);
    return 0;
  } finally {
    await lab.close();
  }
};

// Apps under test end with this process, if it ends by itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(exitCodeOfSignal[signal]));

const startedAtMs = performance.now();
try {
  const options = readOptions(process.argv.slice(2));
  checkIds(options);
  process.exitCode = await play(options);
  console.log(`Took ${Math.round((performance.now() - startedAtMs) / 1000)} s.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

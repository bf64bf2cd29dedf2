import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** What `npm run mutants` plays. */
export interface Options {
  /** Only mutants of this area: `refresh`. */
  readonly group: string | undefined;
  /** Only these mutants or unusual clients, by id. */
  readonly only: readonly string[];
  /** How often each mutant is played; it has to be killed each time. With 0 none is played. */
  readonly repeat: number;
  /** How often the unchanged base clients are played on all that kills one of their mutants; no result may differ from a right one. */
  readonly runs: number;
  /** Clients at the same time. */
  readonly workers: number;
  readonly unusual: boolean;
  /** Measures instead which of `scenarios` kill a mutant besides those that name it. */
  readonly table: boolean;
  readonly scenarios: readonly string[];
}

const whole = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} ${text}: expected a whole number of at least ${least}.`);
};

/** Reads the command line. Throws where a value is wrong. */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      group: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      repeat: { type: 'string', default: '1' },
      runs: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(2 * availableParallelism()) },
      'no-unusual': { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
      scenario: { type: 'string', multiple: true, default: ['**'] },
    },
  });
  return {
    group: values.group,
    only: values.only.flatMap((each) => each.split(',')),
    repeat: whole('repeat', values.repeat, 0),
    runs: whole('runs', values.runs, 0),
    workers: whole('workers', values.workers, 1),
    unusual: !values['no-unusual'],
    table: values.table,
    scenarios: values.scenario.flatMap((each) => each.split(',')),
  };
};

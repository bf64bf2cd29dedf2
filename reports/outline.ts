import type { Level, RunResult, ScenarioResult } from '../scenarios/model/index.ts';

/** One app with one persona. */
export interface Column {
  readonly app: ScenarioResult['app'];
  readonly persona: string;
}

/** One scenario; `cells` follow the columns, a result for each variant that was run. */
export interface Row {
  readonly scenario: string;
  readonly title: string;
  readonly area: string;
  readonly level: Level;
  readonly cells: readonly (readonly ScenarioResult[])[];
}

export interface Outline {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const firstOfEach = <T>(things: readonly T[], key: (thing: T) => string): readonly T[] =>
  [...Map.groupBy(things, key).values()].flatMap((same) => same.slice(0, 1));

const columnKey = (column: Column): string => JSON.stringify([column.app.id, column.persona]);

/** Scenarios as rows, apps as columns, both in the order of the run. */
export const readOutline = (run: RunResult): Outline => {
  const columns = firstOfEach(
    run.results.map(({ app, persona }) => ({ app, persona })),
    columnKey,
  );
  const rows = [...Map.groupBy(run.results, (result) => result.scenario)].map(([scenario, results]) => ({
    scenario,
    title: results[0]?.title ?? scenario,
    area: results[0]?.area ?? '',
    level: results[0]?.level ?? 'MAY',
    cells: columns.map((column) => results.filter((result) => columnKey(result) === columnKey(column))),
  }));
  return { columns, rows };
};

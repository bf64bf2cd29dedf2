import { describe, expect, test } from 'vitest';
import { SCENARIOS } from '../catalogue/index.ts';
import { worst } from '../model/index.ts';
import { appsIn, BITES } from './bites.ts';
import { FOLDERS } from './known-bugs.ts';
import { LISTED_MUTANTS } from './listed-mutants.ts';

const folderOf = (app: string): string | undefined => Object.keys(FOLDERS).find((folder) => appsIn(folder).includes(app));

describe.each(LISTED_MUTANTS)('$id', ({ id, scenario, verdict }) => {
  // One that waits for its scenario is named by `npm run mutants`.
  const stands = SCENARIOS.some((each) => each.id === scenario);

  test.skipIf(!stands)(`is a bite of ${scenario}, with ${verdict} or worse`, () => {
    const bites = BITES.filter((each) => each.scenario.id === scenario && each.bite.mutant === id);
    const asBad = bites.filter(({ bite }) => worst([bite.verdict, verdict]) === bite.verdict);
    expect(asBad.map(({ app }) => app)).not.toEqual([]);
  });

  test.skipIf(!stands)('is a named override on its base client', () => {
    const clients = BITES.filter(({ bite }) => bite.mutant === id).map(({ app }) => folderOf(app));
    const overrides = clients.map((folder) =>
      Object.keys(FOLDERS[folder ?? '']?.mutants[id] ?? {}).filter((area) => area !== 'bug'),
    );
    expect(overrides.length).toBeGreaterThan(0);
    expect(overrides.every((areas) => areas.length > 0)).toBe(true);
  });
});

test('no mutant is listed twice', () => {
  expect(new Set(LISTED_MUTANTS.map(({ id }) => id)).size).toBe(LISTED_MUTANTS.length);
});

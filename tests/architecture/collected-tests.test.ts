import { expect, test } from 'vitest';
import { collectTests } from './collected-tests.ts';

const FILE = 'tests/architecture/fixtures/tests-of-all-kinds.ts';

test('only a test that runs is collected: none that is skipped, left to be written or commented out', async () => {
  expect([...(await collectTests([FILE], [FILE]))]).toEqual([[FILE, new Set(['runs'])]]);
});

test('a file that the suite does not include has no tests', async () => {
  expect((await collectTests([FILE])).size).toBe(0);
});

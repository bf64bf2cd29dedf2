import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../decisions/', import.meta.url);
const numbered = readdirSync(FOLDER)
  .filter((name) => name !== 'dependencies.md')
  .toSorted();

test('decisions are numbered from 1 on, each number once', () => {
  const expected = numbered.map((_, index) => String(index + 1).padStart(4, '0'));
  expect(numbered.map((name) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1] ?? name)).toEqual(expected);
});

test.each(numbered)('%s says its number in its heading', (name) => {
  const [heading] = readFileSync(new URL(name, FOLDER), 'utf8').split('\n', 1);
  expect(heading).toMatch(new RegExp(`^# ${name.slice(0, 4)} [A-Za-z]`));
});

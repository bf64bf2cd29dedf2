import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { BEHAVIOURS } from '../../provider/personas/index.ts';
import { ROW_CATALOGUES, ROW_COVERAGE } from '../../provider/personas/rows/index.ts';

const rows = ROW_CATALOGUES.flatMap(({ sections }) => sections.flatMap((section) => section.rows));
const ids = new Set(rows.map(([id]) => id));

test('no row stands in the catalogues twice', () => {
  expect(ids.size).toBe(rows.length);
});

test('every behaviour and every holding names a row that there is', () => {
  expect(BEHAVIOURS.filter(({ source }) => !ids.has(source.row)).map(({ id, source }) => `${id}: ${source.row}`)).toEqual([]);
  expect(Object.keys(ROW_COVERAGE).filter((id) => !ids.has(id))).toEqual([]);
});

test('every holding names behaviours that there are, and says why where something is wanting', () => {
  const known = new Set<string>(BEHAVIOURS.map(({ id }) => id));
  const unknown = Object.values(ROW_COVERAGE).flatMap(({ behaviours = [] }) => behaviours.filter((id) => !known.has(id)));
  expect(unknown).toEqual([]);
  expect(Object.entries(ROW_COVERAGE).filter(([, { state, why }]) => (state === undefined) !== (why === undefined))).toEqual([]);
});

test('every holding names wire tests that there are', async () => {
  const missing: string[] = [];
  for (const [id, { tests = [] }] of Object.entries(ROW_COVERAGE)) {
    for (const [file, name] of tests) {
      const text = await readFile(new URL(`../../provider/${file}`, import.meta.url), 'utf8');
      if (!text.includes(`it('${name}'`)) missing.push(`${id}: ${file} has no test "${name}"`);
    }
  }
  expect(missing.join('\n')).toBe('');
});

test('rows that are mimicked have something to hold them', () => {
  const named = new Set(BEHAVIOURS.map(({ source }) => source.row));
  const held = (id: string): boolean => {
    const { behaviours = [], tests = [], state } = ROW_COVERAGE[id] ?? {};
    return named.has(id) || behaviours.length > 0 || tests.length > 0 || state === 'not mimicked';
  };
  expect([...ids].filter((id) => /^[GF]-/.test(id) && !held(id))).toEqual([]);
});

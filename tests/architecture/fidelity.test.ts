import { glob } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { BEHAVIOURS, PERSONAS } from '../../provider/personas/index.ts';
import { ROW_CATALOGUES, ROW_COVERAGE } from '../../provider/personas/rows/index.ts';
import { collectTests } from './collected-tests.ts';
import { ROOT } from './source-files.ts';

/** Catalogues and coverage that stand in tables of their own, and those which a persona brings along. */
const PERSONA_LIST = Object.values(PERSONAS);
const CATALOGUES = [...ROW_CATALOGUES, ...PERSONA_LIST.flatMap(({ rows }) => rows ?? [])];
const COVERAGE: typeof ROW_COVERAGE = Object.assign({}, ROW_COVERAGE, ...PERSONA_LIST.map(({ coverage }) => coverage));

const rows = CATALOGUES.flatMap(({ sections }) => sections.flatMap((section) => section.rows));
const ids = new Set(rows.map(([id]) => id));

/** The wire tests that rows name, by their files below the root. */
const named = Object.entries(COVERAGE).flatMap(([id, { tests = [] }]) =>
  tests.map(([file, name]) => ({ id, file: `provider/${file}`, name })),
);

/** Those which drive the probes of behaviours. */
const PROBED = await Array.fromAsync(glob('provider/personas/**/behaviours.wire.test.ts', { cwd: ROOT }));

const collected = await collectTests([...new Set([...named.map(({ file }) => file), ...PROBED])]);

test('no row stands in the catalogues twice', () => {
  expect(ids.size).toBe(rows.length);
});

test('every behaviour and every holding names a row that there is', () => {
  expect(BEHAVIOURS.filter(({ source }) => !ids.has(source.row)).map(({ id, source }) => `${id}: ${source.row}`)).toEqual([]);
  expect(Object.keys(COVERAGE).filter((id) => !ids.has(id))).toEqual([]);
});

test('every holding names behaviours that there are, and says why where something is wanting', () => {
  const known = new Set<string>(BEHAVIOURS.map(({ id }) => id));
  const unknown = Object.values(COVERAGE).flatMap(({ behaviours = [] }) => behaviours.filter((id) => !known.has(id)));
  expect(unknown).toEqual([]);
  expect(Object.entries(COVERAGE).filter(([, { state, why }]) => (state === undefined) !== (why === undefined))).toEqual([]);
});

test('every holding names wire tests that run', () => {
  const missing = named
    .filter(({ file, name }) => !collected.get(file)?.has(name))
    .map(({ id, file, name }) => `${id}: ${file} runs no test "${name}"`);
  expect(missing.join('\n')).toBe('');
});

test('every behaviour has a test of both legs that runs', () => {
  const titles = PROBED.flatMap((file) => [...(collected.get(file) ?? [])]);
  const untested = BEHAVIOURS.filter(({ id }) => !titles.some((title) => title.startsWith(`${id} shows when on`)));
  expect(untested.map(({ id }) => id)).toEqual([]);
});

test('rows that are mimicked have something to hold them', () => {
  const named = new Set(BEHAVIOURS.map(({ source }) => source.row));
  const held = (id: string): boolean => {
    const { behaviours = [], tests = [], state } = COVERAGE[id] ?? {};
    return named.has(id) || behaviours.length > 0 || tests.length > 0 || state === 'not mimicked';
  };
  expect([...ids].filter((id) => /^[AFG]-/.test(id) && !held(id))).toEqual([]);
});

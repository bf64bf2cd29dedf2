import { describe, expect, test } from 'vitest';
import { SCENARIOS } from '../../scenarios/catalogue/index.ts';
import { CORE } from '../../scenarios/runner/core-suite.ts';
import { smallestCover } from './cover.ts';
import { killersOf, nameOf, readMeasured } from './kill-table.ts';
import { mutantsFor } from './kills.ts';

const MUTANTS = mutantsFor({ group: undefined, only: [] });
const measured = readMeasured();
const killers = killersOf(MUTANTS, measured);

describe('the suite core', () => {
  test('rests on measurements of mutants and scenarios that there are', () => {
    const names = new Set(MUTANTS.map(nameOf));
    const ids = new Set(SCENARIOS.map(({ id }) => id));
    expect(Object.keys(measured).filter((name) => !names.has(name))).toEqual([]);
    expect([...new Set(Object.values(measured).flat())].filter((id) => !ids.has(id))).toEqual([]);
  });
  test('kills every mutant', () => {
    expect([...killers].filter(([, own]) => !CORE.some((scenario) => own.has(scenario))).map(([name]) => name)).toEqual([]);
  });
  test('is the smallest that does; npm run generate renews it', () => {
    expect(CORE).toEqual(smallestCover(killers));
  });
});

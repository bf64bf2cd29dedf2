import { describe, expect, test } from 'vitest';
import { type Killers, smallestCover } from './cover.ts';

const killersOf = (rows: Readonly<Record<string, string>>): Killers =>
  new Map(Object.entries(rows).map(([mutant, own]) => [mutant, new Set(own === '' ? [] : own.split(' '))]));

/** Every choice of sets, smallest first. */
const byForce = (killers: Killers): number => {
  const names = [...new Set([...killers.values()].flatMap((own) => [...own]))];
  const sizes = Array.from({ length: 2 ** names.length }, (_, mask) => names.filter((_name, i) => mask & (1 << i)));
  const covers = sizes.filter((chosen) => [...killers.values()].every((own) => chosen.some((each) => own.has(each))));
  return Math.min(...covers.map(({ length }) => length));
};

describe('the smallest cover', () => {
  test('takes what alone kills something', () => {
    expect(smallestCover(killersOf({ m1: 'a', m2: 'a b', m3: 'c' }))).toEqual(['a', 'c']);
  });
  test('is smaller than the greedy one', () => {
    // Greedy begins with `big`, which kills four, and needs two more.
    const killers = killersOf({ m1: 'left big', m2: 'left big', m3: 'left', m4: 'right big', m5: 'right big', m6: 'right' });
    expect(smallestCover(killers)).toEqual(['left', 'right']);
  });
  test('is none for nothing', () => {
    expect(smallestCover(new Map())).toEqual([]);
  });
  test('says what nothing kills', () => {
    expect(() => smallestCover(killersOf({ m1: 'a', m2: '' }))).toThrow('Nothing kills m2.');
  });
  test('is as small as trying every choice says', () => {
    let state = 7;
    const next = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    for (let round = 0; round < 60; round += 1) {
      const rows = Array.from({ length: 9 }, (_, i) => [
        `m${i}`,
        Array.from({ length: 1 + next(3) }, () => `s${next(8)}`).join(' '),
      ]);
      const killers = killersOf(Object.fromEntries(rows));
      const cover = smallestCover(killers);
      expect([...killers.values()].every((own) => cover.some((each) => own.has(each)))).toBe(true);
      expect(cover).toHaveLength(byForce(killers));
    }
  });
});

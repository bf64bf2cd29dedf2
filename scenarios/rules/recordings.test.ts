import { describe, expect, test } from 'vitest';
import { RECORDINGS } from '../testing/recordings/index.ts';
import { RULES } from './index.ts';

test('every rule has a recording in which it finds something, and one in which it must not; nothing else has', () => {
  const complete = Object.entries(RECORDINGS)
    .filter(([, { speaks, silent }]) => Object.keys(speaks).length > 0 && Object.keys(silent).length > 0)
    .map(([id]) => id);
  expect(complete.toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
});

const LEVELS = ['MUST', 'SHOULD', 'MAY'];

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { speaks = {}, silent = {}, milder = {} } = RECORDINGS[id] ?? {};
  test.each(Object.entries(speaks))('finds something in: %s', (_, exchanges) => {
    const found = rule.look(exchanges);
    expect(found.filter(({ level = rule.level }) => level === rule.level)).not.toEqual([]);
    const known = new Set(exchanges.map((each) => each.id));
    expect(found.flatMap((each) => each.exchanges).filter((each) => !known.has(each))).toEqual([]);
    expect(found.flatMap(({ exchanges: shown }) => shown)).not.toEqual([]);
  });
  test.each(Object.entries(milder))('finds something milder in: %s', (_, exchanges) => {
    const levels = rule.look(exchanges).map(({ level = rule.level }) => LEVELS.indexOf(level));
    expect(levels).not.toEqual([]);
    expect(Math.min(...levels)).toBeGreaterThan(LEVELS.indexOf(rule.level));
  });
  test.each(Object.entries(silent))('leaves alone: %s', (_, exchanges) => {
    expect(rule.look(exchanges)).toEqual([]);
  });
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s finds nothing in nothing, and bears anything', (_, rule) => {
  expect(rule.look([])).toEqual([]);
  const all = Object.values(RECORDINGS).flatMap(({ speaks }) => Object.values(speaks).flat());
  const odd = all.map((each) => ({
    ...each,
    request: { ...each.request, url: 'http://[', vendorUrl: '', body: '%' },
    response: undefined,
  }));
  expect(() => rule.look(odd as unknown as typeof all)).not.toThrow();
});

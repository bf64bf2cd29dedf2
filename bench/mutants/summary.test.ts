import { describe, expect, test } from 'vitest';
import type { ScenarioResult } from '../../scenarios/model/index.ts';
import { BITES, type Kill, killOf } from '../../scenarios/testing/bites.ts';
import { fateOf, type Killed } from './kills.ts';
import { readOptions } from './options.ts';
import { type Findings, isGood, summaryOf, waiting } from './summary.ts';

const played = BITES.find(({ bite }) => bite.mutant);
if (!played) throw new Error('there are no bites');

const killedAs = (...rounds: readonly Kill[][]): Killed => ({
  mutant: { app: played.app, id: played.bite.mutant ?? '', bites: [played] },
  rounds: rounds.map((round) => round.map((kill) => ({ played, kill, told: ['pass: as it should'] }))),
});

const findings = (more: Partial<Findings> = {}): Findings => ({
  killed: [killedAs(['killed'])],
  waiting: [],
  unusual: [{ client: 'ok-a of web', results: 3, judged: 2, accusations: [] }],
  bases: [{ client: 'web, run 1', results: 3, judged: 2, accusations: [] }],
  ...more,
});

describe('a mutant is killed', () => {
  test('when each bite killed it in each round', () => {
    expect(fateOf(killedAs(['killed'], ['killed'], ['killed']))).toBe('killed');
    expect(fateOf(killedAs(['killed'], ['survived'], ['killed']))).toBe('survived');
    expect(fateOf(killedAs(['killed', 'weak']))).toBe('weak');
  });
  test('by being played', () => {
    expect(fateOf(killedAs())).toBe('survived');
  });

  const bite = { client: 'web', verdict: 'fail', check: 'refused' } as const;
  const result = (verdict: string, check: string, control = 'pass') =>
    ({ verdict, checks: [{ id: check, verdict }], control: { verdict: control } }) as unknown as ScenarioResult;

  test('by the check that describes its bug, where the app works with an honest provider', () => {
    expect(killOf([result('fail', 'refused')], bite)).toBe('killed');
    expect(killOf([result('fail', 'refused', 'fail')], bite)).toBe('weak');
    expect(killOf([result('fail', 'other')], bite)).toBe('weak');
    expect(killOf([result('warn', 'refused')], bite)).toBe('weak');
    expect(killOf([result('pass', 'refused')], bite)).toBe('survived');
    expect(killOf([result('inconclusive', 'refused')], bite)).toBe('survived');
  });
});

describe('the end of npm run mutants', () => {
  test('is good only when nothing survives, nobody waits and nobody right is accused', () => {
    expect(isGood(findings())).toBe(true);
    expect(isGood(findings({ killed: [killedAs(['survived'])] }))).toBe(false);
    expect(isGood(findings({ killed: [killedAs(['weak'])] }))).toBe(false);
    expect(isGood(findings({ waiting: ['  x: y has no bite of it'] }))).toBe(false);
    expect(isGood(findings({ unusual: [{ client: 'ok-a of web', results: 3, judged: 2, accusations: ['warn x'] }] }))).toBe(
      false,
    );
    expect(isGood(findings({ bases: [{ client: 'web, run 2', results: 3, judged: 2, accusations: ['fail y'] }] }))).toBe(false);
  });
  test('is not good when nothing was played, and says what was not', () => {
    const nothing = findings({ killed: [], unusual: [], bases: [] });
    expect(isGood(nothing)).toBe(false);
    expect(summaryOf(nothing)).toBe('Mutants: none played\nUnusual clients: none played\nBase clients: none played');
    expect(isGood(findings({ killed: [], unusual: [] }))).toBe(true);
    expect(summaryOf(findings({ killed: [], unusual: [] }))).toBe(
      'Mutants: none played\nUnusual clients: none played\nBase clients: 1 run, 2 of 3 results judged, 0 flakes',
    );
  });
  test('tells weak kills and survivors apart, with what was played', () => {
    const told = summaryOf(findings({ killed: [killedAs(['killed']), killedAs(['weak']), killedAs(['survived'])] }));
    expect(told).toContain('1 of 3 (33 %) mutants');
    expect(told).toContain(`Weak kills (only another check noticed):\n  ${played.bite.mutant} of ${played.app}: weak in round 1`);
    expect(told).toContain(`Survivors:\n  ${played.bite.mutant} of ${played.app}: survived in round 1`);
    expect(told).toContain(`check ${played.bite.check} (pass: as it should)`);
  });
  test('names the listed mutants that no scenario names, in the group that was asked for', () => {
    const none = new Set<string>();
    expect(waiting(none, 'refresh').every((line) => line.includes(': refresh/'))).toBe(true);
    expect(waiting(none, 'refresh').length).toBeLessThan(waiting(none, undefined).length);
    expect(waiting(none, undefined)).toContain('  adv-alg-none: adversarial/idtoken-alg-none has no bite of it');
    expect(waiting(new Set(['adv-alg-none']), undefined).join()).not.toContain('adv-alg-none:');
  });
});

describe('the options of npm run mutants', () => {
  test('are read', () => {
    expect(readOptions(['--group', 'refresh', '--repeat', '3', '--runs', '20', '--only', 'a,b', '--only', 'c'])).toMatchObject({
      group: 'refresh',
      repeat: 3,
      runs: 20,
      only: ['a', 'b', 'c'],
      unusual: true,
    });
  });
  test.each([
    ['--repeat', '-1'],
    ['--runs', 'many'],
    ['--workers', '-1'],
  ])('%s %s is refused', (name, value) => {
    expect(() => readOptions([`${name}=${value}`])).toThrow(`${name} ${value}: expected a whole number`);
  });
});

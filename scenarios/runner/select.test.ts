import { describe, expect, test } from 'vitest';
import { LoginLabError } from '../../provider/model/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { type AppInput, AREAS, configSchema, type Scenario } from '../model/index.ts';
import { durationOfAll } from './balanced-parts.ts';
import { layLanes } from './lanes.ts';
import { planUnits } from './plan.ts';
import { choose, chooseApps } from './select.ts';
import { shardOf } from './shards.ts';
import { SUITES } from './suites.ts';

const app = (id: string, more: Partial<AppInput> = {}): AppInput => ({
  id,
  command: 'true',
  url: 'http://127.0.0.1:{port}',
  personas: ['google'],
  env: () => ({}),
  verbs: { signIn: { http: '/login' } },
  ...more,
});
const config = configSchema.parse({ apps: [app('shop'), app('notes')] });
const chosen = (options: Partial<Parameters<typeof choose>[0]>, scenarios: readonly Scenario[] = SCENARIOS) =>
  choose({ config, ...options }, scenarios, ['google']);
const idsOf = (options: Parameters<typeof chosen>[0]) => chosen(options).scenarios.map(({ scenario }) => scenario.id);
const failure = (action: () => unknown): LoginLabError => {
  try {
    action();
  } catch (error) {
    if (error instanceof LoginLabError) return error;
  }
  throw new Error('a LoginLabError was expected');
};

describe('scenarios are chosen', () => {
  test('by id, by glob, by area', () => {
    expect(idsOf({ scenarios: ['login/code-pkce-happy-path'] })).toEqual(['login/code-pkce-happy-path']);
    expect(idsOf({ scenarios: ['*/online-*'] })).toEqual([
      'refresh/online-access-has-none',
      'reauth/online-access-resume-request',
    ]);
    const inRefresh = SCENARIOS.map(({ id }) => id).filter((id) => id.startsWith('refresh/'));
    expect(inRefresh.length).toBeGreaterThan(1);
    expect(idsOf({ scenarios: ['refresh'] })).toEqual(inRefresh);
  });
  test('by variant', () => {
    const [choice] = chosen({ scenarios: ['login/state-mismatch-rejected:m*'] }).scenarios;
    expect(choice?.variants).toEqual(['missing']);
  });
  test('by suite, and both together', () => {
    expect(idsOf({ suite: 'smoke' })).toEqual(['login/code-pkce-happy-path', 'login/state-mismatch-rejected']);
    expect(idsOf({ suite: 'smoke', scenarios: ['reauth/*'] })).toEqual([
      ...idsOf({ suite: 'smoke' }),
      ...idsOf({ scenarios: ['reauth/*'] }),
    ]);
  });
  test('by the suite of an app where nothing is named, and not else', () => {
    const own = configSchema.parse({ apps: [app('shop', { suite: 'smoke' }), app('notes')] });
    const count = (options: Parameters<typeof chosen>[0]) =>
      Map.groupBy(planUnits(chosen({ config: own, ...options })), (unit) => unit.app.id).get('shop')?.length ?? 0;
    expect([count({}), count({ suite: 'ci' })]).toEqual([
      count({ suite: 'smoke' }),
      planUnits(chosen({ apps: ['shop'] })).length,
    ]);
    expect(count({ scenarios: ['reauth/loop-guard'] })).toBeGreaterThan(0);
    const unknown = configSchema.parse({ apps: [app('shop', { suite: 'smok' })] });
    expect(failure(() => chosen({ config: unknown }))).toMatchObject({ code: 'unknown-id', field: 'apps[0].suite' });
  });
  test('by the suite of an app too where everything is asked for', () => {
    const own = configSchema.parse({ apps: [app('shop', { suite: 'smoke' }), app('notes')] });
    const counts = (suite?: string) => {
      const units = planUnits(chosen({ config: own, ...(suite && { suite }) }));
      return [...Map.groupBy(units, (unit) => unit.app.id).values()].map(({ length }) => length);
    };
    const inRealTime = SCENARIOS.filter(({ pace }) => pace === 'wall').map(({ id }) => id);
    const waiting = planUnits(chosen({ config: own, apps: ['notes'], scenarios: inRealTime })).length;
    const [shop, notes = 0] = counts();
    expect(waiting).toBeGreaterThan(0);
    expect(counts('full')).toEqual([shop, notes + waiting]);
  });
  test('with the apps of the suite, if the config has them and none are named', () => {
    const { apps, include } = SUITES.stories;
    const bundled = configSchema.parse({ apps: [...apps.map((id) => app(id)), app('web')] });
    const appsOf = (options: Parameters<typeof chosen>[0]) => chosen({ suite: 'stories', ...options }).apps.map(({ id }) => id);
    expect(appsOf({ config: bundled })).toEqual(apps);
    expect(appsOf({ config: bundled, apps: ['web'] })).toEqual(['web']);
    expect(appsOf({})).toEqual(['shop', 'notes']);
    expect(idsOf({ suite: 'stories' }).toSorted()).toEqual(include.toSorted());
  });
  test('without those that take real seconds, unless they are named or the suite is full', () => {
    const [first] = SCENARIOS;
    const slow = { ...first, id: 'login/slow', pace: 'wall' } as Scenario;
    const ids = (options: Parameters<typeof chosen>[0]) => chosen(options, [slow]).scenarios.length;
    expect([ids({}), ids({ suite: 'full' }), ids({ scenarios: ['login/slow'] })]).toEqual([0, 1, 1]);
  });
});

describe('what does not exist is refused with the nearest that does', () => {
  test.each([
    [
      { scenarios: ['login/code-pkce-happy'] },
      'Unknown scenario "login/code-pkce-happy". Did you mean "login/code-pkce-happy-path"?',
    ],
    [
      { scenarios: ['login/state-mismatch-rejected:mising'] },
      'Unknown variant of login/state-mismatch-rejected "mising". Did you mean "missing"?',
    ],
    [{ apps: ['shp'] }, 'Unknown app "shp". Did you mean "shop"?'],
    [{ personas: ['gogle'] }, 'Unknown persona "gogle". Did you mean "google"?'],
    [{ suite: 'expire' }, 'Unknown suite "expire". Did you mean "expiry"?'],
    [{ suite: 'toString' }, expect.stringContaining('Unknown suite "toString".')],
    [{ apps: ['z*'] }, 'Unknown app "z*". Known: shop, notes.'],
  ])('%j', (options, message) => {
    expect(failure(() => chosen(options))).toMatchObject({ code: 'unknown-id', message });
  });
  test('also a persona of the lab that no selected app has, by name or by pattern', () => {
    const config = configSchema.parse({ apps: [app('shop', { personas: ['google'] })] });
    for (const personas of [['facebook'], ['face*']])
      expect(failure(() => chooseApps({ config, personas }, ['google', 'facebook']))).toMatchObject({
        code: 'usage',
        field: 'persona',
      });
    expect(chooseApps({ config, personas: ['*'] }, ['google', 'facebook'])).toHaveLength(1);
  });
  test('also inside a config, with the path of the value', () => {
    const odd = configSchema.parse({ apps: [app('shop', { personas: ['google', 'gugle'] })] });
    expect(failure(() => chosen({ config: odd }))).toMatchObject({ code: 'unknown-id', field: 'apps[0].personas[1]' });
  });
});

describe('a plan', () => {
  const units = planUnits(chosen({}));

  test('has every variant of every scenario of its persona that does not wait in real time, for every app', () => {
    const ours = SCENARIOS.filter(({ pace, personas }) => pace !== 'wall' && personas.includes('google'));
    const variants = ours.reduce((sum, { variants = {} }) => sum + Math.max(1, Object.keys(variants).length), 0);
    const others = ours.flatMap(({ variantPersonas = {} }) =>
      Object.values(variantPersonas).filter((personas) => !personas.includes('google')),
    );
    expect(units).toHaveLength(2 * (variants - others.length));
  });
  test('plays a variant only with the personas that can', () => {
    const [first] = SCENARIOS;
    const scenario = {
      ...first,
      id: 'login/picky',
      personas: ['google', 'facebook'],
      variants: { all: 'with all', one: 'with one' },
      variantPersonas: { one: ['facebook'] },
    } as unknown as Scenario;
    const both = configSchema.parse({ apps: [app('both', { personas: ['google', 'facebook'] })] });
    const planned = planUnits(choose({ config: both }, [scenario], ['google', 'facebook']));
    expect(planned.map(({ variant, persona }) => `${variant} ${persona}`)).toEqual([
      'all google',
      'all facebook',
      'one facebook',
    ]);
  });
  test('is cut into shards that share nothing and leave nothing out', () => {
    const shards = [1, 2, 3].map((index) => shardOf(units, { index, of: 3 }));
    expect(new Set(shards.flat()).size).toBe(units.length);
    expect(shards.flat()).toHaveLength(units.length);
    expect(shardOf(units, { index: 2, of: 3 })).toEqual(shards[1]);
  });
  test('is cut into shards that take about as long as each other, by recorded durations', () => {
    const catalogue = planUnits(chosen({ suite: 'full' }));
    const shards = [1, 2, 3, 4].map((index) => shardOf(catalogue, { index, of: 4 }));
    const [shortest = 0, ...longer] = shards.map(durationOfAll).sort((one, other) => one - other);
    expect(longer.at(-1)).toBeLessThan(1.05 * shortest);
    expect(shards.every((part) => part.length > 0)).toBe(true);
  });
  test('keeps the variants of a scenario in one shard, unless there are fewer scenarios than shards', () => {
    const together = shardOf(units, { index: 1, of: 2 }).filter(({ variant }) => variant !== undefined);
    for (const { app, persona, scenario } of together) {
      const all = units.filter((unit) => unit.app === app && unit.persona === persona && unit.scenario === scenario);
      expect(together.filter((unit) => all.includes(unit))).toEqual(all);
    }
    const many = units.length;
    expect(units.map((_, place) => shardOf(units, { index: place + 1, of: many }).length)).toEqual(units.map(() => 1));
  });
  test('gives spare workers to apps that can run twice', () => {
    expect(layLanes(units, 2)).toHaveLength(2);
    const lanes = layLanes(units, 4);
    expect(lanes).toHaveLength(4);
    expect(lanes.flat(2)).toHaveLength(units.length);
  });
  test('never runs apps of one fixed address together', () => {
    const fixed = configSchema.parse({
      apps: [
        app('a', { url: 'http://127.0.0.1:3000' }),
        app('b', { url: 'http://127.0.0.1:3000/' }),
        app('c', { url: 'http://127.0.0.1:3001' }),
      ],
    });
    const lanes = layLanes(planUnits(chosen({ config: fixed })), 8);
    expect(lanes.map((instances) => instances.map(([first]) => first?.app.id))).toEqual([['a', 'b'], ['c']]);
  });
});

test('suites name only scenarios and areas that exist', () => {
  const known: readonly string[] = [...AREAS, ...SCENARIOS.map(({ id }) => id)];
  expect(Object.values(SUITES).flatMap(({ include }) => include.filter((name) => !known.includes(name)))).toEqual([]);
});

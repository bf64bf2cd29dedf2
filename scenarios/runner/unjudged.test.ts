import { expect, test } from 'vitest';
import { SCENARIOS } from '../catalogue/index.ts';
import { type AppInput, configSchema, type ScenarioResult } from '../model/index.ts';
import type { RunOptions } from './options.ts';
import { planOf } from './play.ts';
import { findUnjudged } from './unjudged.ts';

const app = (id: string, more: Partial<AppInput> = {}): AppInput => ({
  ...{ id, command: 'true', url: 'http://127.0.0.1:{port}', personas: ['google'], env: () => ({}) },
  verbs: { signIn: { http: '/login' } },
  ...more,
});

const HAPPY = 'login/code-pkce-happy-path';

const planned = (apps: readonly AppInput[], options: Partial<RunOptions>) =>
  planOf({ config: configSchema.parse({ apps }), configDir: '.', ...options });

/** The unjudged apps of a run in which every result was as `verdict` says. */
const unjudged = (apps: readonly AppInput[], options: Partial<RunOptions>, verdict: ScenarioResult['verdict'] = 'skip') => {
  const { selected, whole, units } = planned(apps, options);
  const check = { id: 'x', title: 'x', level: 'MUST' as const, verdict, exchanges: [], behaviours: [] };
  const results = units.map(({ app: { id }, persona, scenario }) => ({
    ...{ scenario: scenario.id, app: { id }, persona, verdict, reason: `${scenario.id} is not meant.` },
    checks: verdict === 'skip' ? [] : [check],
  })) as unknown as ScenarioResult[];
  return findUnjudged(selected, whole, units, results).map((each) => `${each.app} ${each.persona}: ${each.reason}`);
};

test('an app is unjudged if no result of it is a judgement', () => {
  const options = { scenarios: [HAPPY] };
  expect(unjudged([app('shop')], options)).toEqual([`shop google: every scenario was skipped: ${HAPPY} is not meant`]);
  expect(unjudged([app('shop')], options, 'inconclusive')[0]).toContain('every scenario was inconclusive');
  for (const verdict of ['pass', 'warn', 'fail'] as const) expect(unjudged([app('shop')], options, verdict)).toEqual([]);
  expect(unjudged([app('shop')], options, 'info')[0]).toContain('every scenario was only observed');
});

test('a login that works afterwards is no judgement of an app, one that fails is', () => {
  const { selected, whole, units } = planned([app('shop')], { scenarios: [HAPPY] });
  const liveness = (verdict: ScenarioResult['verdict']) => ({
    id: 'liveness',
    title: 'x',
    level: 'MUST',
    verdict,
    exchanges: [],
  });
  const seen = (verdict: ScenarioResult['verdict'], ...checks: readonly object[]) =>
    findUnjudged(selected, whole, units, [
      { scenario: HAPPY, app: { id: 'shop' }, persona: 'google', verdict, checks },
    ] as unknown as ScenarioResult[]);
  expect(seen('info', { ...liveness('info'), id: 'seen' }, liveness('pass'))).toHaveLength(1);
  expect(seen('fail', liveness('fail'))).toEqual([]);
  expect(seen('info', { ...liveness('pass'), id: 'state' }, liveness('pass'))).toEqual([]);
});

test('the reason names the verb that most scenarios lack', () => {
  const [line] = unjudged([app('shop')], { scenarios: ['adversarial/idtoken-*'] });
  expect(line).toBe('shop google: every scenario was skipped: the app has no verb `whoAmI`');
});

test('a persona for which no chosen scenario is meant was not asked for', () => {
  const both = app('shop', { personas: ['google', 'facebook'] });
  const facebook = SCENARIOS.find(({ personas }) => personas.join() === 'facebook')?.id ?? '';
  expect(unjudged([both], { apps: ['shop'], scenarios: [facebook] }, 'pass')).toEqual([]);
});

test('in a shard an app is unjudged only if no shard can judge it', () => {
  const shard = { index: 1, of: 8 };
  expect(unjudged([app('shop')], { scenarios: ['login'], shard })).toEqual([]);
  expect(unjudged([app('shop')], { scenarios: ['adversarial/idtoken-*'], shard })).toHaveLength(1);
});

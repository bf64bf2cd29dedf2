import { expect, test } from 'vitest';
import { type ScenarioResult, SIGN_IN_CHECK_ID, type Verdict } from '../../scenarios/model/index.ts';
import type { RunEvent } from '../../scenarios/runner/index.ts';
import { NO_PROGRESS, showProgress } from './progress.ts';

const STORY = { app: 'shop', persona: 'google', scenario: 'refresh/single-flight' };

const result = (
  done: number,
  verdict: Verdict,
  app = STORY.app,
  expected?: Verdict,
  rest?: Partial<ScenarioResult>,
): RunEvent => ({
  type: 'result',
  done,
  of: 4,
  result: {
    scenario: STORY.scenario,
    title: '',
    area: 'refresh',
    level: 'MUST',
    basis: [],
    persona: STORY.persona,
    app: { id: app },
    verdict,
    ...(expected && { expected }),
    durationMs: 1,
    reproduce: '',
    story: { provider: '', rightClient: '' },
    checks: [],
    findings: [],
    exchanges: [],
    ...rest,
  },
});

const GAP: RunEvent = {
  type: 'gap',
  why: 'Login Lab does not serve GET https://vendor.example/calendar, which Vendor may have.',
};

const EVENTS: readonly RunEvent[] = [
  { type: 'planned', results: 4, apps: { shop: 3, notes: 1 } },
  { type: 'app-starting', app: 'shop', instance: 's1' },
  { type: 'scenario-started', ...STORY },
  result(1, 'pass'),
  result(2, 'fail'),
  GAP,
  GAP,
  { type: 'app-down', app: 'notes', instance: 's2', reason: 'exited with code 9' },
  result(3, 'inconclusive', 'notes'),
  { type: 'scenario-started', ...STORY, variant: 'rotating' },
  result(4, 'fail', 'shop', 'fail'),
];

/** Everything written to a stream that is, or is not, a terminal of 40 columns. */
const written = (isTTY: boolean, events = EVENTS, run: { readonly strict?: true } = {}): string => {
  let text = '';
  const write = (chunk: string): void => {
    text += chunk;
  };
  const stream = { isTTY, columns: 40, write } as unknown as NodeJS.WriteStream;
  const progress = showProgress(run, stream);
  for (const event of events) progress.tell(event);
  progress[Symbol.dispose]();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  return text.replaceAll(/\u001b\[\d+m/g, '');
};

test('elsewhere than on a terminal every app that is done is a plain line', () => {
  expect(written(false)).toMatchInlineSnapshot(`
    "4 results expected from shop, notes
    Login Lab does not serve GET https://vendor.example/calendar, which Vendor may have.
    notes is down: exited with code 9
    1 of 2 apps: notes: 1 inconclusive
    2 of 2 apps: shop: 1 fail, 1 known, 1 pass
    "
  `);
});

test('on a terminal one line lives, and only what an app died of and what is not served stays', () => {
  expect(written(true).replaceAll('\r\u001b[2K', '⟲').replaceAll('⟲', '\n⟲')).toMatchInlineSnapshot(`
    "
    ⟲0/4
    ⟲0/4  starting shop …
    ⟲0/4  shop: refresh/single-flight
    ⟲1/4  shop: refresh/single-flight
    ⟲2/4  1 fail  shop: refresh/single-fligh
    ⟲Login Lab does not serve GET https://vendor.example/calendar, which Vendor may have.

    ⟲2/4  1 fail  shop: refresh/single-fligh
    ⟲2/4  1 fail  shop: refresh/single-fligh
    ⟲notes is down: exited with code 9

    ⟲2/4  1 fail  shop: refresh/single-fligh
    ⟲3/4  1 fail, 1 inconclusive  shop: refr
    ⟲3/4  1 fail, 1 inconclusive  shop: refr
    ⟲4/4  1 fail, 1 inconclusive, 1 known  s
    ⟲"
  `);
});

/** A rule that is broken in addition to what the checks say. */
const broken = (expected?: true): Partial<ScenarioResult> => ({
  findings: [
    {
      rule: 'pkce-missing',
      verdict: 'fail',
      message: 'no code_challenge',
      exchanges: [],
      ...(expected && { expected }),
    },
  ],
});

test.each([
  ['a new broken rule', {}, result(1, 'pass', 'notes', undefined, broken()), '1 fail'],
  ['a broken rule that is listed', {}, result(1, 'pass', 'notes', undefined, broken(true)), '1 known'],
  ['a new broken rule of a known deviation', {}, result(1, 'warn', 'notes', 'warn', broken()), '1 fail'],
  ['a warning', {}, result(1, 'warn', 'notes'), '1 warn'],
  ['a warning of a strict run', { strict: true }, result(1, 'warn', 'notes'), '1 fail'],
] as const)('%s counts as at the end of the run', (_, run, event, counts) => {
  const planned: RunEvent = { type: 'planned', results: 1, apps: { notes: 1 } };
  expect(written(false, [planned, event], run)).toContain(`1 of 1 apps: notes: ${counts}\n`);
});

test('the result of a sign-in check is told, and an app is done only with the last of its scenarios', () => {
  const planned: RunEvent = { type: 'planned', results: 2, apps: { notes: 2 } };
  const check = result(0, 'fail', 'notes', undefined, { scenario: SIGN_IN_CHECK_ID });
  const lines = written(false, [planned, check, result(1, 'skip', 'notes'), result(2, 'skip', 'notes')]).split('\n');
  expect(lines.slice(1, -1)).toEqual(['1 of 1 apps: notes: 1 fail, 2 skip']);
});

test('with --quiet there is none', () => {
  for (const event of EVENTS) expect(NO_PROGRESS.tell(event)).toBeUndefined();
});

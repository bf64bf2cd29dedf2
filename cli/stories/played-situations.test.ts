import { expect, test } from 'vitest';
import type { ReportedExchange, RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import type { ClientPair } from '../../scenarios/stories/index.ts';
import { playedSituations } from './played-situations.ts';

const PAIR: ClientPair = {
  ...{ scenario: 'refresh/single-flight', naive: 'web:no-lock', right: 'web', naiveApp: 'web.no-lock' },
  bite: { client: 'web', mutant: 'no-lock', verdict: 'fail', check: 'one-request' },
};

type Check = ScenarioResult['checks'][number];
const check = (id: string, verdict: Check['verdict'], more: Partial<Check> = {}): Check => ({
  ...{ id, title: `${id} holds`, level: 'MUST', verdict, exchanges: ['x2'], behaviours: [] },
  ...(verdict !== 'pass' && { message: `${id}: found 6` }),
  ...more,
});

const result = (app: string, verdict: ScenarioResult['verdict'], more: Partial<ScenarioResult> = {}): ScenarioResult => ({
  ...{ scenario: 'refresh/single-flight', title: 'Six at once', area: 'refresh', level: 'MUST', basis: [], persona: 'google' },
  ...{ app: { id: app }, verdict, durationMs: 1, reproduce: '', story: { provider: '', rightClient: '' } },
  ...{ checks: [check('one-request', verdict)], findings: [], exchanges: ['x1', 'x2', 'x9'], fix: 'Refresh once.' },
  ...more,
});

const exchange = (id: string, more: Partial<ReportedExchange> = {}): ReportedExchange => ({
  ...{ id, from: 'app', to: 'provider', leg: 'judged', persona: 'google', endpoint: 'token', startedAtEpochMs: 1, durationMs: 1 },
  request: { method: 'POST', url: 'http://localhost:1/google/token?a=b', headers: [], body: 'a body' },
  ...{ response: { status: 400, headers: [] }, jwts: [], because: [], faults: [] },
  ...more,
});

const SOURCE = { url: '', row: '', checkedOn: '', confidence: 'documented' } as const;

const run = (...results: ScenarioResult[]): RunResult =>
  ({
    results,
    behaviours: { 'a/form': { summary: '', source: SOURCE, decides: false }, 'a/refused': { summary: '', source: SOURCE } },
    exchanges: {
      x1: exchange('x1', { to: 'app', endpoint: 'unknown', from: 'person' }),
      x2: exchange('x2', {
        because: [
          { id: 'a/form', why: 'its form' },
          { id: 'a/refused', why: 'it was used' },
        ],
        faults: ['f1'],
      }),
    },
  }) as Partial<RunResult> as RunResult;

test('both clients stand side by side, with the check that decides and the requests that it names', () => {
  const [played] = playedSituations(run(result('web', 'pass'), result('web.no-lock', 'fail')), [PAIR]);
  expect(played).toMatchObject({
    persona: 'google',
    right: { app: 'web', verdict: 'pass', requirement: 'one-request holds' },
    naive: { app: 'web.no-lock', verdict: 'fail', found: 'one-request: found 6', fix: 'Refresh once.' },
  });
  for (const key of ['found', 'fix']) expect(played?.right).not.toHaveProperty(key);
  expect(played?.right.exchanges.map(({ decides }) => decides)).toEqual([undefined, undefined]);
  expect(played?.naive.exchanges.map(({ id, aim, status, because, decides }) => [id, aim, status, because, decides])).toEqual([
    ['x1', '/google/token', 400, [], undefined],
    [
      'x2',
      'token',
      400,
      [
        { id: 'a/refused', why: 'it was used' },
        { id: 'f1', why: 'injected fault' },
      ],
      true,
    ],
  ]);
});

test('a client that passes the check and not the scenario is not shown as right', () => {
  const right = result('web', 'fail', { checks: [check('one-request', 'pass'), check('works', 'fail')] });
  const [played] = playedSituations(run(right, result('web.no-lock', 'fail')), [PAIR]);
  expect(played?.right).toMatchObject({ verdict: 'fail', requirement: 'works holds', found: 'works: found 6' });
});

test('what was not played says why', () => {
  const left = { checks: [], exchanges: [], reason: 'needs a real browser' };
  const [played] = playedSituations(run(result('web', 'skip', left), result('web.no-lock', 'skip', left)), [PAIR]);
  for (const client of [played?.right, played?.naive]) {
    expect(client).toMatchObject({ verdict: 'skip', found: 'needs a real browser', exchanges: [] });
  }
});

test('of several personas the one with which the bug shows is told, for both clients', () => {
  const at = (persona: string) => ({ persona });
  const all = [
    result('web', 'pass', at('google')),
    result('web', 'pass', at('auth0')),
    result('web.no-lock', 'pass', at('google')),
    result('web.no-lock', 'fail', at('auth0')),
  ];
  expect(playedSituations(run(...all), [PAIR])).toMatchObject([{ persona: 'auth0', right: { app: 'web' } }]);
});

test('a rule that was broken on the way is told with its verdict', () => {
  const findings: ScenarioResult['findings'] = [
    { rule: 'secret-leaked', verdict: 'warn', message: 'in a log', exchanges: ['x1'] },
  ];
  const naive = result('web.no-lock', 'info', { findings });
  const [played] = playedSituations(run(result('web', 'pass'), naive), [{ ...PAIR, bite: { ...PAIR.bite, verdict: 'info' } }]);
  expect(played?.naive.breaks).toEqual([{ rule: 'secret-leaked', verdict: 'warn', found: 'in a log' }]);
  expect(played?.naive.exchanges[0]).toMatchObject({ id: 'x1', decides: true });
});

import { expect, test } from 'vitest';
import type { Verdict } from '../../scenarios/model/index.ts';
import type { RunEvent } from '../../scenarios/runner/index.ts';
import { NO_PROGRESS, showProgress } from './progress.ts';

const STORY = { app: 'shop', persona: 'google', scenario: 'refresh/single-flight' };

const result = (done: number, verdict: Verdict, app = STORY.app, expected?: Verdict): RunEvent => ({
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
const written = (isTTY: boolean): string => {
  let text = '';
  const write = (chunk: string): void => {
    text += chunk;
  };
  const stream = { isTTY, columns: 40, write } as unknown as NodeJS.WriteStream;
  const progress = showProgress(stream);
  for (const event of EVENTS) progress.tell(event);
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
    2 of 2 apps: shop: 1 fail, 1 pass, 1 known
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

test('with --quiet there is none', () => {
  for (const event of EVENTS) expect(NO_PROGRESS.tell(event)).toBeUndefined();
});

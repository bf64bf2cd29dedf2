import { expect, test } from 'vitest';
import type { RunEvent } from '../../scenarios/runner/index.ts';
import { showProgress } from './progress.ts';

const STORY = { app: 'shop', persona: 'google', scenario: 'refresh/single-flight' };

const result = (verdict: 'pass' | 'fail'): RunEvent => ({
  type: 'result',
  done: 2,
  of: 10,
  result: {
    scenario: STORY.scenario,
    title: '',
    area: 'refresh',
    level: 'MUST',
    basis: [],
    persona: STORY.persona,
    app: { id: STORY.app },
    verdict,
    durationMs: 1,
    reproduce: '',
    story: { provider: '', rightClient: '' },
    checks: [],
    findings: [],
    exchanges: [],
  },
});

const EVENTS: readonly RunEvent[] = [
  { type: 'planned', results: 10, apps: ['shop'] },
  { type: 'app-starting', app: 'shop', instance: 's1' },
  { type: 'scenario-started', ...STORY },
  result('pass'),
  result('fail'),
  { type: 'app-down', app: 'shop', instance: 's1', reason: 'exited with code 9' },
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

test('elsewhere than on a terminal every result is a plain line', () => {
  expect(written(false)).toMatchInlineSnapshot(`
    "10 results expected from shop
     2/10  pass          shop  refresh/single-flight
     2/10  fail          shop  refresh/single-flight
    shop is down: exited with code 9
    "
  `);
});

test('on a terminal one line lives, and only trouble stays', () => {
  expect(written(true).replaceAll('\r\u001b[2K', '⟲')).toMatchInlineSnapshot(`
    "⟲starting shop …⟲shop: refresh/single-flight …⟲2 of 10 …⟲ 2/10  fail          shop  refresh/single-flight
    ⟲2 of 10 …⟲shop is down: exited with code 9
    ⟲"
  `);
});

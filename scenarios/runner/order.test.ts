import { expect, test } from 'vitest';
import type { Step } from '../person/index.ts';
import { BEGINNING, sketch } from '../testing/exchange.ts';
import { inOrder } from './order.ts';

const step = (to: Step['to'], url: string, startedAtMs: number, durationMs: number): Step => ({
  ...{
    to,
    connect: url,
    startedAtEpochMs: BEGINNING + Math.floor(startedAtMs),
    startedAtMs: BEGINNING + startedAtMs,
    durationMs,
  },
  request: { method: 'GET', url, headers: [] },
  response: { status: 200, headers: [], body: '' },
});

test('what happened in one millisecond is put in order by who asked whom', () => {
  const authorize = sketch({ endpoint: 'authorize', at: 100 });
  const token = sketch({ endpoint: 'token', form: { grant_type: 'authorization_code' }, at: 100 });
  const login = step('app', 'http://app/login', 100.1, 0.2);
  const seen = step('persona', authorize.request.url, 100.3, 0.2);
  const callback = step('app', 'http://app/cb', 100.5, 5);
  const home = step('app', 'http://app/', 105.6, 1);
  expect(inOrder([home, callback, login, seen], [token, authorize])).toEqual([login, authorize, callback, token, home]);
});

test('a call that nobody asked for goes by its time', () => {
  const early = sketch({ endpoint: 'discovery', at: 1 });
  const late = sketch({ endpoint: 'token', at: 300 });
  const home = step('app', 'http://app/', 100, 1);
  expect(inOrder([home], [late, early])).toEqual([early, home, late]);
});

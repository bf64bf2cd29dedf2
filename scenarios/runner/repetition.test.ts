import { expect, test } from 'vitest';
import type { ReportedExchange } from '../model/index.ts';
import { Repetition } from './repetition.ts';

const exchange = (id: string, agent: string): ReportedExchange => ({
  ...{ id, from: 'app', to: 'provider', leg: 'judged', persona: 'google', endpoint: 'token', startedAtEpochMs: 1, durationMs: 2 },
  request: {
    ...{ method: 'POST', url: 'http://google.localhost/token', body: 'code=1' },
    headers: [
      ['user-agent', agent],
      ['accept', '*/*'],
    ],
  },
  response: { status: 200, headers: [['accept', '*/*']], body: '{}' },
  jwts: [],
  because: [{ id: 'google/refresh/only-when-offline', why: 'access_type is online' }],
  faults: [],
});

test('exchanges say what they said, and what they repeat is held once', () => {
  const repetition = new Repetition();
  const said = [exchange('x1', 'node'), exchange('x2', 'curl')];
  const [one, other] = said.map((each) => repetition.share(each));
  expect([one, other]).toEqual(said);
  expect(other?.request.headers[1]).toBe(one?.request.headers[1]);
  expect(other?.response?.headers[0]).toBe(one?.request.headers[1]);
  expect(other?.because[0]).toBe(one?.because[0]);
});

test('an exchange without an answer stays without one', () => {
  const { response: _, ...unanswered } = exchange('x1', 'node');
  expect(new Repetition().share(unanswered)).toEqual(unanswered);
});

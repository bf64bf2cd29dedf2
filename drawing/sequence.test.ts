import { expect, test } from 'vitest';
import { type Drawable, readLanes, readMoves } from './sequence.ts';

interface Named extends Drawable {
  readonly id: string;
}

const exchange = (
  id: string,
  from: Drawable['from'],
  to: Drawable['to'],
  [startedAtEpochMs, durationMs]: readonly [number, number],
): Named => ({ id, from, to, startedAtEpochMs, durationMs });

const told = (exchanges: readonly Named[]): string[] => readMoves(exchanges).map(({ kind, exchange: { id } }) => `${kind} ${id}`);

test('an app that asks others before it answers answers after them', () => {
  const callback = exchange('callback', 'person', 'app', [0, 50]);
  const token = exchange('token', 'app', 'provider', [10, 5]);
  const files = exchange('files', 'app', 'api', [20, 5]);
  const home = exchange('home', 'person', 'app', [60, 5]);
  expect(told([callback, token, files, home])).toEqual([
    'ask callback',
    'call token',
    'call files',
    'answer callback',
    'call home',
  ]);
});

test('what the app does after it has answered, or while the person is at the provider, stands alone', () => {
  const home = exchange('home', 'person', 'app', [0, 10]);
  const late = exchange('late', 'app', 'api', [30, 5]);
  const authorize = exchange('authorize', 'person', 'provider', [40, 50]);
  const keys = exchange('keys', 'app', 'provider', [50, 5]);
  expect(told([home, late, authorize, keys])).toEqual(['call home', 'call late', 'call authorize', 'call keys']);
});

test('the lanes of a login are always there, the others when something happens in them', () => {
  expect(readLanes([])).toEqual(['person', 'app', 'provider']);
  expect(readLanes([exchange('files', 'app', 'api', [0, 1]), exchange('away', 'person', 'elsewhere', [1, 1])])).toEqual([
    'person',
    'app',
    'provider',
    'api',
    'elsewhere',
  ]);
});

import { expect, test } from 'vitest';
import { setTimeout as wait } from './wait.ts';

test('resolves with what it was given', async () => {
  expect(await wait(0, 'done')).toBe('done');
});

test('rejects with the reason of whoever gave up, before or meanwhile', async () => {
  await expect(wait(100_000, undefined, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  const leaving = new AbortController();
  const waiting = wait(100_000, undefined, { signal: leaving.signal });
  leaving.abort(new Error('meanwhile'));
  await expect(waiting).rejects.toThrow('meanwhile');
});

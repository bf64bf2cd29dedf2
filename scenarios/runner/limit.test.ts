import { expect, test } from 'vitest';
import { OverLimit, withinLimit } from './limit.ts';

const never = new AbortController().signal;
const forever = () => new Promise<never>(() => undefined);

test('what ends in time gives its result', async () => {
  await expect(withinLimit(10, never, async () => 'done')).resolves.toBe('done');
});

test('what does not is given up, and its signal aborted', async () => {
  let seen: AbortSignal | undefined;
  const work = withinLimit(0.001, never, (signal) => {
    seen = signal;
    return forever();
  });
  await expect(work).rejects.toThrow(OverLimit);
  expect(seen?.aborted).toBe(true);
});

test('a stopped run stops it, also before it begins', async () => {
  const controller = new AbortController();
  const work = withinLimit(10, controller.signal, forever);
  controller.abort(new Error('stopped'));
  await expect(work).rejects.toThrow('stopped');
  await expect(withinLimit(10, controller.signal, async () => 'done')).rejects.toThrow('stopped');
});

import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createRecorder, type Recorder, type RecorderOptions } from './recorder.ts';

/** Exchanges whose secrets were looked for, and those that were made unreadable, since the last turn. */
const work = vi.hoisted(() => ({ seen: 0, shown: 0 }));
vi.mock('./redact.ts', async (original) => {
  const redact = await original<typeof import('./redact.ts')>();
  return {
    seeExchange: (...args: Parameters<typeof redact.seeExchange>) => {
      work.seen += 1;
      return redact.seeExchange(...args);
    },
    redactSeen: (...args: Parameters<typeof redact.redactSeen>) => {
      work.shown += 1;
      return redact.redactSeen(...args);
    },
  };
});

const NONE = new Uint8Array();

const exchange = (recorder: Recorder, state: string): void => {
  const url = `http://localhost/google/auth?state=${state}`;
  const open = recorder.begin({ persona: 'google', method: 'GET', url, vendorUrl: url, headers: [], body: NONE });
  open.answered({ status: 200, headers: [], body: '' });
};

const filled = (count: number, options: Pick<RecorderOptions, 'namesAhead'> = {}): Recorder => {
  const recorder = createRecorder({ world: 'default', nowEpochMs: () => 0, ...options });
  for (let i = 0; i < count; i += 1) exchange(recorder, `state-of-${i}-abcdef`);
  Object.assign(work, { seen: 0, shown: 0 });
  return recorder;
};

/** The most work between two turns of the event loop, until something is done. */
const mostInATurn = async (done: () => boolean): Promise<number> => {
  let most = 0;
  while (!done()) {
    await turn();
    most = Math.max(most, work.seen + work.shown);
    Object.assign(work, { seen: 0, shown: 0 });
  }
  return most;
};

test('one who begins to follow a filled log lets exchanges go on meanwhile', async () => {
  const recorder = filled(3000);
  const stop = new AbortController();
  const busy = recorder.begin({
    persona: 'google',
    method: 'GET',
    url: 'http://x/',
    vendorUrl: 'http://x/',
    headers: [],
    body: NONE,
  });
  let read = 0;
  const following = (async () => {
    for await (const _ of recorder.follow({ after: 0, reveal: false, signal: stop.signal })) read += 1;
  })();
  expect(await mostInATurn(() => read === 3000)).toBeLessThanOrEqual(100);
  stop.abort();
  busy.dropped();
  await following;
  await vi.waitUntil(() => work.seen > 0); // it reads ahead
});

test('a page costs what its exchanges cost, however long the log is', async () => {
  const costOf = async (count: number): Promise<number> => {
    const recorder = filled(count);
    await mostInATurn(() => work.seen === 0 && recorder.labelOf(`state-of-${count - 1}-abcdef`) !== undefined);
    Object.assign(work, { seen: 0, shown: 0 });
    expect((await recorder.readInTurns({ after: count - 50, limit: 50 })).exchanges).toHaveLength(50);
    return work.seen + work.shown;
  };
  expect([await costOf(60), await costOf(3000)]).toEqual([50, 50]);
});

test('the log is read ahead while nothing is under way, in small turns', async () => {
  const recorder = filled(1000);
  let turns = 0;
  for (let seen = 0; seen < 1000; ) {
    await turn();
    if (work.seen > seen) turns += 1;
    seen = work.seen;
  }
  expect(work.seen).toBe(1000);
  expect(turns).toBeGreaterThan(30);
  await recorder.readInTurns({ limit: 50 });
  expect([work.seen, work.shown]).toEqual([1000, 50]);
});

test('the log is not read ahead between exchanges that follow one another', async () => {
  const recorder = filled(100);
  const busyUntilMs = performance.now() + 60;
  for (let i = 0; performance.now() < busyUntilMs; i += 1) {
    exchange(recorder, `state-of-more-${i}`);
    await turn();
  }
  expect(work.seen).toBe(0);
  await vi.waitUntil(() => recorder.labelOf('state-of-more-0') !== undefined);
});

test('ordinals do not depend on who read when: a reset leaves out none', async () => {
  const labels = async (isRead: boolean) => {
    const recorder = filled(100);
    if (isRead) recorder.read();
    recorder.clear();
    exchange(recorder, 'state-after-reset');
    await recorder.settle();
    return recorder.labelOf('state-after-reset');
  };
  expect([await labels(true), await labels(false)]).toEqual(['state#101', 'state#101']);
});

test('a log that names nothing ahead is seen when it is read, and a reset leaves out what nobody read', async () => {
  const recorder = filled(100, { namesAhead: false });
  await turn();
  expect(work.seen).toBe(0);
  recorder.clear();
  exchange(recorder, 'state-after-reset');
  expect(
    recorder
      .read()
      .exchanges.map(({ request }) => request.url)
      .join(),
  ).toContain('state%231');
  expect(recorder.labelOf('state-after-reset')).toBe('state#1');
  expect(recorder.labelOf('state-of-99-abcdef')).toBeUndefined();
});

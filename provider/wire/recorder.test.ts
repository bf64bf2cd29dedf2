import { describe, expect, it } from 'vitest';
import { LoginLabError, type WirePage } from '../model/index.ts';
import { exampleRecorder, pass } from './example-exchange.ts';
import { createRecorder } from './recorder.ts';

const opening = { persona: 'google', method: 'GET', url: '/a', vendorUrl: '/a', headers: [], body: new Uint8Array() };

const ids = (recorder: ReturnType<typeof exampleRecorder>, after?: number) =>
  recorder.read(after === undefined ? {} : { after }).exchanges.map(({ id }) => id);

describe('the recorder', () => {
  it('tells all it was told about an exchange', () => {
    const recorder = exampleRecorder();
    const open = recorder.begin({
      ...opening,
      method: 'POST',
      headers: [
        ['X-Twice', 'a'],
        ['X-Twice', 'b'],
      ],
      body: Buffer.from('grant_type=refresh_token'),
    });
    open.note({ endpoint: 'token', client: 'shop', flow: 'f1' });
    open.note({ person: 'ana', grantType: 'refresh_token', client: undefined });
    open.because('google/refresh/first-consent-only', 'the user had already consented');
    open.struck('fault-1');
    open.answered({ status: 200, headers: [['Content-Type', 'application/json']], body: '{"a":1}' });
    expect(recorder.find('x1')).toMatchObject({
      id: 'x1',
      sequence: 1,
      world: 'k3f9',
      persona: 'google',
      endpoint: 'token',
      client: 'shop',
      flow: 'f1',
      person: 'ana',
      grantType: 'refresh_token',
      startedAtEpochMs: 1_795_000_000_000,
      request: {
        method: 'POST',
        url: '/a',
        headers: [
          ['X-Twice', 'a'],
          ['X-Twice', 'b'],
        ],
        body: 'grant_type=refresh_token',
      },
      response: { status: 200, headers: [['Content-Type', 'application/json']], body: '{"a":1}' },
      because: [{ id: 'google/refresh/first-consent-only', why: 'the user had already consented' }],
      faults: ['fault-1'],
    });
  });

  it('has no response for an exchange that was dropped', () => {
    const recorder = exampleRecorder();
    recorder.begin(opening).dropped();
    expect(recorder.find('x1')).not.toHaveProperty('response');
  });

  it('keeps bodies up to a number of bytes, and of the oldest exchanges only their size', () => {
    const recorder = exampleRecorder();
    const body = Buffer.alloc(60_000, 'x');
    for (let count = 0; count < 1_200; count += 1)
      recorder.begin({ ...opening, body }).answered({ status: 200, headers: [], body: '' });
    const bodies = recorder.read().exchanges.map(({ request }) => request.body ?? '');
    expect([bodies[0], bodies.at(-1)?.length]).toEqual(['[60000 bytes, no longer kept]', 60_000]);
    expect(bodies.join('').length).toBeLessThanOrEqual(64 * 1024 * 1024);
    expect(bodies.join('').length).toBeGreaterThan(63 * 1024 * 1024);
  });

  it('takes the first end of an exchange and no second', () => {
    const recorder = exampleRecorder();
    const open = recorder.begin(opening);
    open.answered({ status: 200, headers: [], body: '' });
    open.dropped();
    expect(recorder.read().exchanges.map(({ response }) => response?.status)).toEqual([200]);
  });

  it('numbers ids by arrival and sequence by end, so that reading on misses nothing', () => {
    const recorder = exampleRecorder();
    const slow = recorder.begin(opening);
    pass(recorder, {});
    const { last } = recorder.read();
    slow.answered({ status: 200, headers: [], body: '' });
    expect([ids(recorder), ids(recorder, last), recorder.find('x1')?.sequence]).toEqual([['x2', 'x1'], ['x1'], 2]);
  });

  it('reads on page by page', () => {
    const recorder = exampleRecorder();
    for (let count = 0; count < 5; count += 1) pass(recorder, {});
    const first = recorder.read({ limit: 2 });
    const second = recorder.read({ after: first.last, limit: 2 });
    const third = recorder.read({ after: second.last, limit: 2 });
    expect([first, second, third].map((page) => page.exchanges.map(({ sequence }) => sequence))).toEqual([[1, 2], [3, 4], [5]]);
    expect(recorder.read({ after: third.last })).toEqual({ exchanges: [], last: 5, dropped: 0 });
  });

  it('keeps as many as its capacity and counts what falls out', () => {
    const recorder = exampleRecorder({ capacity: 3 });
    for (let count = 0; count < 8; count += 1) pass(recorder, {});
    expect(ids(recorder)).toEqual(['x6', 'x7', 'x8']);
    expect(recorder.read()).toMatchObject({ last: 8, dropped: 5 });
    expect([recorder.find('x5'), recorder.find('x6')?.id]).toEqual([undefined, 'x6']);
  });

  it.each([
    [{}],
    [{ after: 130 }],
    [{ limit: 450 }],
    [{ after: 7, limit: 200 }],
    [{ after: 900 }],
    [{ after: 5000 }],
    [{ limit: 1, reveal: true }],
  ])('reads in turns what it reads at once: %o', async (query) => {
    const [one, other] = [exampleRecorder({ capacity: 800 }), exampleRecorder({ capacity: 800 })];
    for (let count = 0; count < 1000; count += 1) {
      for (const recorder of [one, other]) pass(recorder, { body: `refresh_token=secret-number-${count % 300}` });
    }
    const timeless = ({ exchanges, ...page }: WirePage) => ({
      ...page,
      exchanges: exchanges.map(({ durationMs, startedAtEpochMs, ...exchange }) => exchange),
    });
    expect(timeless(await one.readInTurns(query))).toEqual(timeless(other.read(query)));
  });

  it('lets others go on while it is read in turns', async () => {
    const recorder = exampleRecorder();
    for (let count = 0; count < 1000; count += 1) pass(recorder, {});
    const reading = recorder.readInTurns();
    await new Promise((resolve) => setImmediate(resolve));
    pass(recorder, {});
    const { exchanges, last } = await reading;
    expect([exchanges.length, last, recorder.mark()]).toEqual([1000, 1000, 1001]);
  });

  it('goes on counting after a reset', () => {
    const recorder = exampleRecorder({ capacity: 3 });
    for (let count = 0; count < 5; count += 1) pass(recorder, {});
    recorder.clear();
    expect(recorder.read()).toEqual({ exchanges: [], last: 5, dropped: 0 });
    expect(recorder.mark()).toBe(5);
    for (let count = 0; count < 4; count += 1) pass(recorder, {});
    expect(ids(recorder)).toEqual(['x7', 'x8', 'x9']);
    expect(recorder.read().dropped).toBe(1);
  });

  it('marks what was under way at a reset as stale', () => {
    const recorder = exampleRecorder();
    const late = recorder.begin(opening);
    recorder.clear();
    late.answered({ status: 200, headers: [], body: '' });
    pass(recorder, {});
    expect(recorder.read().exchanges.map(({ stale }) => stale)).toEqual([true, undefined]);
  });

  it('is idle when nothing is under way', async () => {
    const recorder = exampleRecorder();
    await recorder.idle();
    const [one, other] = [recorder.begin(opening), recorder.begin(opening)];
    let isIdle = false;
    const idle = recorder.idle().then(() => {
      isIdle = true;
    });
    one.dropped();
    await Promise.resolve();
    expect(isIdle).toBe(false);
    other.dropped();
    await idle;
    expect(isIdle).toBe(true);
  });

  it('keeps only the beginning of a large body, and its size', () => {
    const recorder = exampleRecorder({ bodyLimitBytes: 10 });
    pass(recorder, { body: 'é'.repeat(20), answer: 'abc '.repeat(5) });
    pass(recorder, { body: 'x'.repeat(10), answer: Buffer.from('€'.repeat(4)) });
    expect(recorder.read({ reveal: true }).exchanges.map(({ request, response }) => [request, response])).toMatchObject([
      [
        { body: 'é'.repeat(5), cutFromBytes: 40 },
        { body: 'abc abc ab', cutFromBytes: 20 },
      ],
      [{ body: 'x'.repeat(10) }, { body: '€€€', cutFromBytes: 12 }],
    ]);
    expect(recorder.find('x2', { reveal: true })?.request).not.toHaveProperty('cutFromBytes');
  });

  it('refuses a capacity that is none', () => {
    const make = () => createRecorder({ world: 'w', capacity: 0, nowEpochMs: () => 0 });
    expect(make).toThrow(LoginLabError);
    expect(make).toThrow('`capacity` must be a whole number above 0, but is 0');
  });
});

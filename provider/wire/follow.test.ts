import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../model/index.ts';
import { exampleRecorder, pass } from './example-exchange.ts';
import type { Recorder } from './recorder.ts';

const told = (event: WireEvent | undefined): string =>
  event?.kind === 'exchange' ? event.exchange.id : event?.kind === 'gap' ? `gap of ${event.lost}` : (event?.kind ?? 'end');

const following = (recorder: Recorder, after = recorder.mark()) => {
  const stop = new AbortController();
  const events = recorder.follow({ after, reveal: false, signal: stop.signal })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => told((await events.next()).value);
  const take = async (count: number): Promise<string[]> => {
    const all: string[] = [];
    while (all.length < count) all.push(await next());
    return all;
  };
  return { stop, next, take };
};

describe('following the log', () => {
  it('tells what was there after a number, and then what comes', async () => {
    const recorder = exampleRecorder();
    for (let count = 0; count < 3; count += 1) pass(recorder, {});
    const { take, next } = following(recorder, 1);
    expect(await take(2)).toEqual(['x2', 'x3']);
    const coming = next();
    pass(recorder, {});
    expect(await coming).toBe('x4');
  });

  it('begins with what comes next', async () => {
    const recorder = exampleRecorder();
    pass(recorder, {});
    const { next } = following(recorder);
    pass(recorder, {});
    expect(await next()).toBe('x2');
  });

  it('tells how much fell out before it was read, and keeps nothing for one who is slow', async () => {
    const recorder = exampleRecorder({ capacity: 3 });
    const { take } = following(recorder);
    pass(recorder, {});
    expect(await take(1)).toEqual(['x1']);
    for (let count = 0; count < 500; count += 1) pass(recorder, {});
    expect(await take(4)).toEqual(['gap of 497', 'x499', 'x500', 'x501']);
  });

  it('tells one who waits that the log was emptied', async () => {
    const recorder = exampleRecorder();
    const { next } = following(recorder);
    const coming = next();
    recorder.clear();
    expect(await coming).toBe('reset');
    pass(recorder, {});
    expect(await next()).toBe('x1');
  });

  it('tells one who is behind that the log was emptied, and counts nothing as lost', async () => {
    const recorder = exampleRecorder();
    const { take } = following(recorder);
    pass(recorder, {});
    expect(await take(1)).toEqual(['x1']);
    pass(recorder, {});
    recorder.clear();
    pass(recorder, {});
    expect(await take(2)).toEqual(['reset', 'x3']);
  });

  it('begins anew for one who comes from another log', async () => {
    const recorder = exampleRecorder();
    pass(recorder, {});
    expect(await following(recorder, 70).take(2)).toEqual(['reset', 'x1']);
  });

  it('comes forward in a log that grows faster than it is read, and says how much it missed', async () => {
    const recorder = exampleRecorder({ capacity: 200 });
    const stop = new AbortController();
    const events = recorder.follow({ after: 0, reveal: false, signal: stop.signal })[Symbol.asyncIterator]();
    const seen: string[] = [];
    for (let count = 0; count < 40; count += 1) {
      for (let more = 0; more < 300; more += 1) pass(recorder, {});
      seen.push(told((await events.next()).value));
    }
    stop.abort();
    expect(seen.slice(0, 2)).toEqual(['gap of 100', 'x101']);
    expect(seen.filter((event) => event.startsWith('gap'))).toHaveLength(2);
  });

  it('names the secrets of a log in its order, whoever reads it from the middle', async () => {
    const recorder = exampleRecorder();
    const tokens = Array.from({ length: 60 }, (_, i) => `token-of-a-person-${i}`);
    for (const token of tokens) pass(recorder, { url: `http://localhost/google?access_token=${token}` });
    const stop = new AbortController();
    const events = recorder.follow({ after: 30, reveal: false, signal: stop.signal })[Symbol.asyncIterator]();
    const { value } = await events.next();
    stop.abort();
    expect(value?.kind === 'exchange' && value.exchange.request.url).toContain('access-token%2331');
    expect(recorder.labelOf(tokens[59] ?? '')).toBe('access-token#60');
  });

  it('ends when it is stopped, and leaves no listener behind', async () => {
    const recorder = exampleRecorder();
    const { stop, next } = following(recorder);
    const coming = next();
    expect(recorder.isFollowed).toBe(true);
    stop.abort();
    expect(await coming).toBe('end');
    expect(recorder.isFollowed).toBe(false);
  });
});

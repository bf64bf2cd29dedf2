import { describe, expect } from 'vitest';
import type { WireEvent } from '../../model/index.ts';
import { postToken } from '../../testing/test-login.ts';
import { visit } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** Reads one event after the other; undefined at the end. */
const following = (events: AsyncIterable<WireEvent>) => {
  const iterator = events[Symbol.asyncIterator]();
  return async (): Promise<WireEvent | undefined> => (await iterator.next()).value;
};

/** The wire log: read, followed, as HAR, and judged by rules. */
export const describeWire = (test: WorldTest): void => {
  describe('wire', () => {
    test('tells what was asked, page by page', async ({ world }) => {
      await visit(world);
      await visit(world);
      const { exchanges, last } = await world.wire.read();
      expect(exchanges).toMatchObject([{ endpoint: 'discovery' }, { endpoint: 'discovery' }]);
      expect((await world.wire.read({ limit: 1 })).exchanges).toHaveLength(1);
      expect(await world.wire.read({ after: last })).toMatchObject({ exchanges: [], last });
    });

    test('finds one exchange, or nothing', async ({ world }) => {
      await visit(world);
      const { exchanges } = await world.wire.read();
      expect(await world.wire.find(exchanges[0]?.id ?? '')).toEqual(exchanges[0]);
      for (const id of ['x999999', 'idle', '..', '', 'a/b?c#d']) expect(await world.wire.find(id)).toBeUndefined();
    });

    test('is idle once everything is answered', async ({ world }) => {
      const visits = [visit(world), visit(world)];
      await Promise.all(visits);
      await world.wire.idle();
      expect((await world.wire.read()).exchanges).toHaveLength(2);
    });
  });

  test('an exchange tells by how much the world was shifted when it happened', async ({ world }) => {
    await world.clock.follow('shop');
    await visit(world);
    await world.clock.tomorrow();
    await visit(world);
    const [before, after] = (await world.wire.read()).exchanges;
    expect(before).not.toHaveProperty('shiftedSeconds');
    expect(after).toMatchObject({ shiftedSeconds: 86_400 });
  });

  test('an exchange tells by how much the world was aged when it happened', async ({ world }) => {
    await visit(world);
    await world.clock.age('1d');
    await visit(world);
    const [before, after] = (await world.wire.read()).exchanges;
    expect(before).not.toHaveProperty('agedSeconds');
    expect(after).toMatchObject({ agedSeconds: 86_400 });
    expect(await world.wire.find(after?.id ?? '', { reveal: true })).toMatchObject({ agedSeconds: 86_400 });
  });

  describe('the wire, live', () => {
    test('tells what happens, and not what happened', async ({ world }) => {
      await visit(world);
      const next = following(await world.wire.follow());
      await visit(world);
      const { exchanges } = await world.wire.read();
      expect(await next()).toEqual({ kind: 'exchange', exchange: exchanges[1] });
    });

    test('goes on from where one was, and reveals when asked to', async ({ world }) => {
      await visit(world);
      await visit(world);
      const next = following(await world.wire.follow({ after: 1, reveal: true }));
      expect(await next()).toEqual({ kind: 'exchange', exchange: await world.wire.find('x2', { reveal: true }) });
    });

    test('tells of a reset', async ({ world }) => {
      const next = following(await world.wire.follow());
      await world.reset();
      expect(await next()).toEqual({ kind: 'reset' });
    });

    test('ends with the world', async ({ opened }) => {
      const other = await opened.another();
      const next = following(await other.wire.follow());
      const coming = next();
      await other[Symbol.asyncDispose]();
      expect(await coming).toBeUndefined();
    });

    test('ends for one who gives up', async ({ world }) => {
      const enough = new AbortController();
      const next = following(await world.wire.follow({ signal: enough.signal }));
      const coming = next();
      enough.abort();
      expect(await coming).toBeUndefined();
    });
  });

  test('the wire is a HAR too, as redacted as it is read', async ({ world }) => {
    await postToken(world, { grant_type: 'refresh_token', refresh_token: '1//a-secret-of-some-length' });
    const { log } = await world.wire.har();
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'loginlab' }, entries: [{ _id: 'x1', _endpoint: 'token' }] });
    expect(JSON.stringify(log)).not.toContain('a-secret-of-some-length');
    expect(JSON.stringify(await world.wire.har({ reveal: true }))).toContain('a-secret-of-some-length');
  });

  test('findings are those of the rules that the lab was opened with', async ({ world }) => {
    await visit(world);
    expect(await world.findings()).toEqual([]);
  });
};

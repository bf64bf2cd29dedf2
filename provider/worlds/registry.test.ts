import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createLab } from '../lab/create-lab.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const MINUTE_MS = 60_000;

const open = async () => {
  const lab = await createLab();
  onTestFinished(() => lab.close());
  const ids = async (): Promise<readonly string[]> => {
    const body = (await (await lab.fetch(`${lab.url}/_lab/worlds`)).json()) as { worlds: readonly string[] };
    return body.worlds;
  };
  const status = async (address: string) => (await lab.fetch(`${address}/.well-known/openid-configuration`)).status;
  return { lab, ids, status };
};

test('a world that nobody used for an hour is gone, for programs and for clients', async () => {
  const { lab, ids, status } = await open();
  const world = await lab.world();
  vi.advanceTimersByTime(61 * MINUTE_MS);
  expect(await status(world.google.address)).toBe(404);
  await expect(world.clock.read()).rejects.toMatchObject({ code: 'world-gone' });
  expect(await ids()).toEqual(['default']);
});

test('whoever uses a world keeps it, a client as well as a program', async () => {
  const { lab, ids, status } = await open();
  const [one, other] = [await lab.world(), await lab.world()];
  for (let times = 0; times < 3; times += 1) {
    vi.advanceTimersByTime(59 * MINUTE_MS);
    expect(await status(one.google.address)).toBe(200);
    expect(await other.clock.read()).toMatchObject({ agedSeconds: 0 });
  }
  expect(await ids()).toEqual(['default', one.id, other.id]);
});

test('a world that somebody follows is in use, and no more once they leave', async () => {
  const { lab, ids } = await open();
  const world = await lab.world();
  const enough = new AbortController();
  const coming = (await world.wire.follow({ signal: enough.signal }))[Symbol.asyncIterator]().next();
  vi.advanceTimersByTime(61 * MINUTE_MS);
  expect(await ids()).toEqual(['default', world.id]);
  enough.abort();
  await coming;
  expect(await ids()).toEqual(['default']);
});

test('the default world lives as long as its lab', async () => {
  const { lab, ids } = await open();
  await lab.default.clock.age('1d');
  vi.advanceTimersByTime(48 * 60 * MINUTE_MS);
  expect(await ids()).toEqual(['default']);
  expect(await lab.default.clock.read()).toMatchObject({ agedSeconds: 86_400 });
});

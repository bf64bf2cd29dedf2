import { expect, test } from 'vitest';
import { ClockFollowers } from './clock-followers.ts';

/** A client that asks on, as a program under the preload does. */
const client = (followers: ClockFollowers, name: string, clock: { shiftMs: number }) => {
  const lived: number[] = [0];
  let asks = true;
  const ask = async (): Promise<void> => {
    while (asks) {
      await followers.next(name, lived.at(-1) ?? 0, () => clock.shiftMs);
      if (asks) lived.push(clock.shiftMs);
    }
  };
  const done = ask();
  const stop = () => {
    asks = false;
  };
  return { lived, stop, done };
};

test('a shift is over when every client that asks lives by it', async () => {
  const followers = new ClockFollowers(() => 0);
  const clock = { shiftMs: 0 };
  const clients = ['one', 'other'].map((name) => client(followers, name, clock));
  for (const shiftMs of [1000, 5000]) {
    clock.shiftMs = shiftMs;
    await followers.notify(shiftMs);
    expect(clients.map(({ lived }) => lived.at(-1))).toEqual([shiftMs, shiftMs]);
  }
  expect(followers.names).toEqual(['one', 'other']);
  for (const each of clients) each.stop();
  followers.clear();
  await Promise.all(clients.map(({ done }) => done));
});

test('a client that asks no more is given up, and one that never asked is believed', async () => {
  const followers = new ClockFollowers(() => 0);
  const clock = { shiftMs: 0 };
  followers.add('by hand');
  const gone = client(followers, 'gone', clock);
  gone.stop();
  clock.shiftMs = 1000;
  await followers.notify(clock.shiftMs);
  await gone.done;
  expect(followers.names).toEqual(['by hand']);
});

test('a reset is told to those who ask', async () => {
  const followers = new ClockFollowers(() => 0);
  const clock = { shiftMs: 1000 };
  const asked = followers.next('one', 1000, () => clock.shiftMs);
  clock.shiftMs = 0;
  followers.clear();
  await asked;
  expect(followers.size).toBe(0);
});

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
  clock.shiftMs = 0;
  await followers.reset(0);
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

test('a reset takes those who ask back to the present, and removes those who were believed', async () => {
  const followers = new ClockFollowers(() => 0);
  const clock = { shiftMs: 0 };
  followers.add('by hand');
  const one = client(followers, 'one', clock);
  clock.shiftMs = 1000;
  await followers.notify(clock.shiftMs);
  clock.shiftMs = 0;
  await followers.reset(clock.shiftMs);
  expect({ lived: one.lived, names: followers.names }).toEqual({ lived: [0, 1000, 0], names: ['one'] });
  one.stop();
  clock.shiftMs = 1;
  await followers.notify(clock.shiftMs);
  await one.done;
});

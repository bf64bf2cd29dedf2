import { createHook } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { signingKeysOf } from '../../fixtures/keys/index.ts';
import { createMemoryStore } from '../store/index.ts';
import { passwordVersion } from './passwords.ts';
import { WorldState } from './state.ts';

const ANA = { sub: '1' };

const newWorld = async () => {
  const world = new WorldState({ id: 'any', store: createMemoryStore(), behaviours: [], keysOf: signingKeysOf, people: [] });
  await world.passwords.set(ANA, 'correct horse');
  return world;
};

/** Counts the scrypt jobs that an action starts. */
const jobsOf = async (action: () => Promise<unknown>): Promise<number> => {
  let jobs = 0;
  const init = (_id: number, type: string) => {
    if (type === 'SCRYPTREQUEST') jobs += 1;
  };
  const hook = createHook({ init }).enable();
  await action().finally(() => hook.disable());
  return jobs;
};

test('a wrong password, a person without one and nobody cost the same work', async () => {
  const { passwords } = await newWorld();
  expect(await jobsOf(() => passwords.verify(ANA, 'wrong'))).toBe(1);
  expect(await jobsOf(() => passwords.verify({ sub: '2' }, 'wrong'))).toBe(1);
  expect(await jobsOf(() => passwords.verify(undefined, 'wrong'))).toBe(1);
  expect(await passwords.verify(undefined, 'correct horse')).toBe(false);
  expect(await passwords.verify(ANA, 'correct horse')).toBe(true);
});

test('the version of a password is empty before the first change', async () => {
  const { rows } = await newWorld();
  expect(await passwordVersion(rows, ANA)).toBe('');
});

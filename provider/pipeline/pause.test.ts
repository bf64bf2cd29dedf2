import { expect, test } from 'vitest';
import { signingKeysOf } from '../../fixtures/keys/index.ts';
import { createMemoryStore } from '../store/index.ts';
import { WorldState } from '../world/index.ts';
import { pauseIn } from './pause.ts';

const HOUR_MS = 3_600_000;

const newWorld = () =>
  new WorldState({
    id: 'any',
    store: createMemoryStore(),
    behaviours: [],
    keysOf: signingKeysOf,
    people: [],
  });

test.each([
  ['is aged', (world: WorldState) => (world.agedSeconds += 3600)],
  ['is shifted', (world: WorldState) => (world.shiftMs += HOUR_MS)],
  ['is closed', (world: WorldState) => world.gone.abort()],
])('a wait of an hour ends when its world %s', async (_how, move) => {
  const world = newWorld();
  const order: string[] = [];
  const waiting = pauseIn(world, HOUR_MS).then(() => order.push('over'));
  await new Promise(setImmediate);
  order.push('moved');
  move(world);
  await waiting;
  expect(order).toEqual(['moved', 'over']);
});

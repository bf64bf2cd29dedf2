import { expect, onTestFinished, test } from 'vitest';
import { signingKeysOf } from '../../fixtures/keys/index.ts';
import { createLab } from './create-lab.ts';

const PERSONAS = ['google', 'facebook', 'auth0', 'first-party'] as const;

test('no persona signs with a key of another one, whichever keys are in use', async () => {
  const lab = await createLab();
  onTestFinished(() => lab.close());
  await using world = await lab.world();
  const seen: string[] = [];
  for (let rotations = 0; rotations < 3; rotations += 1) {
    const published = await Promise.all(PERSONAS.map((persona) => world[persona].keys()));
    const owners = published.flatMap((keys, i) => keys.map(({ kid }) => `${kid} ${PERSONAS[i]}`));
    seen.push(...owners);
    for (const persona of PERSONAS) await world[persona].rotateKeys();
  }
  const kids = [...new Set(seen)].map((owner) => owner.split(' ', 1)[0]);
  expect(kids.length).toBeGreaterThanOrEqual(PERSONAS.length * 4);
  expect(new Set(kids).size).toBe(kids.length);
});

test('a persona beyond those of the lab has keys of none of them', () => {
  const others = PERSONAS.flatMap((persona) => signingKeysOf(persona)).map(({ n }) => n);
  const own = signingKeysOf('toString');
  expect(own).toHaveLength(4);
  expect(own.some(({ n }) => others.includes(n))).toBe(false);
});

test.each([...PERSONAS, 'another'])('the keys of %s are of 2048 bits, each under an id of its own', (persona) => {
  const keys = signingKeysOf(persona);
  expect(keys.map(({ n }) => Buffer.from(n, 'base64url').length)).toEqual([256, 256, 256, 256]);
  expect(keys.map(({ kid }) => /^[0-9a-f]{40}$/.test(kid))).toEqual([true, true, true, true]);
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(4);
});

import { expect, it } from 'vitest';
import { testBench } from '../engine/test-context.ts';
import { createPorts } from './ports.ts';

it('sets and verifies passwords for a persona, and marks the logins from before', async () => {
  const bench = await testBench();
  const { context, engine, person } = bench;
  const request = { method: 'POST', url: new URL('https://plain.example/'), headers: {}, body: new Uint8Array() };
  const { passwords } = createPorts(context, engine, request).ports;
  const { login } = await bench.redeem(await bench.code());

  expect(await passwords.isSet(person)).toBe(false);
  await passwords.set(person, 'correct horse');
  expect(await passwords.isSet(person)).toBe(true);
  expect([await passwords.verify(person, 'correct horse'), await passwords.verify(person, 'x')]).toEqual([true, false]);

  const [row] = await context.world.rows.list('Login');
  expect(login).not.toHaveProperty('passwordChangedAtEpochSeconds');
  expect(row?.payload).toMatchObject({ passwordChangedAtEpochSeconds: expect.any(Number) });
});

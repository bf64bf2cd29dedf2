import { expect } from 'vitest';
import { tokensFor } from '../../testing/test-login.ts';
import { mintFor, rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** People: added, changed and removed. */
export const describePeople = (test: WorldTest): void => {
  test('a person is added by key, and the rest is made up', async ({ world }) => {
    const zoe = await world.people.add({ key: 'zoe', givenName: 'Zoë' });
    expect(zoe).toMatchObject({
      key: 'zoe',
      givenName: 'Zoë',
      sub: expect.stringMatching(/./),
      email: expect.stringContaining('@'),
    });
    expect(await world.people.list()).toContainEqual(zoe);
  });

  test('a person changes, but for key and subject', async ({ world }) => {
    const zoe = await world.people.add({ key: 'zoe' });
    const changed = await world.people.change('zoe', { email: 'zoe@corp.example', hostedDomain: 'corp.example' });
    expect(changed).toEqual({ ...zoe, email: 'zoe@corp.example', hostedDomain: 'corp.example' });
    expect(await world.people.list()).toContainEqual(changed);
    expect((await rejection(world.people.change('nobody-of-this-name', {}))).code).toBe('unknown-id');
  });

  test('an account that is deleted takes its tokens along', async ({ world }) => {
    const { access_token: value } = await mintFor(world, 'zoe');
    expect((await world.people.change('zoe', { status: 'deleted' })).status).toBe('deleted');
    expect(await world.tokens.expire({ value })).toBe(0);
  });

  test('a password is changed for people who are there', async ({ world }) => {
    await mintFor(world, 'zoe');
    await expect(world.people.changePassword('zoe')).resolves.toBeUndefined();
    expect((await rejection(world.people.changePassword('nobody-of-this-name'))).code).toBe('unknown-id');
  });

  test('a person who is removed takes everything along', async ({ world }) => {
    await tokensFor(world, 'ana', { cookie: '' });
    await world.people.remove('ana');
    expect((await world.people.list()).map(({ key }) => key)).not.toContain('ana');
    expect(await world.tokens.list({ state: 'live' })).toEqual([]);
    expect([await world.grants.list(), await world.sessions.list()]).toEqual([[], []]);
    expect((await rejection(world.people.remove('ana'))).code).toBe('unknown-id');
  });
};

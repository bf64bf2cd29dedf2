import { describe, expect } from 'vitest';
import { rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** Clients: registered, changed and removed. */
export const describeClients = (test: WorldTest): void => {
  describe('clients', () => {
    const redirectUris = ['http://127.0.0.1:1/callback'];

    test('are registered with defaults', async ({ world }) => {
      const client = await world.google.register({ clientId: '77-shop', redirectUris });
      expect(client).toMatchObject({ persona: 'google', clientId: '77-shop', redirectUris, project: '77' });
      expect(await world.google.clients()).toContainEqual(client);
    });

    test.for(['javascript:alert(1)', 'DATA:text/html,x', 'nowhere', 'https://shop.example/#cb'])(
      'have no redirect URI such as %s',
      async (uri, { world }) => {
        const wrong = world.facebook.register({ clientId: '77', redirectUris: [redirectUris[0] ?? '', uri] });
        expect(await rejection(wrong)).toMatchObject({ code: 'usage', field: 'redirectUris[1]' });
      },
    );

    test('are replaced by their id', async ({ world }) => {
      await world.google.register({ clientId: '77-shop', redirectUris });
      await world.google.register({ clientId: '77-shop', redirectUris, name: 'New shop' });
      const same = (await world.google.clients()).filter(({ clientId }) => clientId === '77-shop');
      expect(same).toMatchObject([{ name: 'New shop' }]);
    });
  });

  test('a registration changes in part, and is forgotten with its tokens', async ({ world }) => {
    await world.google.register({ clientId: '77-shop', clientSecret: 's3cret', redirectUris: ['http://127.0.0.1/cb'] });
    const changed = await world.google.changeClient('77-shop', { name: 'Shop', status: 'testing' });
    expect(changed).toMatchObject({ clientId: '77-shop', clientSecret: 's3cret', name: 'Shop', status: 'testing' });
    expect((await rejection(world.google.changeClient('77-shop', { redirectUris: ['nowhere'] }))).code).toBe('usage');
    expect(await world.google.clients()).toContainEqual(changed);

    const { access_token: value } = await world.google.mint({ as: 'ana', clientId: '77-shop' });
    await world.google.removeClient('77-shop');
    expect((await world.google.clients()).map(({ clientId }) => clientId)).not.toContain('77-shop');
    expect(await world.tokens.expire({ value })).toBe(0);
    for (const call of [world.google.removeClient('77-shop'), world.google.changeClient('77-shop', {})]) {
      expect((await rejection(call)).code).toBe('unknown-id');
    }
  });
};

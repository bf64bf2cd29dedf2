import { describe, expect } from 'vitest';
import type { World } from '../../model/index.ts';
import { claimsOf } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** A world of Facebook differs where the vendor does. */
export const describeFacebook = (test: WorldTest): void => {
  describe('whose vendor is Facebook', () => {
    const graph = async (world: World, path: string, token: string): Promise<unknown> =>
      (await fetch(`${world.facebook.address}/v19.0/${path}&access_token=${token}`)).json();
    const session = (subcode: number) => ({ error: { code: 190, error_subcode: subcode } });
    const me = (world: World, token: string) => graph(world, 'me?fields=name', token);

    test('mints a token that lives for weeks, no refresh token, and an ID token when asked for one', async ({ world }) => {
      const minted = await world.facebook.mint({ as: 'ana' });
      expect(Object.keys(minted)).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'token_type']);
      expect(minted.expires_in).toBeGreaterThan(50 * 86_400);
      expect(claimsOf(minted.id_token)).toMatchObject({ aud: expect.any(String), email: 'ana@example.com' });
      expect(await me(world, minted.access_token)).toMatchObject({ name: 'Ana Alvarez' });
      expect(await world.facebook.mint({ as: 'ana', scope: 'public_profile' })).not.toHaveProperty('id_token');
    });

    test('knows a person by another id in each app', async ({ world }) => {
      await world.facebook.register({ clientId: '777' });
      const [{ clientId = '' } = {}] = await world.facebook.clients();
      const ids = [clientId, '777'].map(async (id) =>
        claimsOf((await world.facebook.mint({ as: 'ana', clientId: id })).id_token),
      );
      const [here, there] = await Promise.all(ids);
      expect(here).toMatchObject({ aud: clientId, sub: expect.stringMatching(/^\d+$/) });
      expect(there).toMatchObject({ aud: '777', sub: expect.not.stringContaining(here?.sub ?? '') });
    });

    test('still takes a token tomorrow, and no more after its sixty days', async ({ world }) => {
      const { access_token: token } = await world.facebook.mint({ as: 'ana' });
      await world.clock.age('1d');
      expect(await me(world, token)).toMatchObject({ name: 'Ana Alvarez' });
      await world.clock.age('60d');
      expect(await me(world, token)).toMatchObject(session(463));
      expect((await world.facebook.mint({ as: 'ana' })).expires_in).toBeGreaterThan(50 * 86_400);
    });

    test('mints what is over already', async ({ world }) => {
      const { access_token: token, id_token } = await world.facebook.mint({ as: 'ana', expired: true });
      expect(await me(world, token)).toMatchObject(session(463));
      expect(claimsOf(id_token).exp).toBeLessThan(Date.now() / 1000);
    });

    test('forgets one app of a person, and says so in its own words', async ({ world }) => {
      await world.facebook.register({ clientId: '777' });
      await world.facebook.register({ clientId: '888' });
      const [gone, stays] = await Promise.all(
        ['777', '888'].map(async (clientId) => (await world.facebook.mint({ as: 'ana', clientId })).access_token),
      );
      expect(await world.grants.revoke({ person: 'ana', clientId: '777' })).toBeGreaterThan(0);
      expect(await me(world, gone ?? '')).toMatchObject(session(458));
      expect(await me(world, stays ?? '')).toMatchObject({ name: 'Ana Alvarez' });
      const living = (await world.tokens.list({ state: 'live', kind: 'access-token' })).map(({ clientId }) => clientId);
      expect(living).toEqual(['888']);
    });

    test('loses its tokens alone when it alone is named', async ({ world }) => {
      const [{ access_token: own }] = await Promise.all([world.facebook.mint({ as: 'ana' }), world.google.mint({ as: 'ana' })]);
      expect(await world.grants.revoke({ person: 'ana', persona: 'facebook' })).toBeGreaterThan(0);
      expect(await me(world, own)).toMatchObject(session(458));
      const living = await world.tokens.list({ state: 'live' });
      expect([...new Set(living.map(({ persona }) => persona))]).toEqual(['google']);
    });

    test('rotates its own keys, and Google’s stay', async ({ world }) => {
      const google = await world.google.keys();
      const [first, second] = await world.facebook.keys();
      expect(await world.facebook.rotateKeys()).toEqual({ kid: second?.kid });
      expect((await world.facebook.keys()).map(({ kid, state }) => `${kid} ${state}`).slice(0, 2)).toEqual([
        `${first?.kid} previous`,
        `${second?.kid} current`,
      ]);
      expect(await world.google.keys()).toEqual(google);
    });
  });
};

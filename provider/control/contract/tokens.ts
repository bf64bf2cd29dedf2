import { describe, expect } from 'vitest';
import type { TokenQuery, World } from '../../model/index.ts';
import { claimsOf, mintFor, rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** Tokens: minted, listed, expired and revoked. */
export const describeTokens = (test: WorldTest): void => {
  describe('tokens', () => {
    test('live short until told otherwise', async ({ world }) => {
      const usual = (await mintFor(world, 'zoe')).expires_in;
      await world.tokens.short({ lifetimeSeconds: 7 });
      expect((await world.google.mint({ as: 'zoe' })).expires_in).toBe(7);
      await world.tokens.short(null);
      expect((await world.google.mint({ as: 'zoe' })).expires_in).toBe(usual);
    });

    test.for([0, -5, Number.NaN])('cannot live %d seconds', async (lifetimeSeconds, { world }) => {
      expect((await rejection(world.tokens.short({ lifetimeSeconds }))).code).toBe('usage');
    });

    test('expire once', async ({ world }) => {
      const { access_token: value } = await mintFor(world, 'zoe');
      expect(await world.tokens.expire({ value })).toBe(1);
      expect(await world.tokens.expire({ value })).toBe(0);
    });

    test('expire by person and kind', async ({ world }) => {
      await mintFor(world, 'zoe');
      await mintFor(world, 'yan');
      expect(await world.tokens.expire({ person: 'zoe', kinds: ['access-token'] })).toBe(1);
      expect(await world.tokens.expire({ person: 'zoe', kinds: ['access-token'] })).toBe(0);
      expect(await world.tokens.expire({ persona: 'google', person: 'yan', kinds: ['access-token'] })).toBe(1);
    });

    test('die with the grant', async ({ world }) => {
      await mintFor(world, 'zoe');
      expect(await world.grants.revoke({ person: 'zoe' })).toBeGreaterThan(0);
      expect(await world.grants.revoke({ person: 'zoe' })).toBe(0);
    });

    test('are minted with claims of the caller', async ({ world }) => {
      await world.people.add({ key: 'zoe' });
      const minted = await world.google.mint({ as: 'zoe', claims: { favourite_colour: 'blue' } });
      expect(claimsOf(minted.id_token)).toMatchObject({ favourite_colour: 'blue' });
      expect(minted.access_token).not.toBe(minted.refresh_token);
    });

    test('are not minted for strangers', async ({ world }) => {
      expect((await rejection(world.google.mint({ as: 'nobody-of-this-name' }))).code).toBe('unknown-id');
    });
  });

  describe('tokens that are listed', () => {
    const listedIn = async (world: World, query?: TokenQuery) =>
      (await world.tokens.list(query)).map(({ kind, person }) => `${kind} of ${person}`);

    test('say what they are, and not what they read', async ({ world }) => {
      const { access_token: value } = await mintFor(world, 'zoe');
      const [token] = await world.tokens.list({ person: 'zoe', kind: 'access-token' });
      expect(token).toMatchObject({
        kind: 'access-token',
        persona: 'google',
        person: 'zoe',
        scopes: ['openid', 'email', 'profile'],
      });
      expect(JSON.stringify(await world.tokens.list())).not.toContain(value);
      expect(await world.tokens.list({ kind: 'access-token', reveal: true })).toEqual([{ ...token, value }]);
    });

    test('are those that were asked for', async ({ world }) => {
      await mintFor(world, 'zoe');
      await mintFor(world, 'yan');
      expect(await listedIn(world, { kind: 'access-token' })).toEqual(['access-token of zoe', 'access-token of yan']);
      expect(await listedIn(world, { person: 'yan', state: 'live' })).toEqual(['access-token of yan', 'refresh-token of yan']);
      expect(await listedIn(world, { kind: 'refresh-token', limit: 1 })).toEqual(['refresh-token of yan']);
      expect(await listedIn(world, { clientId: 'nobody' })).toEqual([]);
      const [first] = await world.tokens.list();
      expect(await world.tokens.list({ id: first?.id ?? '' })).toEqual([first]);
    });

    test('say why they died', async ({ world }) => {
      await mintFor(world, 'zoe');
      await world.tokens.expire({ person: 'zoe', kinds: ['access-token'] });
      await world.tokens.revoke({ person: 'zoe', kinds: ['refresh-token'] });
      const whys = (await world.tokens.list({ state: 'dead' })).map(({ kind, died }) => `${kind} ${died?.why}`);
      expect(whys).toEqual(['access-token expired-by-request', 'refresh-token revoked', 'code consumed']);
    });

    test('are older when the world is', async ({ world }) => {
      await mintFor(world, 'zoe');
      const [young] = await world.tokens.list({ kind: 'access-token' });
      await world.clock.age('1d');
      const [old] = await world.tokens.list({ kind: 'access-token' });
      expect(old?.expiresAtEpochSeconds).toBe((young?.expiresAtEpochSeconds ?? 0) - 86_400);
      expect([young?.died, old?.died?.why]).toEqual([undefined, 'expired']);
    });

    test('end one by one, by id', async ({ world }) => {
      await mintFor(world, 'zoe');
      const [one, other] = await world.tokens.list({ state: 'live' });
      expect(await world.tokens.expire({ id: one?.id ?? '' })).toBe(1);
      expect(await world.tokens.revoke({ id: other?.id ?? '' })).toBe(1);
      expect(await world.tokens.revoke({ id: other?.id ?? '' })).toBe(0);
      expect(await world.tokens.list({ state: 'live' })).toEqual([]);
      expect(await rejection(world.tokens.expire({ id: 'nobody' }))).toMatchObject({ code: 'unknown-id', field: 'id' });
    });

    test('have in the list the name that the wire log gives them', async ({ world }) => {
      const { access_token } = await mintFor(world, 'zoe');
      expect((await world.tokens.list({ kind: 'access-token' }))[0]).not.toHaveProperty('label');
      await (
        await fetch(`${world.google.address}/oauth2/v3/userinfo`, { headers: { authorization: `Bearer ${access_token}` } })
      ).text();
      const [{ label = 'none' } = {}] = await world.tokens.list({ kind: 'access-token' });
      expect(label).toMatch(/^access-token#\d+$/);
      const { exchanges } = await world.wire.read();
      expect(exchanges[0]?.request.headers).toContainEqual([expect.stringMatching(/^authorization$/i), `Bearer ${label}`]);
    });

    test.for([0, 10_001, 1.5])('are not limited to %d', async (limit, { world }) => {
      expect((await rejection(world.tokens.list({ limit }))).code).toBe('usage');
    });
  });
};

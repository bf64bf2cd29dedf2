import { describe, expect } from 'vitest';
import { type AdvanceRequest, advanceRefusalOf, type Unfollowed, type World } from '../../model/index.ts';
import { mintFor, rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

const USERINFO = '/oauth2/v3/userinfo';

/** Calls the API with a token, as a client with this user agent. */
const callAs = async (world: World, agent: string, token: string): Promise<number> => {
  const headers = { authorization: `Bearer ${token}`, 'user-agent': agent };
  const response = await fetch(`${world.google.address}${USERINFO}`, { headers });
  await response.text();
  return response.status;
};

const clockOf = async (world: World) => {
  const { agedSeconds, shiftedSeconds } = await world.clock.read();
  return { agedSeconds, shiftedSeconds };
};

const UNCHANGED = { agedSeconds: 0, shiftedSeconds: 0 };

/** A day that passes for everybody: who follows, who does not, what ends, and what a right client does next. */
export const describeAdvance = (test: WorldTest): void => {
  describe('clock.advance', () => {
    test('shifts the world for those who follow, and reports what ended and what a right client does', async ({ world }) => {
      const { access_token } = await mintFor(world, 'zoe');
      expect(await callAs(world, 'shop/1.0', access_token)).toBe(200);
      await world.clock.follow('shop');
      const { clientId = '' } = (await world.google.clients())[0] ?? {};
      const result = await world.clock.tomorrow();
      expect(result).toEqual({
        by: 86_400,
        motion: 'shift',
        followers: ['shop'],
        notFollowing: [],
        died: [
          {
            ...{ kind: 'access-token', persona: 'google', person: 'zoe', clientId, why: 'expired' },
            id: expect.any(String),
            label: 'access-token#1',
            says: expect.stringMatching(/^access-token#1 expired 23 h ago \(lifetime 1 h\)$/),
          },
        ],
        next: [
          { persona: 'google', clientId, person: 'zoe', action: 'refresh', rightClient: 'the refresh token is alive: refresh' },
        ],
      });
      expect(await clockOf(world)).toEqual({ agedSeconds: 0, shiftedSeconds: 86_400 });
      expect(await callAs(world, 'shop/1.0', access_token)).toBe(401);
    });

    test('names the clients that do not follow', async ({ world }) => {
      const { access_token } = await mintFor(world, 'zoe');
      const { clientId } = (await world.google.clients())[0] ?? {};
      for (const agent of ['shop/1.0', 'python-requests/2.31.0', 'shop/1.0']) await callAs(world, agent, access_token);
      await world.clock.follow('shop');
      const { notFollowing } = await world.clock.advance({ by: '2h30m' });
      expect(notFollowing).toEqual([{ userAgent: 'python-requests/2.31.0', clientIds: [clientId] }]);
    });

    test('counts no page that a browser visits as a client', async ({ world }) => {
      await world.clock.follow('shop');
      const visit = (path: string, headers: Record<string, string>) => fetch(`${world.google.address}${path}`, { headers });
      const responses = [
        await visit('/o/oauth2/v2/auth?client_id=x', { 'user-agent': 'Mozilla/5.0' }),
        await visit('/favicon.ico', { 'user-agent': 'Mozilla/5.0', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }),
        await visit(USERINFO, { 'user-agent': 'Mozilla/5.0', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }),
      ];
      for (const response of responses) await response.text();
      expect((await world.clock.tomorrow()).notFollowing).toEqual([]);
      await (await visit(USERINFO, { 'user-agent': 'A single-page app' })).text();
      expect((await world.clock.tomorrow()).notFollowing).toEqual([{ userAgent: 'A single-page app', clientIds: [] }]);
    });

    test('is refused while nobody follows, and offers two substitutes that can be taken as they are', async ({ world }) => {
      const { access_token } = await mintFor(world, 'zoe');
      await callAs(world, 'python-requests/2.31.0', access_token);
      const error = await rejection(world.clock.tomorrow());
      expect(error.code).toBe('clock-not-held');
      expect(error.message).toContain('python-requests/2.31.0');
      expect(await clockOf(world)).toEqual(UNCHANGED);
      const { offers = [], notFollowing } = advanceRefusalOf(error) ?? {};
      expect(notFollowing).toMatchObject([{ userAgent: 'python-requests/2.31.0' }]);
      expect(offers.map(({ unfollowed }) => unfollowed)).toEqual(['age', 'short']);
      for (const { unfollowed, label, meaning, request } of offers) {
        expect([label.length, meaning.length].every((length) => length > 5)).toBe(true);
        expect((await world.clock.advance(request)).motion).toBe(unfollowed);
      }
    });

    test('says when no client was seen at all', async ({ world }) => {
      expect((await rejection(world.clock.tomorrow())).message).toContain('No client has called the vendors');
    });

    test('ages the provider alone, if that is chosen', async ({ world }) => {
      const { access_token } = await mintFor(world, 'zoe');
      await callAs(world, 'curl/8', access_token);
      const { motion, died, next, notFollowing } = await world.clock.tomorrow({ unfollowed: 'age' });
      expect({ motion, died: died.map(({ label }) => label) }).toEqual({ motion: 'age', died: ['access-token#1'] });
      expect(notFollowing).toMatchObject([{ userAgent: 'curl/8' }]);
      expect(next.map(({ rightClient }) => rightClient)).toEqual([
        'the refresh token is alive: refresh; the client learns it when a call is refused',
      ]);
      expect(await clockOf(world)).toEqual({ agedSeconds: 86_400, shiftedSeconds: 0 });
      expect(await callAs(world, 'curl/8', access_token)).toBe(401);
      expect((await world.google.mint({ as: 'zoe' })).expires_in).toBeGreaterThan(3_000);
    });

    test('makes the next tokens live short, if that is chosen, and ends nothing', async ({ world }) => {
      const { access_token } = await mintFor(world, 'zoe');
      const result = await world.clock.tomorrow({ unfollowed: 'short' });
      expect(result).toMatchObject({ motion: 'short', lifetimeSeconds: 30, died: [] });
      expect(result.next.map(({ rightClient }) => rightClient)).toEqual([expect.stringContaining('lives 30 s')]);
      expect(await clockOf(world)).toEqual(UNCHANGED);
      expect(await callAs(world, 'curl/8', access_token)).toBe(200);
      expect((await world.google.mint({ as: 'zoe' })).expires_in).toBe(30);
      await world.clock.advance({ by: '1d', unfollowed: 'short', lifetimeSeconds: 7 });
      expect((await world.google.mint({ as: 'zoe' })).expires_in).toBe(7);
    });

    test('shifts and takes no substitute where somebody follows', async ({ world }) => {
      await world.clock.follow('shop');
      expect((await world.clock.tomorrow({ unfollowed: 'short' })).motion).toBe('shift');
      expect(await clockOf(world)).toEqual({ agedSeconds: 0, shiftedSeconds: 86_400 });
    });

    test('is refused for a follower that has gone, and for one whose clock runs by another time', async ({ world }) => {
      await world.clock.next('gone', { shiftedSeconds: 99 });
      const error = await rejection(world.clock.tomorrow());
      expect(error.message).toContain('gone followed it and no longer answers');
      expect(await world.clock.read()).toEqual({ ...UNCHANGED, followers: [] });
      await world.clock.next('backwards', { shiftedSeconds: -3600 });
      expect((await rejection(world.clock.tomorrow())).code).toBe('clock-not-held');
      expect(await world.clock.read()).toEqual({ ...UNCHANGED, followers: [] });
    });

    test('several at once happen one after another, and none is lost', async ({ world }) => {
      await world.clock.follow('shop');
      const results = await Promise.all([
        world.clock.tomorrow(),
        world.clock.advance({ by: '1h' }),
        rejection(world.clock.advance({ by: '-1h' })),
        world.clock.shift('1m'),
        world.clock.advance({ by: '1s' }),
      ]);
      expect(results.flatMap((result) => ('by' in result ? [result.by] : []))).toEqual([86_400, 3_600, 1]);
      expect((await world.clock.read()).shiftedSeconds).toBe(86_400 + 3_600 + 60 + 1);
    });

    test.for(['', '1', '-1d', '0s', '3651d', '1w', '1.5h'])('"%s" is no duration, and nothing changes', async (by, { world }) => {
      await world.clock.follow('shop');
      const error = await rejection(world.clock.advance({ by }));
      expect(error).toMatchObject({ code: 'usage', field: 'by' });
      expect(error.message).toContain(`"${by}"`);
      expect(await clockOf(world)).toEqual(UNCHANGED);
    });

    test('does not pass 10 years in total', async ({ world }) => {
      await world.clock.follow('shop');
      await world.clock.advance({ by: '3650d' });
      const error = await rejection(world.clock.advance({ by: '1s' }));
      expect(error).toMatchObject({ code: 'usage', field: 'by' });
      expect(error.message).toContain('3650 days ahead');
      expect((await world.clock.read()).shiftedSeconds).toBe(3_650 * 86_400);
    });

    test.for<[string, object]>([
      ['unfollowed', { unfollowed: 'later' as Unfollowed }],
      ['lifetimeSeconds', { unfollowed: 'short', lifetimeSeconds: 0 }],
      ['lifetimeSeconds', { unfollowed: 'short', lifetimeSeconds: 1e9 }],
    ])('a wrong %s is told, and nothing changes', async ([field, options], { world }) => {
      const error = await rejection(world.clock.advance({ by: '1d', ...options } as AdvanceRequest));
      expect(error).toMatchObject({ code: 'usage', field });
      expect(await clockOf(world)).toEqual(UNCHANGED);
      const usual = (await mintFor(world, 'zoe')).expires_in;
      expect(usual).toBeGreaterThan(3_000);
    });

    test('presets are durations that can be advanced by, with a label and an effect', async ({ world }) => {
      const presets = await world.clock.presets();
      expect(presets.map(({ persona, by }) => `${persona} ${by}`)).toEqual(expect.arrayContaining(['google 1d', 'facebook 61d']));
      for (const { by, label, effect } of presets) {
        expect([label, effect]).not.toContain('');
        expect((await world.clock.advance({ by, unfollowed: 'age' })).motion).toBe('age');
      }
    });
  });
};

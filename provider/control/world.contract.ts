import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LoginLabError, type Snapshot, type TokenQuery, type WireEvent, type World } from '../model/index.ts';
import { postToken, tokensFor } from '../testing/test-login.ts';
import { describeMailbox } from './contract/mailbox.ts';
import { describePasswords } from './contract/passwords.ts';

/** What an implementation of `World` brings to be judged. */
export interface OpenedWorld {
  readonly world: World;
  /** Ids of the behaviours of its personas. */
  readonly behaviours: readonly string[];
  /** Opens another world of the same lab. */
  another(): Promise<World>;
  close(): Promise<void>;
}

/** The contract of `World`: the same for a lab in this process and for one behind the control API. */
export const describeWorld = (name: string, open: () => Promise<OpenedWorld>): void => {
  describe(`a world ${name}`, () => {
    let opened: OpenedWorld;
    let world: World;
    beforeEach(async () => {
      opened = await open();
      world = opened.world;
    });
    afterEach(() => opened.close());

    describe('clock', () => {
      test('a new world is neither aged nor shifted', async () => {
        expect(await world.clock.read()).toEqual({ agedSeconds: 0, shiftedSeconds: 0, followers: [] });
      });

      test('ages add up', async () => {
        await world.clock.age('61m');
        expect((await world.clock.age('1d2h30m90s')).agedSeconds).toBe(61 * 60 + 26 * 3600 + 30 * 60 + 90);
      });

      test.each(['', '61', 'm', '-1m', '1y', '1.5h', 'tomorrow'])('"%s" is no duration and changes nothing', async (by) => {
        const error = await rejection(world.clock.age(by));
        expect(error.code).toBe('usage');
        expect(error.message).toContain(`"${by}"`);
        expect((await world.clock.read()).agedSeconds).toBe(0);
      });

      test('cannot be shifted while no client follows it', async () => {
        expect((await rejection(world.clock.shift('61m'))).code).toBe('clock-not-held');
        expect((await world.clock.read()).shiftedSeconds).toBe(0);
      });

      test('is not shifted for a client that has gone', async () => {
        await world.clock.next('gone', { shiftedSeconds: 1 });
        expect((await rejection(world.clock.shift('61m'))).code).toBe('clock-not-held');
        expect(await world.clock.read()).toEqual({ agedSeconds: 0, shiftedSeconds: 0, followers: [] });
      });

      test('is shifted for those who follow it', async () => {
        await world.clock.follow('shop');
        expect(await world.clock.shift('61m')).toEqual({ agedSeconds: 0, shiftedSeconds: 3660, followers: ['shop'] });
      });

      test('shifts once every client that asks on lives by the new time', async () => {
        const lives: number[] = [0];
        const live = async (): Promise<void> => {
          const { shiftedSeconds } = await world.clock.next('asking', { shiftedSeconds: lives.at(-1) ?? 0 });
          lives.push(shiftedSeconds);
          if (shiftedSeconds > 0) await Promise.all([live(), world.clock.read()]);
        };
        const living = live();
        while (!(await world.clock.read()).followers.includes('asking'));
        await world.clock.shift('61m');
        expect(lives).toEqual([0, 3660]);
        await world.reset();
        await living;
        expect(lives).toEqual([0, 3660, 0]);
      });
    });

    describe('tokens', () => {
      test('live short until told otherwise', async () => {
        const usual = (await mintFor(world, 'zoe')).expires_in;
        await world.tokens.short({ lifetimeSeconds: 7 });
        expect((await world.google.mint({ as: 'zoe' })).expires_in).toBe(7);
        await world.tokens.short(null);
        expect((await world.google.mint({ as: 'zoe' })).expires_in).toBe(usual);
      });

      test.each([0, -5, Number.NaN])('cannot live %d seconds', async (lifetimeSeconds) => {
        expect((await rejection(world.tokens.short({ lifetimeSeconds }))).code).toBe('usage');
      });

      test('expire once', async () => {
        const { access_token: value } = await mintFor(world, 'zoe');
        expect(await world.tokens.expire({ value })).toBe(1);
        expect(await world.tokens.expire({ value })).toBe(0);
      });

      test('expire by person and kind', async () => {
        await mintFor(world, 'zoe');
        await mintFor(world, 'yan');
        expect(await world.tokens.expire({ person: 'zoe', kinds: ['access-token'] })).toBe(1);
        expect(await world.tokens.expire({ person: 'zoe', kinds: ['access-token'] })).toBe(0);
        expect(await world.tokens.expire({ persona: 'google', person: 'yan', kinds: ['access-token'] })).toBe(1);
      });

      test('die with the grant', async () => {
        await mintFor(world, 'zoe');
        expect(await world.grants.revoke({ person: 'zoe' })).toBeGreaterThan(0);
        expect(await world.grants.revoke({ person: 'zoe' })).toBe(0);
      });

      test('are minted with claims of the caller', async () => {
        await world.people.add({ key: 'zoe' });
        const minted = await world.google.mint({ as: 'zoe', claims: { favourite_colour: 'blue' } });
        expect(claimsOf(minted.id_token)).toMatchObject({ favourite_colour: 'blue' });
        expect(minted.access_token).not.toBe(minted.refresh_token);
      });

      test('are not minted for strangers', async () => {
        expect((await rejection(world.google.mint({ as: 'nobody-of-this-name' }))).code).toBe('unknown-id');
      });
    });

    describe('tokens that are listed', () => {
      const listed = async (query?: TokenQuery) =>
        (await world.tokens.list(query)).map(({ kind, person }) => `${kind} of ${person}`);

      test('say what they are, and not what they read', async () => {
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

      test('are those that were asked for', async () => {
        await mintFor(world, 'zoe');
        await mintFor(world, 'yan');
        expect(await listed({ kind: 'access-token' })).toEqual(['access-token of zoe', 'access-token of yan']);
        expect(await listed({ person: 'yan', state: 'live' })).toEqual(['access-token of yan', 'refresh-token of yan']);
        expect(await listed({ kind: 'refresh-token', limit: 1 })).toEqual(['refresh-token of yan']);
        expect(await listed({ clientId: 'nobody' })).toEqual([]);
        const [first] = await world.tokens.list();
        expect(await world.tokens.list({ id: first?.id ?? '' })).toEqual([first]);
      });

      test('say why they died', async () => {
        await mintFor(world, 'zoe');
        await world.tokens.expire({ person: 'zoe', kinds: ['access-token'] });
        await world.tokens.revoke({ person: 'zoe', kinds: ['refresh-token'] });
        const whys = (await world.tokens.list({ state: 'dead' })).map(({ kind, died }) => `${kind} ${died?.why}`);
        expect(whys).toEqual(['access-token expired-by-request', 'refresh-token revoked', 'code consumed']);
      });

      test('are older when the world is', async () => {
        await mintFor(world, 'zoe');
        const [young] = await world.tokens.list({ kind: 'access-token' });
        await world.clock.age('1d');
        const [old] = await world.tokens.list({ kind: 'access-token' });
        expect(old?.expiresAtEpochSeconds).toBe((young?.expiresAtEpochSeconds ?? 0) - 86_400);
        expect([young?.died, old?.died?.why]).toEqual([undefined, 'expired']);
      });

      test('end one by one, by id', async () => {
        await mintFor(world, 'zoe');
        const [one, other] = await world.tokens.list({ state: 'live' });
        expect(await world.tokens.expire({ id: one?.id ?? '' })).toBe(1);
        expect(await world.tokens.revoke({ id: other?.id ?? '' })).toBe(1);
        expect(await world.tokens.revoke({ id: other?.id ?? '' })).toBe(0);
        expect(await world.tokens.list({ state: 'live' })).toEqual([]);
        expect(await rejection(world.tokens.expire({ id: 'nobody' }))).toMatchObject({ code: 'unknown-id', field: 'id' });
      });

      test('have in the list the name that the wire log gives them', async () => {
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

      test.each([0, 10_001, 1.5])('are not limited to %d', async (limit) => {
        expect((await rejection(world.tokens.list({ limit }))).code).toBe('usage');
      });
    });

    test('consents and sessions are listed, and end', async () => {
      await tokensFor(world, 'ana', { cookie: '' });
      const [grant] = await world.grants.list();
      const [client] = await world.google.clients();
      expect(grant).toMatchObject({ persona: 'google', person: 'ana', clientIds: [client?.clientId] });
      expect(grant?.scopes).toContain('openid');
      const [session] = await world.sessions.list({ person: 'ana' });
      expect(session).toMatchObject({ persona: 'google', person: 'ana', browser: expect.any(String) });
      expect(await world.sessions.list({ person: 'ben' })).toEqual([]);

      expect(await world.sessions.end({ id: session?.id ?? '' })).toBe(1);
      expect(await world.sessions.list()).toEqual([]);
      expect(await rejection(world.sessions.end({ id: 'nobody' }))).toMatchObject({ code: 'unknown-id', field: 'id' });

      expect((await rejection(world.grants.revoke({ person: 'ana', clientId: 'nobody' }))).code).toBe('unknown-id');
      expect(await world.grants.list()).toEqual([grant]);
      expect(await world.grants.revoke({ person: 'ana', clientId: client?.clientId ?? '' })).toBeGreaterThan(0);
      expect(await world.grants.list()).toEqual([]);
    });

    test('revoking one app ends what the person granted to its project, and nothing else', async () => {
      await world.google.register({ clientId: '77-web' });
      await world.google.register({ clientId: '77-phone' });
      await world.google.register({ clientId: '88-other' });
      for (const clientId of ['77-web', '77-phone', '88-other']) await world.google.mint({ as: 'ana', clientId });
      expect(await world.grants.revoke({ person: 'ana', clientId: '77-web' })).toBeGreaterThan(0);
      const living = (await world.tokens.list({ state: 'live' })).map(({ clientId }) => clientId);
      expect([...new Set(living)]).toEqual(['88-other']);
    });

    test('ending sessions counts them', async () => {
      expect(await world.sessions.end()).toBe(0);
    });

    describeMailbox(() => opened);
    describePasswords(() => opened);

    describe('faults', () => {
      test('come back with their defaults filled in', async () => {
        const state = await world.faults.inject({ on: 'token', do: { status: 503 } });
        expect(state).toMatchObject({ fault: { on: 'token', at: 'request', skip: 0, do: { status: 503 } }, seen: 0, struck: 0 });
        expect(await world.faults.list()).toEqual([state]);
      });

      test('are cleared one by one or all at once', async () => {
        const { id } = await world.faults.inject({ on: 'token', do: { drop: true } });
        await world.faults.inject({ on: 'jwks', do: { delayMs: 1 } });
        await world.faults.inject({ on: 'userinfo', do: { rotateKeys: true } });
        await world.faults.clear(id);
        expect((await world.faults.list()).map(({ fault }) => fault.on)).toEqual(['jwks', 'userinfo']);
        await world.faults.clear();
        expect(await world.faults.list()).toEqual([]);
      });

      test('that are not there cannot be cleared, and the others stay', async () => {
        await world.faults.inject({ on: 'token', do: { drop: true } });
        for (const id of ['f999', '', '..']) expect((await rejection(world.faults.clear(id))).code).toBe('unknown-id');
        expect(await world.faults.list()).toHaveLength(1);
      });

      test('name the field that is wrong', async () => {
        const misspelt = JSON.parse('{ "on": "tokn", "do": { "status": 503 } }');
        const error = await rejection(world.faults.inject(misspelt));
        expect(error).toMatchObject({ code: 'usage', field: 'on' });
        const impossible = await rejection(world.faults.inject({ on: 'token', do: { status: 99 } }));
        expect(impossible).toMatchObject({ code: 'usage', field: expect.stringMatching(/^do\b/) });
        expect(await world.faults.list()).toEqual([]);
      });
    });

    describe('settings', () => {
      const misspelt = (id: string): string => `${id.slice(0, -1)}~`;

      test('name every behaviour', async () => {
        expect(Object.keys(await world.settings.read()).toSorted()).toEqual(opened.behaviours.toSorted());
      });

      test('are described: what each means, is, was, and takes', async () => {
        const [id = ''] = opened.behaviours;
        await world.settings.change({ [id]: false });
        const described = await world.settings.describe();
        expect(described.map((each) => each.id).toSorted()).toEqual(opened.behaviours.toSorted());
        expect(described[0]).toMatchObject({
          id,
          value: false,
          summary: expect.any(String),
          source: { row: expect.any(String) },
        });
        for (const { default: usual, schema } of described) expect(schema.default).toEqual(usual);
      });

      test('change one by one', async () => {
        const [id = '', ...others] = opened.behaviours;
        const before = await world.settings.read();
        await world.settings.change({ [id]: false });
        const after = await world.settings.read();
        expect(after[id]).toBe(false);
        for (const other of others) expect(after[other]).toBe(before[other]);
      });

      test('an unknown id is answered with the nearest known one', async () => {
        const [id = ''] = opened.behaviours;
        const error = await rejection(world.settings.change({ [misspelt(id)]: false }));
        expect(error.code).toBe('unknown-id');
        expect(error.message).toContain(id);
      });

      test('change all or none', async () => {
        const [id = ''] = opened.behaviours;
        const before = await world.settings.read();
        expect((await rejection(world.settings.change({ [id]: false, [misspelt(id)]: false }))).code).toBe('unknown-id');
        expect(await world.settings.read()).toEqual(before);
      });
    });

    test('a person is added by key, and the rest is made up', async () => {
      const zoe = await world.people.add({ key: 'zoe', givenName: 'Zoë' });
      expect(zoe).toMatchObject({
        key: 'zoe',
        givenName: 'Zoë',
        sub: expect.stringMatching(/./),
        email: expect.stringContaining('@'),
      });
      expect(await world.people.list()).toContainEqual(zoe);
    });

    describe('clients', () => {
      const redirectUris = ['http://127.0.0.1:1/callback'];

      test('are registered with defaults', async () => {
        const client = await world.google.register({ clientId: '77-shop', redirectUris });
        expect(client).toMatchObject({ persona: 'google', clientId: '77-shop', redirectUris, project: '77' });
        expect(await world.google.clients()).toContainEqual(client);
      });

      test.each(['javascript:alert(1)', 'DATA:text/html,x', 'nowhere', 'https://shop.example/#cb'])(
        'have no redirect URI such as %s',
        async (uri) => {
          const wrong = world.facebook.register({ clientId: '77', redirectUris: [redirectUris[0] ?? '', uri] });
          expect(await rejection(wrong)).toMatchObject({ code: 'usage', field: 'redirectUris[1]' });
        },
      );

      test('are replaced by their id', async () => {
        await world.google.register({ clientId: '77-shop', redirectUris });
        await world.google.register({ clientId: '77-shop', redirectUris, name: 'New shop' });
        const same = (await world.google.clients()).filter(({ clientId }) => clientId === '77-shop');
        expect(same).toMatchObject([{ name: 'New shop' }]);
      });
    });

    test('a registration changes in part, and is forgotten with its tokens', async () => {
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

    test('published keys say which one signs', async () => {
      const [first, second] = await world.google.keys();
      expect([first?.state, second?.state]).toEqual(['current', 'next']);
      await world.google.rotateKeys();
      const rotated = (await world.google.keys()).map(({ kid, state }) => `${kid} ${state}`);
      expect(rotated.slice(0, 2)).toEqual([`${first?.kid} previous`, `${second?.kid} current`]);
      expect(JSON.stringify(await world.google.keys())).not.toContain('"d":');
    });

    test('a rotated key is another key', async () => {
      const { kid } = await world.google.rotateKeys();
      expect((await world.google.rotateKeys()).kid).not.toBe(kid);
    });

    describe('wire', () => {
      test('tells what was asked, page by page', async () => {
        await visit(world);
        await visit(world);
        const { exchanges, last } = await world.wire.read();
        expect(exchanges).toMatchObject([{ endpoint: 'discovery' }, { endpoint: 'discovery' }]);
        expect((await world.wire.read({ limit: 1 })).exchanges).toHaveLength(1);
        expect(await world.wire.read({ after: last })).toMatchObject({ exchanges: [], last });
      });

      test('finds one exchange, or nothing', async () => {
        await visit(world);
        const { exchanges } = await world.wire.read();
        expect(await world.wire.find(exchanges[0]?.id ?? '')).toEqual(exchanges[0]);
        for (const id of ['x999999', 'idle', '..', '', 'a/b?c#d']) expect(await world.wire.find(id)).toBeUndefined();
      });

      test('is idle once everything is answered', async () => {
        const visits = [visit(world), visit(world)];
        await Promise.all(visits);
        await world.wire.idle();
        expect((await world.wire.read()).exchanges).toHaveLength(2);
      });
    });

    test('an exchange tells by how much the world was aged when it happened', async () => {
      await visit(world);
      await world.clock.age('1d');
      await visit(world);
      const [before, after] = (await world.wire.read()).exchanges;
      expect(before).not.toHaveProperty('agedSeconds');
      expect(after).toMatchObject({ agedSeconds: 86_400 });
      expect(await world.wire.find(after?.id ?? '', { reveal: true })).toMatchObject({ agedSeconds: 86_400 });
    });

    describe('the wire, live', () => {
      test('tells what happens, and not what happened', async () => {
        await visit(world);
        const next = following(await world.wire.follow());
        await visit(world);
        const { exchanges } = await world.wire.read();
        expect(await next()).toEqual({ kind: 'exchange', exchange: exchanges[1] });
      });

      test('goes on from where one was, and reveals when asked to', async () => {
        await visit(world);
        await visit(world);
        const next = following(await world.wire.follow({ after: 1, reveal: true }));
        expect(await next()).toEqual({ kind: 'exchange', exchange: await world.wire.find('x2', { reveal: true }) });
      });

      test('tells of a reset', async () => {
        const next = following(await world.wire.follow());
        await world.reset();
        expect(await next()).toEqual({ kind: 'reset' });
      });

      test('ends with the world', async () => {
        const other = await opened.another();
        const next = following(await other.wire.follow());
        const coming = next();
        await other[Symbol.asyncDispose]();
        expect(await coming).toBeUndefined();
      });

      test('ends for one who gives up', async () => {
        const enough = new AbortController();
        const next = following(await world.wire.follow({ signal: enough.signal }));
        const coming = next();
        enough.abort();
        expect(await coming).toBeUndefined();
      });
    });

    test('the wire is a HAR too, as redacted as it is read', async () => {
      await postToken(world, { grant_type: 'refresh_token', refresh_token: '1//a-secret-of-some-length' });
      const { log } = await world.wire.har();
      expect(log).toMatchObject({ version: '1.2', creator: { name: 'loginlab' }, entries: [{ _id: 'x1', _endpoint: 'token' }] });
      expect(JSON.stringify(log)).not.toContain('a-secret-of-some-length');
      expect(JSON.stringify(await world.wire.har({ reveal: true }))).toContain('a-secret-of-some-length');
    });

    describe('a seed', () => {
      test('puts people, clients and settings in place, once or twice', async () => {
        const [id = ''] = opened.behaviours;
        const seed = {
          people: [{ key: 'zoe', hostedDomain: 'corp.example' }],
          clients: { google: [{ clientId: '77-shop', redirectUris: ['http://127.0.0.1/cb'] }] },
          settings: { [id]: false },
        };
        await world.seed(seed);
        const people = await world.people.list();
        await world.seed(seed);
        expect(await world.people.list()).toEqual(people);
        expect(people).toContainEqual(expect.objectContaining({ key: 'zoe', hostedDomain: 'corp.example' }));
        expect((await world.google.clients()).filter(({ clientId }) => clientId === '77-shop')).toHaveLength(1);
        expect((await world.settings.read())[id]).toBe(false);
      });

      test.each([
        [{ people: [{ key: 'zoe' }, { key: 'not a key' }] }, 'people[1].key'],
        [
          { people: [{ key: 'zoe' }], clients: { google: [{ clientId: '7', redirectUris: ['x'] }] } },
          'clients.google[0].redirectUris[0]',
        ],
        [{ people: [{ key: 'zoe' }], settings: { 'google/no/such': false } }, 'settings.google/no/such'],
        [JSON.parse('{"people":[{"key":"zoe"}],"clients":{"nobody":[]}}'), 'clients.nobody'],
      ])('with a mistake in it changes nothing: %j', async (seed, field) => {
        expect((await rejection(world.seed(seed))).field).toBe(field);
        expect((await world.people.list()).map(({ key }) => key)).not.toContain('zoe');
      });
    });

    describe('a snapshot', () => {
      test('brings back everything, in this world and in another', async () => {
        const [id = ''] = opened.behaviours;
        await world.seed({ people: [{ key: 'zoe' }], clients: { google: [{ clientId: '77-shop' }] }, settings: { [id]: false } });
        const browser = { cookie: '' };
        await tokensFor(world, 'ana', browser, { access_type: 'offline' });
        const minted = await world.google.mint({ as: 'zoe', clientId: '77-shop' });
        const { refresh_token: revoked = 'none' } = minted;
        await world.tokens.revoke({ kinds: ['refresh-token'] });
        await world.faults.inject({ on: 'token', skip: 2, do: { drop: true } });
        await world.google.rotateKeys();
        await world.clock.age('10m');
        const told = await whole(world);
        const snapshot: Snapshot = JSON.parse(JSON.stringify(await world.snapshot()));

        await using other = await opened.another();
        await other.google.mint({ as: 'ana' });
        await world.reset();
        for (const restored of [world, other]) {
          await restored.restore(snapshot);
          expect(await whole(restored)).toEqual(told);
          expect((await restored.wire.read()).exchanges).toEqual([]);
          expect(await restored.tokens.expire({ value: revoked })).toBe(0);
          expect(await restored.tokens.expire({ value: minted.access_token })).toBe(1);
          expect(await tokensFor(restored, 'ana', browser)).toHaveProperty('access_token');
          expect(await restored.sessions.list()).toHaveLength(1);
        }
      });

      test('is a picture: what happens later does not change it', async () => {
        const before = await world.snapshot();
        const copy = structuredClone(before);
        await mintFor(world, 'zoe');
        await world.people.change('ana', { name: 'Another' });
        expect(before).toEqual(copy);
      });

      test.each([
        ['of another version', { loginlab: 2 }, 'loginlab'],
        ['with a kind of rows that is none', { rows: { Nonsense: [] } }, 'rows.Nonsense'],
        ['with a row that is none', { rows: { Person: [{ id: 'ana' }] } }, 'rows.Person[0].payload'],
        ['with a client that is none', { rows: { Client: [rowOf({ clientId: '7' })] } }, 'rows.Client[0].payload.persona'],
        [
          'with a token that never ends',
          { rows: { AccessToken: [rowOf({ accountId: '1' })] } },
          'rows.AccessToken[0].payload.clientId',
        ],
        ['with a setting that is none', { settings: { 'google/no/such': true } }, 'settings.google/no/such'],
        ['with a key that cannot sign', { keys: { google: { current: 9, made: [{ kid: 'k', kty: 'RSA' }] } } }, 'keys.google'],
        ['with no key to sign with', { keys: { google: { current: 99, made: [] } } }, 'keys.google'],
      ])('%s changes nothing', async (_what, wrong, field) => {
        await mintFor(world, 'zoe');
        const told = await whole(world);
        const snapshot = { ...(await world.snapshot()), ...wrong } as Snapshot;
        expect((await rejection(world.restore(snapshot))).field).toBe(field);
        expect(await whole(world)).toEqual(told);
      });
    });

    describe('whose vendor is Facebook', () => {
      const graph = async (path: string, token: string): Promise<unknown> =>
        (await fetch(`${world.facebook.address}/v19.0/${path}&access_token=${token}`)).json();
      const session = (subcode: number) => ({ error: { code: 190, error_subcode: subcode } });
      const me = (token: string) => graph('me?fields=name', token);

      test('mints a token that lives for weeks, no refresh token, and an ID token when asked for one', async () => {
        const minted = await world.facebook.mint({ as: 'ana' });
        expect(Object.keys(minted)).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'token_type']);
        expect(minted.expires_in).toBeGreaterThan(50 * 86_400);
        expect(claimsOf(minted.id_token)).toMatchObject({ aud: expect.any(String), email: 'ana@example.com' });
        expect(await me(minted.access_token)).toMatchObject({ name: 'Ana Alvarez' });
        expect(await world.facebook.mint({ as: 'ana', scope: 'public_profile' })).not.toHaveProperty('id_token');
      });

      test('knows a person by another id in each app', async () => {
        await world.facebook.register({ clientId: '777' });
        const [{ clientId = '' } = {}] = await world.facebook.clients();
        const ids = [clientId, '777'].map(async (id) =>
          claimsOf((await world.facebook.mint({ as: 'ana', clientId: id })).id_token),
        );
        const [here, there] = await Promise.all(ids);
        expect(here).toMatchObject({ aud: clientId, sub: expect.stringMatching(/^\d+$/) });
        expect(there).toMatchObject({ aud: '777', sub: expect.not.stringContaining(here?.sub ?? '') });
      });

      test('still takes a token tomorrow, and no more after its sixty days', async () => {
        const { access_token: token } = await world.facebook.mint({ as: 'ana' });
        await world.clock.age('1d');
        expect(await me(token)).toMatchObject({ name: 'Ana Alvarez' });
        await world.clock.age('60d');
        expect(await me(token)).toMatchObject(session(463));
        expect((await world.facebook.mint({ as: 'ana' })).expires_in).toBeGreaterThan(50 * 86_400);
      });

      test('mints what is over already', async () => {
        const { access_token: token, id_token } = await world.facebook.mint({ as: 'ana', expired: true });
        expect(await me(token)).toMatchObject(session(463));
        expect(claimsOf(id_token).exp).toBeLessThan(Date.now() / 1000);
      });

      test('forgets one app of a person, and says so in its own words', async () => {
        await world.facebook.register({ clientId: '777' });
        await world.facebook.register({ clientId: '888' });
        const [gone, stays] = await Promise.all(
          ['777', '888'].map(async (clientId) => (await world.facebook.mint({ as: 'ana', clientId })).access_token),
        );
        expect(await world.grants.revoke({ person: 'ana', clientId: '777' })).toBeGreaterThan(0);
        expect(await me(gone ?? '')).toMatchObject(session(458));
        expect(await me(stays ?? '')).toMatchObject({ name: 'Ana Alvarez' });
        const living = (await world.tokens.list({ state: 'live', kind: 'access-token' })).map(({ clientId }) => clientId);
        expect(living).toEqual(['888']);
      });

      test('loses its tokens alone when it alone is named', async () => {
        const [{ access_token: own }] = await Promise.all([world.facebook.mint({ as: 'ana' }), world.google.mint({ as: 'ana' })]);
        expect(await world.grants.revoke({ person: 'ana', persona: 'facebook' })).toBeGreaterThan(0);
        expect(await me(own)).toMatchObject(session(458));
        const living = await world.tokens.list({ state: 'live' });
        expect([...new Set(living.map(({ persona }) => persona))]).toEqual(['google']);
      });

      test('rotates its own keys, and Google’s stay', async () => {
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

    test('findings are those of the rules that the lab was opened with', async () => {
      await visit(world);
      expect(await world.findings()).toEqual([]);
    });

    test('a reset keeps clients and clears the rest', async () => {
      const settings = await world.settings.read();
      const { clientId } = await world.google.register({ clientId: '77-shop', redirectUris: [] });
      await world.people.add({ key: 'zoe' });
      await world.clock.age('1d');
      await world.faults.inject({ on: 'token', do: { drop: true } });
      await world.settings.change({ [opened.behaviours[0] ?? '']: false });
      const { access_token: value } = await world.google.mint({ as: 'zoe', clientId });

      await world.reset();

      expect((await world.clock.read()).agedSeconds).toBe(0);
      expect(await world.faults.list()).toEqual([]);
      expect(await world.settings.read()).toEqual(settings);
      expect((await world.people.list()).map(({ key }) => key)).not.toContain('zoe');
      expect(await world.tokens.expire({ value })).toBe(0);
      expect((await world.google.clients()).map((client) => client.clientId)).toContain(clientId);
    });

    test('a person changes, but for key and subject', async () => {
      const zoe = await world.people.add({ key: 'zoe' });
      const changed = await world.people.change('zoe', { email: 'zoe@corp.example', hostedDomain: 'corp.example' });
      expect(changed).toEqual({ ...zoe, email: 'zoe@corp.example', hostedDomain: 'corp.example' });
      expect(await world.people.list()).toContainEqual(changed);
      expect((await rejection(world.people.change('nobody-of-this-name', {}))).code).toBe('unknown-id');
    });

    test('an account that is deleted takes its tokens along', async () => {
      const { access_token: value } = await mintFor(world, 'zoe');
      expect((await world.people.change('zoe', { status: 'deleted' })).status).toBe('deleted');
      expect(await world.tokens.expire({ value })).toBe(0);
    });

    test('a password is changed for people who are there', async () => {
      await mintFor(world, 'zoe');
      await expect(world.people.changePassword('zoe')).resolves.toBeUndefined();
      expect((await rejection(world.people.changePassword('nobody-of-this-name'))).code).toBe('unknown-id');
    });

    test('a person who is removed takes everything along', async () => {
      await tokensFor(world, 'ana', { cookie: '' });
      await world.people.remove('ana');
      expect((await world.people.list()).map(({ key }) => key)).not.toContain('ana');
      expect(await world.tokens.list({ state: 'live' })).toEqual([]);
      expect([await world.grants.list(), await world.sessions.list()]).toEqual([[], []]);
      expect((await rejection(world.people.remove('ana'))).code).toBe('unknown-id');
    });

    test('a reset brings new people', async () => {
      await world.reset([{ key: 'kim' }, { key: 'lou' }]);
      expect((await world.people.list()).map(({ key }) => key)).toEqual(expect.arrayContaining(['kim', 'lou']));
    });

    test('two worlds do not see each other', async () => {
      await using other = await opened.another();
      await world.clock.age('1d');
      await world.google.register({ clientId: '77-shop', redirectUris: [] });
      await world.people.add({ key: 'zoe' });
      await world.faults.inject({ on: 'token', do: { drop: true } });
      await visit(world);

      expect(other.id).not.toBe(world.id);
      expect(other.google.address).not.toBe(world.google.address);
      expect((await other.clock.read()).agedSeconds).toBe(0);
      expect((await other.google.clients()).map(({ clientId }) => clientId)).not.toContain('77-shop');
      expect((await other.people.list()).map(({ key }) => key)).not.toContain('zoe');
      expect(await other.faults.list()).toEqual([]);
      expect((await other.wire.read()).exchanges).toEqual([]);
    });

    test('a disposed world is gone', async () => {
      const gone = await opened.another();
      await gone[Symbol.asyncDispose]();
      await gone[Symbol.asyncDispose]();
      const calls = [
        () => gone.people.list(),
        () => gone.clock.read(),
        () => gone.clock.age('1m'),
        () => gone.faults.list(),
        () => gone.settings.read(),
        () => gone.wire.read(),
        () => gone.wire.find('x1'),
        () => gone.google.clients(),
        () => gone.tokens.list(),
        () => gone.wire.follow(),
        () => gone.snapshot(),
        () => gone.reset(),
      ];
      for (const call of calls) expect((await rejection(call())).code).toBe('world-gone');
    });
  });
};

/** The `LoginLabError` that a promise rejects with. */
const rejection = async (promise: Promise<unknown>): Promise<LoginLabError> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (outcome instanceof LoginLabError) return outcome;
  throw new Error(`A LoginLabError was expected; found ${outcome instanceof Error ? outcome.stack : JSON.stringify(outcome)}`);
};

const mintFor = async (world: World, key: string) => {
  await world.people.add({ key });
  return world.google.mint({ as: key });
};

const claimsOf = (jwt = ''): { readonly sub: string; readonly exp: number } =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

/** Reads one event after the other; undefined at the end. */
const following = (events: AsyncIterable<WireEvent>) => {
  const iterator = events[Symbol.asyncIterator]();
  return async (): Promise<WireEvent | undefined> => (await iterator.next()).value;
};

/** All that a world tells of itself, but for its name. */
const whole = async (world: World) => ({
  people: await world.people.list(),
  clients: await world.google.clients(),
  keys: await world.google.keys(),
  tokens: (await world.tokens.list({ reveal: true })).map(({ label, ...token }) => token), // labels are the log's
  grants: await world.grants.list(),
  sessions: await world.sessions.list(),
  clock: await world.clock.read(),
  faults: await world.faults.list(),
  settings: await world.settings.read(),
});

const rowOf = (payload: object) => ({ id: 'x', payload, keys: {}, writtenAtAgeSeconds: 0 });

/** One exchange with the persona itself. */
const visit = async (world: World): Promise<void> => {
  const response = await fetch(`${world.google.address}/.well-known/openid-configuration`);
  await response.text();
};

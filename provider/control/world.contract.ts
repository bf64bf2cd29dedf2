import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LoginLabError, type World } from '../model/index.ts';

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

      test('is shifted for those who follow it', async () => {
        await world.clock.follow('shop');
        expect(await world.clock.shift('61m')).toEqual({ agedSeconds: 0, shiftedSeconds: 3660, followers: ['shop'] });
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

    test('ending sessions counts them', async () => {
      expect(await world.sessions.end()).toBe(0);
    });

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

      test('are replaced by their id', async () => {
        await world.google.register({ clientId: '77-shop', redirectUris });
        await world.google.register({ clientId: '77-shop', redirectUris, name: 'New shop' });
        const same = (await world.google.clients()).filter(({ clientId }) => clientId === '77-shop');
        expect(same).toMatchObject([{ name: 'New shop' }]);
      });
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

const claimsOf = (jwt: string): unknown => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

/** One exchange with the persona itself. */
const visit = async (world: World): Promise<void> => {
  const response = await fetch(`${world.google.address}/.well-known/openid-configuration`);
  await response.text();
};

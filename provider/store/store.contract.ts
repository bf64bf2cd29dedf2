import { afterEach, describe, expect, it } from 'vitest';
import type { NewRow, Store } from './store.ts';

const row = (id: string, extra: Partial<NewRow> = {}): NewRow => ({
  id,
  payload: { value: id },
  keys: {},
  writtenAtAgeSeconds: 0,
  ...extra,
});
const death = { why: 'revoked', atEpochSeconds: 100 } as const;

/** What every store must hold, wherever it keeps its rows. `open` makes a store of the given capacity. */
export const describeStore = (name: string, open: (options?: { readonly capacity?: number }) => Promise<Store>): void => {
  describe(`${name} store`, () => {
    const opened: Store[] = [];
    const world = async (options?: { readonly capacity?: number }) => {
      const store = await open(options);
      opened.push(store);
      return store.open('w');
    };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store[Symbol.asyncDispose]();
    });

    it('returns what was written and nothing else', async () => {
      const rows = await world();
      await rows.write('AccessToken', row('a', { keys: { sub: 's' }, writtenAtAgeSeconds: 7 }));
      expect(await rows.read('AccessToken', 'a')).toEqual(row('a', { keys: { sub: 's' }, writtenAtAgeSeconds: 7 }));
      expect(await rows.read('AccessToken', 'b')).toBeUndefined();
      expect(await rows.read('RefreshToken', 'a')).toBeUndefined();
    });

    it('lets exactly one of five racing callers consume a row', async () => {
      const rows = await world();
      await rows.write('AuthorizationCode', row('c'));
      const won = await Promise.all([1, 2, 3, 4, 5].map((at) => rows.consume('AuthorizationCode', 'c', at)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await rows.read('AuthorizationCode', 'c')).toHaveProperty('consumedAtEpochSeconds');
    });

    it('does not let anybody consume a dead or an absent row', async () => {
      const rows = await world();
      await rows.write('AuthorizationCode', row('c'));
      await rows.kill('AuthorizationCode', { id: 'c' }, death);
      expect(await rows.consume('AuthorizationCode', 'c', 1)).toBe(false);
      expect(await rows.consume('AuthorizationCode', 'x', 1)).toBe(false);
    });

    it('amends a living row in its place, and neither a dead nor an absent one', async () => {
      const rows = await world();
      for (const id of ['1', '2']) await rows.write('RefreshToken', row(id, { keys: { sub: 'ana' } }));
      expect(await rows.amend('RefreshToken', '1', { value: 'new' }, 7)).toBe(true);
      expect((await rows.list('RefreshToken', { sub: 'ana' })).map(({ id, payload }) => [id, payload.value])).toEqual([
        ['1', 'new'],
        ['2', '2'],
      ]);
      await rows.kill('RefreshToken', { id: '1' }, death);
      expect(await rows.amend('RefreshToken', '1', {}, 0)).toBe(false);
      expect(await rows.amend('RefreshToken', 'x', {}, 0)).toBe(false);
    });

    it('remembers why a row died, and the first cause stays', async () => {
      const rows = await world();
      await rows.write('RefreshToken', row('r', { keys: { grantId: 'g' } }));
      expect(await rows.kill('RefreshToken', { grantId: 'g' }, death)).toBe(1);
      expect(await rows.kill('RefreshToken', { grantId: 'g' }, { why: 'expired', atEpochSeconds: 200 })).toBe(0);
      expect((await rows.read('RefreshToken', 'r'))?.died).toEqual(death);
    });

    it('kills only what fits every key', async () => {
      const rows = await world();
      await rows.write('AccessToken', row('1', { keys: { sub: 'ana', clientId: 'x' } }));
      await rows.write('AccessToken', row('2', { keys: { sub: 'ana', clientId: 'y' } }));
      await rows.write('AccessToken', row('3', { keys: { sub: 'ben', clientId: 'x' } }));
      expect(await rows.kill('AccessToken', { sub: 'ana', clientId: 'x' }, death)).toBe(1);
      expect((await rows.list('AccessToken')).filter((each) => each.died).map((each) => each.id)).toEqual(['1']);
    });

    it('lists by key, oldest first', async () => {
      const rows = await world();
      for (const id of ['1', '2', '3']) await rows.write('RefreshToken', row(id, { keys: { sub: id === '2' ? 'ben' : 'ana' } }));
      expect((await rows.list('RefreshToken', { sub: 'ana' })).map((each) => each.id)).toEqual(['1', '3']);
    });

    it('counts the rows of a kind', async () => {
      const rows = await world();
      expect(await rows.count('Session')).toBe(0);
      for (const id of ['1', '2', '2']) await rows.write('Session', row(id));
      await rows.kill('Session', { id: '1' }, death);
      expect(await rows.count('Session')).toBe(2);
      await rows.remove('Session', '1');
      expect(await rows.count('Session')).toBe(1);
    });

    it('finds by a key whoever is left of several, one, or none', async () => {
      const rows = await world();
      const found = async () => (await rows.list('Session', { sub: 'ana', uid: 'u' })).map(({ id }) => id);
      for (const id of ['1', '2', '3']) await rows.write('Session', row(id, { keys: { sub: 'ana', uid: 'u' } }));
      const left: string[][] = [];
      for (const id of ['2', '1', '3']) {
        await rows.remove('Session', id);
        left.push(await found());
      }
      expect(left).toEqual([['1', '3'], ['3'], []]);
      await rows.write('Session', row('4', { keys: { sub: 'ana', uid: 'u' } }));
      expect(await found()).toEqual(['4']);
    });

    it('finds a rewritten row by its new keys only', async () => {
      const rows = await world();
      await rows.write('Session', row('s', { keys: { uid: 'old' } }));
      await rows.write('Session', row('s', { keys: { uid: 'new' } }));
      expect(await rows.list('Session', { uid: 'old' })).toEqual([]);
      expect(await rows.list('Session', { uid: 'new' })).toHaveLength(1);
    });

    it('keeps at most its capacity of a kind and lets the oldest go', async () => {
      const rows = await world({ capacity: 3 });
      for (const id of ['1', '2', '3', '4']) await rows.write('AccessToken', row(id, { keys: { sub: 'ana' } }));
      expect((await rows.list('AccessToken', { sub: 'ana' })).map((each) => each.id)).toEqual(['2', '3', '4']);
    });

    it('lists the rows that are neither ended nor consumed, oldest first', async () => {
      const rows = await world();
      for (const id of ['1', '2', '3', '4']) await rows.write('RefreshToken', row(id, { keys: { sub: 'ana' } }));
      await rows.write('RefreshToken', row('5', { keys: { sub: 'ben' } }));
      await rows.kill('RefreshToken', { id: '1' }, death);
      await rows.consume('RefreshToken', '2', 1);
      await rows.amend('RefreshToken', '3', { value: 'new' }, 7);
      const unused = async (which: object) => (await rows.listUnused('RefreshToken', which)).map(({ id }) => id);
      expect([await unused({ sub: 'ana' }), await unused({})]).toEqual([
        ['3', '4'],
        ['3', '4', '5'],
      ]);
      await rows.write('RefreshToken', row('1', { keys: { sub: 'ana' } }));
      await rows.remove('RefreshToken', '3');
      expect([await unused({ sub: 'ana' }), await unused({ sub: 'nobody' })]).toEqual([['4', '1'], []]);
    });

    it('finds the row of an owner that was written last', async () => {
      const rows = await world({ capacity: 3 });
      const owner = { sub: 'ana', clientId: 'shop', persona: 'google' };
      const newest = async (who = owner) => (await rows.newest('Login', who))?.id;
      expect(await newest()).toBeUndefined();
      for (const id of ['1', '2']) await rows.write('Login', row(id, { keys: { ...owner, grantId: id } }));
      await rows.write('Login', row('3', { keys: { ...owner, clientId: 'other', grantId: '3' } }));
      expect([await newest(), await newest({ ...owner, clientId: 'other' }), await newest({ ...owner, sub: 'ben' })]).toEqual([
        '2',
        '3',
        undefined,
      ]);
      await rows.kill('Login', { id: '2' }, death);
      expect(await newest()).toBe('2');
      await rows.remove('Login', '2');
      expect(await newest()).toBe('1');
      for (const id of ['4', '5']) await rows.write('Login', row(id));
      expect(await newest()).toBeUndefined(); // the oldest row made room
    });

    it('looks at the rows asked for, however many there are of others', async () => {
      const rows = await world();
      let looks = 0;
      const keysOf = (sub: string) => ({
        get sub() {
          looks += 1;
          return sub;
        },
        email: `${sub}@shop.example`,
        clientId: 'shop',
        persona: 'google',
      });
      const fill = async (from: number, to: number) => {
        for (let i = from; i < to; i += 1) {
          await rows.write('Token', row(`t${i}`, { keys: keysOf('ana') }));
          await rows.write('Token', row(`o${i}`, { keys: keysOf(`other${i}`) }));
          await rows.kill('Token', { id: `t${i}` }, death);
        }
        await rows.write('Token', row('last', { keys: keysOf('ana') }));
      };
      const looksOf = async (ask: () => Promise<unknown>): Promise<number> => {
        looks = 0;
        await ask();
        return looks;
      };
      const owner = { sub: 'ana', clientId: 'shop', persona: 'google' };
      const costs = async () => [
        await looksOf(() => rows.listUnused('Token', owner)),
        await looksOf(() => rows.newest('Token', owner)),
        await looksOf(() => rows.list('Token', { email: 'other1@shop.example' })),
      ];
      await fill(0, 10);
      await costs(); // a store may begin to count when it is first asked
      const few = await costs();
      await fill(10, 500);
      expect(await costs()).toEqual(few);
    });

    it('removes and clears', async () => {
      const rows = await world();
      await rows.write('Ticket', row('1'));
      await rows.write('Ticket', row('2'));
      expect(await rows.remove('Ticket', '1')).toBe(true);
      expect(await rows.remove('Ticket', '1')).toBe(false);
      await rows.clear('Ticket');
      expect(await rows.list('Ticket')).toEqual([]);
    });

    it('keeps worlds apart and forgets a dropped one', async () => {
      const store = await open();
      opened.push(store);
      await store.open('one').write('Person', row('ana'));
      expect(await store.open('two').read('Person', 'ana')).toBeUndefined();
      await store.drop('one');
      expect(await store.open('one').read('Person', 'ana')).toBeUndefined();
    });
  });
};

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../provider/model/index.ts';
import { sketch } from '../testing/exchange.ts';
import { RULES } from './index.ts';

const look = (id: string, exchanges: readonly Exchange[]) => RULES.find((rule) => rule.id === id)?.look(exchanges) ?? [];
const authorize = (query: Record<string, string>, flow?: string, person?: string) =>
  sketch({
    endpoint: 'authorize',
    query: { client_id: 'c', ...query },
    ...(flow ? { flow } : {}),
    ...(person ? { person } : {}),
  });
const redeem = (code: string) => sketch({ endpoint: 'token', form: { grant_type: 'authorization_code', code } });
const refresh = (at: number, status = 200) =>
  sketch({ endpoint: 'token', form: { grant_type: 'refresh_token', refresh_token: 'r' }, flow: 'f', at, status });
const use = (at: number, status = 200) => sketch({ endpoint: 'api:drive.files.list', flow: 'f', at, status });

test('every rule has a file of its name', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !/test|index|found/.test(name));
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(RULES.map(({ id }) => id).sort());
});

describe('state-missing', () => {
  test('finds a request that nothing binds', () => {
    const bare = authorize({});
    expect(look('state-missing', [authorize({ state: 's' }), bare])).toMatchObject([{ exchanges: [bare.id] }]);
  });
  test.each(['state', 'code_challenge', 'nonce'])('is content with %s alone', (name) => {
    expect(look('state-missing', [authorize({ [name]: 'x' })])).toEqual([]);
  });
  test('does not count an empty state', () => {
    expect(look('state-missing', [authorize({ state: '' })])).toHaveLength(1);
  });
});

describe('state-constant', () => {
  test('finds one state in the logins of two people', () => {
    const state = 'kJ3l_x0a7Qm2Zr81vBt5';
    expect(look('state-constant', [authorize({ state }, 'f1', 'ana'), authorize({ state }, 'f2', 'ben')])).toHaveLength(1);
  });
  test('finds a word in two logins of one person, and one that was reloaded is one login', () => {
    const logins = [authorize({ state: 'google' }, 'f1', 'ana'), authorize({ state: 'google' }, 'f2', 'ana')];
    const redeemed = (flow: string, status = 200) =>
      sketch({ endpoint: 'token', form: { grant_type: 'authorization_code', code: flow }, flow, status });
    expect(look('state-constant', [...logins, redeemed('f1'), redeemed('f2')])).toHaveLength(1);
    expect(look('state-constant', [...logins, redeemed('f1', 400), redeemed('f2')])).toEqual([]);
    const random = logins.map((_, index) => authorize({ state: 'kJ3l_x0a7Qm2Zr81vBt5' }, `f${index + 1}`, 'ana'));
    expect(look('state-constant', [...random, redeemed('f1'), redeemed('f2')])).toEqual([]);
  });
  test.each(['nonce', 'code_challenge'])('is content with a %s that is new for each login, as state-missing is', (name) => {
    const login = (value: string, flow: string, person: string) => [
      authorize({ state: 'google', ...(value && { [name]: value }) }, flow, person),
      sketch({ endpoint: 'token', form: { grant_type: 'authorization_code', code: flow }, flow }),
    ];
    const found = (...logins: readonly Exchange[][]) => look('state-constant', logins.flat()).length;
    expect(found(login('1', 'f1', 'ana'), login('2', 'f2', 'ben'))).toBe(0);
    expect(found(login('1', 'f1', 'ana'), login('2', 'f2', 'ana'))).toBe(0);
    expect(found(login('1', 'f1', 'ana'), login('1', 'f2', 'ben'))).toBe(1);
    expect(found(login('1', 'f1', 'ana'), login('1', 'f2', 'ana'))).toBe(1);
    expect(found(login('1', 'f1', 'ana'), login('', 'f2', 'ben'))).toBe(1);
    expect(found(login('', 'f1', 'ana'), login('', 'f2', 'ben'))).toBe(1);
  });
  test('is content where one of nonce and challenge is new', () => {
    const login = (nonce: string, flow: string, person: string) =>
      authorize({ state: 's', nonce, code_challenge: 'always' }, flow, person);
    expect(look('state-constant', [login('1', 'f1', 'ana'), login('2', 'f2', 'ben')])).toEqual([]);
  });
  test('lets the same request be loaded again', () => {
    const again = () => authorize({ state: 'google', nonce: '1' }, 'f1', 'ana');
    expect(look('state-constant', [again(), again()])).toEqual([]);
  });
  test('lets a session have one state for several logins', () => {
    const state = 'kJ3l_x0a7Qm2Zr81vBt5';
    expect(
      look('state-constant', [authorize({ state, nonce: '1' }, 'f1', 'ana'), authorize({ state, nonce: '2' }, 'f2', 'ana')]),
    ).toEqual([]);
  });
});

describe('code-redeemed-twice', () => {
  test('finds the second redemption', () => {
    expect(look('code-redeemed-twice', [redeem('a'), redeem('b'), redeem('a')])).toMatchObject([
      { message: expect.stringContaining('2 times') },
    ]);
  });
  test('is content with one each', () => {
    expect(look('code-redeemed-twice', [redeem('a'), redeem('b')])).toEqual([]);
  });
  test('is content with a second try in another way after the client was refused, and not with the same again', () => {
    const form = { grant_type: 'authorization_code', code: 'a' };
    const refused = { endpoint: 'token', status: 401, json: { error: 'invalid_client' } } as const;
    const byHeader = () => sketch({ ...refused, form, headers: { Authorization: 'Basic Yzpz' } });
    const byBody = () => sketch({ endpoint: 'token', form: { ...form, client_secret: 's' } });
    expect(look('code-redeemed-twice', [byHeader(), byBody()])).toEqual([]);
    expect(look('code-redeemed-twice', [byHeader(), byHeader()])).toHaveLength(1);
    expect(look('code-redeemed-twice', [byHeader(), byBody(), byBody()])).toHaveLength(1);
  });
  test('finds it where the vendor takes codes in the address, without a grant type', () => {
    const atFacebook = () => sketch({ endpoint: 'token', persona: 'facebook', query: { code: 'AQ1', client_secret: 's' } });
    expect(look('code-redeemed-twice', [atFacebook(), atFacebook()])).toHaveLength(1);
  });
});

describe('token-in-query', () => {
  test('finds an access token in the query of an API call', () => {
    expect(
      look('token-in-query', [sketch({ endpoint: 'api:drive.files.list', query: { access_token: 'ya29.x' } })]),
    ).toHaveLength(1);
  });
  test('leaves tokeninfo alone, which is made for that', () => {
    expect(look('token-in-query', [sketch({ endpoint: 'tokeninfo', query: { access_token: 'ya29.x' } })])).toEqual([]);
  });
  test('lets it pass where the documentation of the vendor has it so, and nowhere else', () => {
    const query = { access_token: 'EAA1' };
    expect(look('token-in-query', [sketch({ endpoint: 'api:graph.me.get', persona: 'facebook', query })])).toEqual([]);
    expect(look('token-in-query', [sketch({ endpoint: 'api:graph.me.get', persona: 'unknown', query })])).toHaveLength(1);
  });
});

describe('secret-in-front-channel', () => {
  test.each(['client_secret', 'code_verifier', 'refresh_token'])('finds %s in an authorization request', (name) => {
    expect(look('secret-in-front-channel', [authorize({ [name]: 'x' })])).toHaveLength(1);
  });
  test('leaves the token request alone', () => {
    expect(
      look('secret-in-front-channel', [sketch({ endpoint: 'token', form: { client_secret: 'x', code_verifier: 'y' } })]),
    ).toEqual([]);
  });
});

describe('refresh-storm', () => {
  test('finds three refreshes in a row', () => {
    expect(look('refresh-storm', [refresh(1), refresh(2), refresh(3)])).toHaveLength(1);
  });
  test('finds a refused refresh that is tried again and again', () => {
    expect(look('refresh-storm', [refresh(1, 400), use(2, 401), refresh(3, 400), use(4, 401), refresh(5, 400)])).toHaveLength(1);
  });
  test('lets a token be refreshed after each use', () => {
    expect(look('refresh-storm', [refresh(1), use(2), refresh(3), use(4), refresh(5), use(6)])).toEqual([]);
  });
  test('lets time go by', () => {
    expect(look('refresh-storm', [refresh(1), refresh(70_000), refresh(140_000)])).toEqual([]);
  });
  test('finds three exchanges of a token in a row', () => {
    const exchange = (at: number) => {
      const form = { grant_type: 'fb_exchange_token', fb_exchange_token: 'EAA1' };
      return sketch({ endpoint: 'token', persona: 'facebook', form, flow: 'f', at, status: 400 });
    };
    expect(look('refresh-storm', [exchange(1), exchange(2), exchange(3)])).toHaveLength(1);
  });
});

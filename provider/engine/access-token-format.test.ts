import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Behaviour, type Decision, defineBehaviour, type Stage, type Stages } from '../model/index.ts';
import { listTokens } from '../worlds/token-list.ts';
import { mint } from './mint.ts';
import { testBench } from './test-context.ts';

const ORDERS = 'https://orders.example/api';
/** An audience that is no URI. */
const FILES = 'my files, all of them';

const behaviour = <S extends Stage>(name: string, stage: S, apply: (input: Stages[S]['input']) => Decision<S>): Behaviour =>
  defineBehaviour({
    id: `google/test/${name}`,
    summary: 'Speaks for a test.',
    stage,
    origin: 'lab',
    setting: z.boolean().default(true),
    source: { url: 'https://example.com', row: 'T-01', checkedOn: '2026-11-23', confidence: 'documented' },
    apply,
  });

const because = 'the test says so';
const refreshAlways = behaviour('refresh', 'refresh.issue', () => ({ issue: true, because }));
const shapedTokens = behaviour('shapes', 'token.value', ({ kind, random }) => ({ value: `${kind}.${random(8)}`, because }));
/** Orders take JWTs; all else is opaque. */
const jwtForOrders = behaviour('format', 'access-token.format', ({ resource }) =>
  resource === ORDERS ? { format: 'jwt', because } : { format: 'opaque', because },
);

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error(`a string was expected: ${JSON.stringify(value)}`);
  return value;
};

const bench = async (...behaviours: readonly Behaviour[]) => {
  const made = await testBench([refreshAlways, ...behaviours]);
  const tokens = async (resource?: string) => {
    const reply = await made.redeem(await made.code('openid email files', resource));
    const { access_token, refresh_token } = reply.body;
    return { ...reply, accessToken: text(access_token), refreshToken: text(refresh_token) };
  };
  return { ...made, tokens };
};

const IS_JWT = /^ey[\w-]+\.ey[\w-]+\.[\w-]+$/;

describe('access tokens', () => {
  it('are opaque where the persona says nothing, whatever API they are for', async () => {
    const { tokens, engine } = await bench(shapedTokens);
    const [plain, forOrders] = [await tokens(), await tokens(ORDERS)];
    for (const { accessToken } of [plain, forOrders]) expect(accessToken).toMatch(/^access-token\..{8}$/);
    expect(await engine.token(plain.accessToken)).not.toHaveProperty('audience');
    expect(await engine.token(forOrders.accessToken)).toMatchObject({ state: 'live', audience: ORDERS });
    expect(plain.login).not.toHaveProperty('resource');
    expect(forOrders.login).toMatchObject({ resource: ORDERS });
    expect(forOrders.body).toMatchObject({ scope: 'openid email files', id_token: expect.stringMatching(IS_JWT) });
  });

  it('are opaque or JWT, side by side, as the persona chooses for each API', async () => {
    const { tokens, engine, context, person } = await bench(jwtForOrders, shapedTokens);
    const { accessToken } = await tokens(ORDERS);
    const [key] = context.world.keys('google').published();
    const { payload, protectedHeader } = await jwtVerify(accessToken, await importJWK(key as never, 'RS256'), {
      issuer: 'https://plain.example',
      audience: ORDERS,
      typ: 'at+jwt',
    });
    expect(protectedHeader.kid).toBe(key?.kid);
    expect(payload).toMatchObject({ sub: person.sub, client_id: 'client', scope: 'openid email files', jti: expect.any(String) });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3_600);

    for (const resource of [FILES, undefined]) expect((await tokens(resource)).accessToken).toMatch(/^access-token\..{8}$/);
    const states = await Promise.all([accessToken, (await tokens(FILES)).accessToken].map((value) => engine.token(value)));
    expect(states).toMatchObject([
      { state: 'live', kind: 'access-token', sub: person.sub, scopes: ['openid', 'email', 'files'], audience: ORDERS },
      { state: 'live', kind: 'access-token', sub: person.sub, audience: FILES },
    ]);
  });

  it('are as before when the behaviour is switched off', async () => {
    const { tokens, context } = await bench(jwtForOrders, shapedTokens);
    context.world.settings.change({ 'google/test/format': false });
    expect((await tokens(ORDERS)).accessToken).toMatch(/^access-token\..{8}$/);
  });

  it('are for the same API after a refresh', async () => {
    const { tokens, refresh } = await bench(jwtForOrders);
    const { refreshToken } = await tokens(ORDERS);
    const again = await refresh(refreshToken);
    expect(again).toMatchObject({ status: 200, login: { resource: ORDERS } });
    expect(decodeJwt(text(again.body.access_token))).toMatchObject({ aud: ORDERS, scope: 'openid email files' });
  });

  it('come by an implicit answer too', async () => {
    const { engine, person } = await bench(jwtForOrders);
    const { session } = await engine.signIn(person);
    const params = { client_id: 'client', redirect_uri: 'https://app.example/callback', response_type: 'token', scope: 'files' };
    const asked = { params, session, granted: ['files'], consentShown: false, flow: 'f', vendorParams: {}, resource: ORDERS };
    const answer = await engine.ask(asked);
    const accessToken = answer.kind === 'answer' ? text(answer.payload.access_token) : '';
    expect(decodeJwt(accessToken)).toMatchObject({ aud: ORDERS, scope: 'files' });
    expect(await engine.token(accessToken)).toMatchObject({ state: 'live', grantType: 'implicit', login: { resource: ORDERS } });
  });

  it('are for the API that the persona asks for, and never for what a client names', async () => {
    const { engine, code, person, redeem } = await bench(jwtForOrders);
    const form = await redeem(await code('openid'), { resource: ORDERS });
    expect(form).toMatchObject({ status: 200, body: { access_token: expect.not.stringMatching(IS_JWT) } });
    const { session } = await engine.signIn(person);
    const params = { client_id: 'client', redirect_uri: 'https://app.example/callback', response_type: 'token', scope: 'files' };
    const asked = { params: { ...params, resource: ORDERS }, session, granted: ['files'], consentShown: false, flow: 'f' };
    expect(await engine.ask({ ...asked, vendorParams: {} })).toMatchObject({
      kind: 'answer',
      payload: { access_token: expect.not.stringMatching(IS_JWT) },
      login: expect.not.objectContaining({ resource: ORDERS }),
    });
  });

  it('are refused for an API that the login was not for', async () => {
    const { engine, tokens } = await bench(jwtForOrders);
    const { refreshToken } = await tokens(ORDERS);
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'client', client_secret: 'secret' };
    expect(await engine.exchange(form, { resource: FILES })).toMatchObject({ status: 400, failure: { error: 'invalid_target' } });
    expect(await engine.exchange(form, { resource: ORDERS })).toMatchObject({ status: 200 });
  });

  it('need consent to what is asked of the API, and leave out what was declined', async () => {
    const { engine, person } = await bench(jwtForOrders);
    const { session } = await engine.signIn(person);
    const params = {
      client_id: 'client',
      redirect_uri: 'https://app.example/callback',
      response_type: 'token',
      scope: 'read:orders write:orders',
    };
    const asked = { params, session, consentShown: false, flow: 'f', vendorParams: {}, resource: ORDERS };
    expect(await engine.ask({ ...asked, granted: ['read:orders'] })).toMatchObject({ kind: 'needs', prompt: 'consent' });
    const answer = await engine.ask({ ...asked, granted: ['read:orders'], declined: ['write:orders'] });
    expect(answer).toMatchObject({ kind: 'answer', payload: { scope: 'read:orders' } });
  });

  it('live as long as the persona says for their API', async () => {
    const hours = behaviour('lifetime', 'token.lifetime', ({ kind, resource }) =>
      kind === 'access-token' ? { lifetimeSeconds: resource === ORDERS ? 7_200 : 60, because } : undefined,
    );
    const { tokens } = await bench(jwtForOrders, hours);
    expect((await tokens(ORDERS)).body.expires_in).toBe(7_200);
    expect((await tokens()).body.expires_in).toBe(60);
  });
});

describe('a JWT access token', () => {
  it('has the header and claims that the persona gives it, in order', async () => {
    const shaped = behaviour('format', 'access-token.format', ({ header, claims, person, login }) => ({
      format: 'jwt',
      header: { alg: header.alg, typ: 'JWT', kid: header.kid },
      claims: {
        iss: claims.iss,
        sub: `auth|${person?.key}`,
        aud: [login?.resource, 'userinfo'],
        iat: claims.iat,
        exp: claims.exp,
      },
      because,
    }));
    const { tokens, engine } = await bench(shaped);
    const { accessToken } = await tokens(ORDERS);
    expect(Object.keys(decodeProtectedHeader(accessToken))).toEqual(['alg', 'typ', 'kid']);
    const claims = decodeJwt(accessToken);
    expect(Object.keys(claims)).toEqual(['iss', 'sub', 'aud', 'iat', 'exp']);
    expect(claims).toMatchObject({ sub: 'auth|ana', aud: [ORDERS, 'userinfo'] });
    expect(await engine.token(accessToken)).toMatchObject({ state: 'live', audience: [ORDERS, 'userinfo'] });
  });

  it('is another text than any before, though its claims are the same in the same second', async () => {
    const fixed = behaviour('format', 'access-token.format', () => ({
      format: 'jwt',
      claims: { sub: 'ana', exp: 4e9 },
      because,
    }));
    const { tokens, engine } = await bench(fixed);
    const values: string[] = [];
    while (values.length < 4) values.push((await tokens(ORDERS)).accessToken);
    expect(new Set(values).size).toBe(4);
    for (const value of values) {
      expect(decodeJwt(value)).toEqual({ sub: 'ana', exp: 4e9 });
      expect(await engine.token(value)).toMatchObject({ state: 'live' });
    }
  });

  it('may be for whom the persona says, though no API was named', async () => {
    const own = behaviour('format', 'access-token.format', () => ({ format: 'jwt', audience: 'https://api.example', because }));
    const { tokens, engine } = await bench(own);
    const { accessToken } = await tokens();
    expect(decodeJwt(accessToken)).toMatchObject({ aud: 'https://api.example' });
    expect(await engine.token(accessToken)).toMatchObject({ audience: 'https://api.example' });
  });

  it('is known by its whole text alone', async () => {
    const { tokens, engine } = await bench(jwtForOrders);
    const { accessToken } = await tokens(ORDERS);
    const [header, claims, signature = ''] = accessToken.split('.');
    const others = [
      `${header}.${claims}.${signature.slice(0, -4)}AAAA`,
      `${header}.${Buffer.from(JSON.stringify({ ...decodeJwt(accessToken), scope: 'all' })).toString('base64url')}.${signature}`,
      String(decodeJwt(accessToken).jti),
    ];
    for (const other of others) expect(await engine.token(other)).toEqual({ state: 'unknown' });
  });

  it('is judged by the record: it has expired in an aged world, though its own exp lies ahead', async () => {
    const { tokens, engine, context } = await bench(jwtForOrders);
    const { accessToken } = await tokens(ORDERS);
    context.world.agedSeconds += 3_660;
    expect(await engine.token(accessToken)).toMatchObject({ state: 'dead', why: 'expired' });
    expect(decodeJwt(accessToken).exp).toBeGreaterThan(Date.now() / 1000);
    expect(await engine.token((await tokens(ORDERS)).accessToken)).toMatchObject({ state: 'live' });
  });

  it('honestly lives short when it is to', async () => {
    const { tokens, context } = await bench(jwtForOrders);
    context.world.shortLifetimeSeconds = 2;
    const { accessToken, body } = await tokens(ORDERS);
    const { iat = 0, exp = 0 } = decodeJwt(accessToken);
    expect([exp - iat, body.expires_in]).toEqual([2, 2]);
  });

  it('dies by its value, with its login, and at a reset, and remembers why', async () => {
    const { tokens, engine, context, person } = await bench(jwtForOrders);
    const values = [await tokens(ORDERS), await tokens(ORDERS), await tokens(ORDERS)].map(({ accessToken }) => accessToken);
    const [first = '', second = '', third = ''] = values;
    expect(await engine.kill({ value: first }, 'revoked')).toBe(1);
    expect(await engine.token(first)).toMatchObject({ state: 'dead', why: 'revoked', audience: ORDERS });
    expect(await engine.token(second)).toMatchObject({ state: 'live' });
    await engine.kill({ sub: person.sub, clientId: 'client' }, 'revoked-by-api');
    expect(await engine.token(first)).toMatchObject({ state: 'dead', why: 'revoked' });
    expect(await engine.token(second)).toMatchObject({ state: 'dead', why: 'revoked-by-api' });
    const fresh = (await tokens(ORDERS)).accessToken;
    await context.world.reset([]);
    expect(await engine.token(fresh)).toMatchObject({ state: 'dead', why: 'reset' });
    expect(await engine.token(third)).toMatchObject({ state: 'dead', why: 'revoked-by-api' });
  });

  it('is good after the keys were rotated; the next one is signed with the new key', async () => {
    const { tokens, engine, context } = await bench(jwtForOrders);
    const before = (await tokens(ORDERS)).accessToken;
    const { kid } = await context.world.keys('google').rotate();
    expect(await engine.token(before)).toMatchObject({ state: 'live' });
    expect(decodeProtectedHeader((await tokens(ORDERS)).accessToken).kid).toBe(kid);
    expect(decodeProtectedHeader(before).kid).not.toBe(kid);
  });

  it('is listed and labelled like any access token', async () => {
    const { tokens, context } = await bench(jwtForOrders);
    const { accessToken } = await tokens(ORDERS);
    const { recorder } = context.world;
    const open = recorder.begin({
      persona: 'google',
      method: 'GET',
      url: 'http://localhost/',
      vendorUrl: 'https://plain.example/',
      headers: [['authorization', `Bearer ${accessToken}`]],
      body: new Uint8Array(),
    });
    open.answered({ status: 200, headers: [['content-type', 'application/json']], body: JSON.stringify({ note: accessToken }) });
    const { exchanges } = recorder.read();
    expect(exchanges[0]?.request.headers).toEqual([['authorization', 'Bearer access-token#1']]);
    expect(exchanges[0]?.response?.body).toBe('{"note":"access-token#1"}');
    expect(exchanges[0]?.jwts[0]).toMatchObject({ where: 'request.authorization', claims: { aud: ORDERS } });
    expect(recorder.labelOf(accessToken)).toBe('access-token#1');
    const all = { fits: () => true, limit: 10, kind: 'access-token' } as const;
    expect(await listTokens(context.world, all)).toMatchObject([
      { value: accessToken, kind: 'access-token', clientId: 'client' },
    ]);
  });

  it('is minted for an API, and over in its own claims too when it is to be expired', async () => {
    const { context, engine } = await bench(jwtForOrders);
    const wanted = { as: 'ana', scope: 'openid files', resource: ORDERS };
    const live = await mint(context, engine, wanted);
    const over = await mint(context, engine, { ...wanted, expired: true });
    expect(decodeJwt(live.access_token)).toMatchObject({ aud: ORDERS });
    expect(await engine.token(live.access_token)).toMatchObject({ state: 'live' });
    expect(decodeJwt(over.access_token)).toMatchObject({ aud: ORDERS, exp: expect.any(Number) });
    expect(decodeJwt(over.access_token).exp).toBeLessThan(Date.now() / 1000);
    expect(await engine.token(over.access_token)).toMatchObject({ state: 'dead', why: 'expired', audience: ORDERS });
    expect(await context.world.rows.list('AccessToken')).toHaveLength(2);
  });

  it('brings further tokens of its login, for the same API', async () => {
    const { tokens, engine } = await bench(jwtForOrders);
    const { accessToken } = await tokens(ORDERS);
    const made = await engine.derive(accessToken, { kind: 'access-token', grantType: 'longer' });
    expect(await engine.token(made?.value ?? '')).toMatchObject({ state: 'live', audience: ORDERS, grantType: 'longer' });
  });
});

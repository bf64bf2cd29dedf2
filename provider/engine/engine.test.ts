import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Behaviour, defineBehaviour, type TokenState } from '../model/index.ts';
import { EPOCH_FIELDS, inTimeOf } from '../world/index.ts';
import { corruptSignature, mint } from './mint.ts';
import { testBench } from './test-context.ts';

const refreshAlways = defineBehaviour({
  id: 'google/test/refresh-always',
  summary: 'Always issues a refresh token.',
  stage: 'refresh.issue',
  origin: 'lab',
  setting: z.boolean().default(true),
  source: { url: 'https://example.com', row: 'T-01', checkedOn: '2026-11-23', confidence: 'documented' },
  apply: () => ({ issue: true, because: 'the test says so' }),
});

const shapedTokens = defineBehaviour({
  id: 'google/test/token-shapes',
  summary: 'Begins every token with its kind.',
  stage: 'token.value',
  origin: 'lab',
  setting: z.boolean().default(true),
  source: { url: 'https://example.com', row: 'T-02', checkedOn: '2026-11-23', confidence: 'documented' },
  apply: ({ kind, random }) => ({ value: `${kind}.${random(8)}`, because: 'the test says so' }),
});

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error(`a string was expected: ${JSON.stringify(value)}`);
  return value;
};

describe('asking for an authorization', () => {
  it('says what is missing instead of starting an interaction', async () => {
    const { engine, person } = await testBench();
    const params = {
      client_id: 'client',
      redirect_uri: 'https://app.example/callback',
      response_type: 'code',
      scope: 'openid files',
    };
    const ask = (session: string | undefined, granted: string[]) =>
      engine.ask({ params, ...(session && { session }), granted, consentShown: false, flow: 'f', vendorParams: params });
    expect(await ask(undefined, [])).toMatchObject({ kind: 'needs', prompt: 'login' });
    const { session } = await engine.signIn(person);
    expect(await ask(session, [])).toMatchObject({ kind: 'needs', prompt: 'consent' });
    expect(await ask(session, ['openid', 'files'])).toMatchObject({
      kind: 'answer',
      login: { flow: 'f', scopes: ['openid', 'files'] },
    });
  });

  it('answers errors as data: a redirect when the client is known, a page when not', async () => {
    const { engine } = await testBench();
    const params = {
      client_id: 'client',
      redirect_uri: 'https://app.example/callback',
      response_type: 'code',
      scope: 'openid',
      prompt: 'none',
      state: 'x',
    };
    const ask = (changes: Record<string, string>) =>
      engine.ask({ params: { ...params, ...changes }, granted: [], consentShown: false, flow: 'f', vendorParams: {} });
    expect(await ask({})).toMatchObject({ kind: 'answer', payload: { error: 'login_required', state: 'x' } });
    expect(await ask({ client_id: 'nobody' })).toMatchObject({ kind: 'page', failure: { error: 'invalid_client' } });
    expect(await ask({ redirect_uri: 'https://evil.example/' })).toMatchObject({
      kind: 'page',
      failure: { error: 'invalid_redirect_uri' },
    });
  });

  it('takes response_type=token, which the engine alone refuses', async () => {
    const { engine, person } = await testBench();
    const { session } = await engine.signIn(person);
    const params = { client_id: 'client', redirect_uri: 'https://app.example/callback', response_type: 'token', scope: 'files' };
    const answer = await engine.ask({ params, session, granted: ['files'], consentShown: false, flow: 'f', vendorParams: {} });
    expect(answer).toMatchObject({
      kind: 'answer',
      payload: { access_token: expect.any(String), token_type: 'Bearer', scope: 'files' },
    });
  });

  it('leaves declined scopes out and does not ask for them again', async () => {
    const { engine, person } = await testBench();
    const { session } = await engine.signIn(person);
    const params = {
      client_id: 'client',
      redirect_uri: 'https://app.example/callback',
      response_type: 'code',
      scope: 'openid files',
    };
    const answer = await engine.ask({
      params,
      session,
      granted: ['openid'],
      declined: ['files'],
      consentShown: true,
      flow: 'f',
      vendorParams: {},
    });
    expect(answer).toMatchObject({ kind: 'answer', login: { scopes: ['openid'] } });
  });
});

describe('exchanging', () => {
  it('gives tokens for a code, once', async () => {
    const { code, redeem } = await testBench();
    const value = await code();
    const first = await redeem(value);
    expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'openid email' }, login: { flow: 'flow1' } });
    expect(await redeem(value)).toMatchObject({
      status: 400,
      failure: { error: 'invalid_grant', detail: 'authorization code already consumed' },
    });
  });

  it('lets one of five parallel redemptions win', async () => {
    const { code, redeem } = await testBench();
    const value = await code();
    const statuses = (await Promise.all([1, 2, 3, 4, 5].map(() => redeem(value)))).map((reply) => reply.status);
    expect(statuses.toSorted()).toEqual([200, 400, 400, 400, 400]);
  });

  it('tells precisely why it refused', async () => {
    const { code, redeem } = await testBench();
    expect(await redeem('nonsense')).toMatchObject({
      failure: { error: 'invalid_grant', detail: 'authorization code not found' },
    });
    expect(await redeem(await code(), { redirect_uri: 'https://app.example/other' })).toMatchObject({
      failure: { detail: 'authorization code redirect_uri mismatch' },
    });
    expect(await redeem(await code(), { client_secret: 'wrong' })).toMatchObject({
      status: 401,
      failure: { error: 'invalid_client', detail: 'invalid secret provided' },
    });
    expect(await redeem(await code(), { client_id: 'nobody' })).toMatchObject({
      status: 401,
      failure: { detail: 'client not found' },
    });
  });

  it('ends a family when a code comes back, and remembers why', async () => {
    const { code, redeem, engine } = await testBench();
    const value = await code();
    const { body } = await redeem(value);
    await redeem(value);
    expect(await engine.token(text(body.access_token))).toMatchObject({ state: 'dead', why: 'reused' });
  });

  it('signs with the key of the world and says so in the header', async () => {
    const { code, redeem, context } = await testBench();
    const { body } = await redeem(await code());
    const jwt = text(body.id_token);
    const [key] = context.world.keys('google').published();
    const { payload } = await jwtVerify(jwt, await importJWK(key as never, 'RS256'), {
      issuer: 'https://plain.example',
      audience: 'client',
    });
    expect(payload.sub).toMatch(/^\d{21}$/);
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'RS256', kid: key?.kid });
    await context.world.keys('google').rotate();
    const next = await redeem(await code());
    expect(decodeProtectedHeader(text(next.body.id_token)).kid).not.toBe(key?.kid);
  });

  it('issues and keeps a refresh token when a behaviour says so, and logs it', async () => {
    const { code, redeem, refresh, because } = await testBench([refreshAlways]);
    const { body } = await redeem(await code());
    expect(because).toContainEqual({ id: 'google/test/refresh-always', why: 'the test says so' });
    const refreshed = await refresh(text(body.refresh_token));
    expect(refreshed).toMatchObject({ status: 200, body: { refresh_token: body.refresh_token }, login: { flow: 'flow1' } });
  });

  it('shapes tokens as a behaviour says, and finds them again', async () => {
    const { code, redeem, engine } = await testBench([refreshAlways, shapedTokens]);
    const value = await code();
    const { body } = await redeem(value);
    expect([value, body.access_token, body.refresh_token]).toEqual([
      expect.stringMatching(/^code\..{8}$/),
      expect.stringMatching(/^access-token\..{8}$/),
      expect.stringMatching(/^refresh-token\..{8}$/),
    ]);
    expect(await engine.token(text(body.access_token))).toMatchObject({ state: 'live', kind: 'access-token' });
  });

  it('issues none when the behaviour is off: the plain engine wants offline_access', async () => {
    const bench = await testBench([refreshAlways]);
    bench.context.world.settings.change({ 'google/test/refresh-always': false });
    expect((await bench.redeem(await bench.code())).body).not.toHaveProperty('refresh_token');
  });
});

describe('time', () => {
  it('refuses what has aged and issues fresh tokens with today’s dates', async () => {
    const { code, redeem, refresh, engine, context } = await testBench([refreshAlways]);
    const { body } = await redeem(await code());
    context.world.agedSeconds += 3_660;
    expect(await engine.token(text(body.access_token))).toMatchObject({ state: 'dead', why: 'expired' });
    const fresh = await refresh(text(body.refresh_token));
    expect(await engine.token(text(fresh.body.access_token))).toMatchObject({ state: 'live' });
    const { iat = 0 } = decodeJwt(text(fresh.body.id_token));
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
  });

  it('ages codes too', async () => {
    const { code, redeem, context } = await testBench();
    const value = await code();
    context.world.agedSeconds += 601;
    expect(await redeem(value)).toMatchObject({ failure: { detail: 'authorization code is expired' } });
  });

  it('shifts the engine’s own clock inside a world and nowhere else', async () => {
    const { code, redeem, context } = await testBench();
    context.world.shiftMs = 86_400_000;
    const { body } = await inTimeOf(context.world, async () => redeem(await code()));
    const { iat = 0 } = decodeJwt(text(body.id_token));
    expect(Math.abs(iat - Date.now() / 1000 - 86_400)).toBeLessThan(60);
  });

  it('makes the next tokens honestly short', async () => {
    const { code, redeem, context } = await testBench();
    context.world.shortLifetimeSeconds = 2;
    const { body } = await redeem(await code());
    const { iat = 0, exp = 0 } = decodeJwt(text(body.id_token));
    expect([body.expires_in, exp - iat]).toEqual([2, 2]);
  });

  it('knows every epoch field of every row it writes', async () => {
    const { code, redeem, refresh, context } = await testBench([refreshAlways]);
    const { body } = await redeem(await code('openid email offline_access'));
    await refresh(text(body.refresh_token));
    const now = Date.now() / 1000;
    const unlisted: string[] = [];
    for (const kind of Object.keys(EPOCH_FIELDS)) {
      for (const row of await context.world.rows.list(kind)) {
        for (const [name, value] of Object.entries(row.payload)) {
          const isNow = typeof value === 'number' && Math.abs(value - now) < 400 * 86_400;
          if (isNow && !EPOCH_FIELDS[kind]?.includes(name)) unlisted.push(`${kind}.${name}`);
        }
      }
    }
    expect(unlisted).toEqual([]);
    expect((await context.world.rows.list('RefreshToken'))[0]?.payload).toHaveProperty('iiat');
  });
});

describe('ending', () => {
  it('kills by person and client, says how many, and remembers why', async () => {
    const { code, redeem, engine, person } = await testBench([refreshAlways]);
    const { body } = await redeem(await code());
    expect(await engine.kill({ sub: person.sub, clientId: 'client' }, 'revoked')).toBe(3);
    expect(await engine.token(text(body.access_token))).toMatchObject({ state: 'dead', why: 'revoked', kind: 'access-token' });
    expect(await engine.token(text(body.refresh_token))).toMatchObject({ state: 'dead', why: 'revoked', kind: 'refresh-token' });
    expect(await engine.token('never-issued')).toEqual({ state: 'unknown' });
  });

  it('does not answer for a session that has ended', async () => {
    const { engine, person } = await testBench();
    const { session } = await engine.signIn(person);
    await engine.endSession(session, 'signed-out');
    const params = { client_id: 'client', redirect_uri: 'https://app.example/callback', response_type: 'code', scope: 'openid' };
    expect(
      await engine.ask({ params, session, granted: ['openid'], consentShown: false, flow: 'f', vendorParams: {} }),
    ).toMatchObject({ kind: 'needs', prompt: 'login' });
  });
});

describe('deriving', () => {
  const tokenOf = async (bench: Awaited<ReturnType<typeof testBench>>): Promise<string> =>
    text((await bench.redeem(await bench.code())).body.access_token);

  it('makes a further token of the same login, and the old one stays', async () => {
    const bench = await testBench();
    const first = await tokenOf(bench);
    const made = await bench.engine.derive(first, { kind: 'access-token', grantType: 'longer' });
    const { login, scopes, sub } = (await bench.engine.token(first)) as Extract<TokenState, { state: 'live' }>;
    expect(await bench.engine.token(made?.value ?? '')).toMatchObject({ state: 'live', grantType: 'longer', login, scopes, sub });
  });

  it('makes a code that is redeemed once, with the redirect URI that was named', async () => {
    const bench = await testBench();
    const redirectUri = 'https://app.example/callback';
    const wanted = { kind: 'code', grantType: 'server', redirectUri } as const;
    const made = await bench.engine.derive(await tokenOf(bench), wanted);
    expect((await bench.redeem(made?.value ?? '', { redirect_uri: `${redirectUri}/x` })).status).toBe(400);
    expect((await bench.redeem(made?.value ?? '')).status).toBe(200);
    expect((await bench.redeem(made?.value ?? '')).status).toBe(400);
  });

  it('makes nothing from a token that is dead or unknown, and what it made dies with the login', async () => {
    const bench = await testBench();
    const first = await tokenOf(bench);
    const made = await bench.engine.derive(first, { kind: 'access-token', grantType: 'longer' });
    await bench.engine.kill({ sub: bench.person.sub }, 'revoked');
    expect(await bench.engine.token(made?.value ?? '')).toMatchObject({ state: 'dead', why: 'revoked' });
    for (const value of [first, 'never-issued']) {
      expect(await bench.engine.derive(value, { kind: 'access-token', grantType: 'longer' })).toBeUndefined();
    }
  });
});

describe('a code that comes back', () => {
  const reuse = async (behaviours: readonly Behaviour[]): Promise<string> => {
    const { code, redeem, engine } = await testBench(behaviours);
    const value = await code();
    const { body } = await redeem(value);
    expect((await redeem(value)).status).toBe(400);
    return (await engine.token(text(body.access_token))).state;
  };

  it('ends the tokens that it brought, as the protocol has it', async () => {
    expect(await reuse([])).toBe('dead');
  });

  it('ends nothing where a persona says so', async () => {
    const source = { url: 'https://vendor.example', row: 'T-01', checkedOn: '2026-11-23', confidence: 'inferred' } as const;
    const lax = defineBehaviour({
      id: 'google/test/lax',
      summary: 'Lets tokens live.',
      stage: 'code.reuse',
      origin: 'lab',
      setting: z.boolean().default(true),
      source,
      apply: () => ({ ends: false, because: 'the test says so' }),
    });
    expect(await reuse([lax])).toBe('live');
  });
});

describe('a refresh token that comes twice at once', () => {
  const SOURCE = { url: 'https://vendor.example', row: 'T-01', checkedOn: '2026-11-23', confidence: 'inferred' } as const;
  const about = { summary: 'For tests.', origin: 'lab', setting: z.boolean().default(true), source: SOURCE } as const;
  const rotates = defineBehaviour({
    ...{ ...about, id: 'google/test/rotates', stage: 'refresh.rotate' },
    apply: () => ({ rotate: true, because: 'the test says so' }),
  });
  const ending = (ends: 'everything' | 'refresh-tokens' | 'nothing') =>
    defineBehaviour({
      ...{ ...about, id: 'google/test/ends', stage: 'refresh.reuse' },
      apply: () => ({ accepted: false, ends, because: 'the test says so' }),
    });

  /** The new refresh token is written after the other request was refused. Returns the states of what the winner got. */
  const race = async (behaviours: readonly Behaviour[], isLate: boolean): Promise<readonly string[]> => {
    const bench = await testBench([refreshAlways, rotates, ...behaviours]);
    const { rows } = bench.context.world;
    const first = text((await bench.redeem(await bench.code())).body.refresh_token);
    const [used, refused] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const write = rows.write.bind(rows);
    rows.write = async (kind, id, payload, keys) => {
      if (kind === 'RefreshToken') {
        used.resolve();
        await refused.promise;
      }
      return write(kind, id, payload, keys);
    };
    const winner = bench.refresh(first);
    if (isLate) await used.promise;
    expect((await bench.refresh(first)).status).toBe(400);
    refused.resolve();
    const { status, body } = await winner;
    expect(status).toBe(200);
    const { engine } = bench;
    const tokens = [text(body.refresh_token), text(body.access_token)];
    return Promise.all(tokens.map(async (token) => (await engine.token(token)).state));
  };

  it.each([true, false])(
    'ends what the winner gets, also by the plain protocol (the loser comes after the use: %s)',
    async (isLate) => {
      expect(await race([], isLate)).toEqual(['dead', 'dead']);
      expect(await race([ending('everything')], isLate)).toEqual(['dead', 'dead']);
      expect(await race([ending('refresh-tokens')], isLate)).toEqual(['dead', 'live']);
      expect(await race([ending('nothing')], isLate)).toEqual(['live', 'live']);
    },
  );
});

describe('minting', () => {
  it('ends only what it made when the tokens are to be expired', async () => {
    const { context, engine } = await testBench([refreshAlways]);
    const { refresh_token = '' } = await mint(context, engine, { as: 'ana', scope: 'openid' });
    await mint(context, engine, { as: 'ana', scope: 'openid', expired: true });
    expect(await engine.token(refresh_token)).toMatchObject({ state: 'live' });
  });

  it('makes tokens without a login that are like any others', async () => {
    const { context, engine } = await testBench([refreshAlways]);
    const made = await mint(context, engine, { as: 'ana', scope: 'openid email' });
    expect(await engine.token(made.access_token)).toMatchObject({ state: 'live' });
    const expired = await mint(context, engine, { as: 'ana', scope: 'openid', expired: true, claims: { hd: 'x' } });
    expect(await engine.token(expired.access_token)).toMatchObject({ state: 'dead', why: 'expired' });
    const claims = decodeJwt(expired.id_token ?? '');
    expect(claims).toMatchObject({ hd: 'x' });
    expect(claims.exp).toBeLessThan(Date.now() / 1000);
  });

  it('names the nearest person it knows', async () => {
    const { context, engine } = await testBench();
    await expect(mint(context, engine, { as: 'anna' })).rejects.toThrow(
      'Unknown person "anna" in this world; did you mean "ana"?',
    );
  });

  it('corrupts a signature and nothing else', async () => {
    const { context, engine } = await testBench([refreshAlways]);
    const { id_token = '' } = await mint(context, engine, { as: 'ana', scope: 'openid' });
    const broken = corruptSignature(id_token);
    expect(broken).toHaveLength(id_token.length);
    expect(broken.split('.').slice(0, 2)).toEqual(id_token.split('.').slice(0, 2));
    expect(broken).not.toBe(id_token);
  });
});

import { createHmac, createPublicKey, type JsonWebKey, verify, X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../model/index.ts';
import { authorizeUrl, DRIVE, firstClient, listFiles, logIn, postToken, tokensFor, visit } from '../testing/test-login.ts';
import { createLab, type Lab } from './create-lab.ts';

let lab: Lab;
const failures: unknown[] = [];

beforeAll(async () => {
  lab = await createLab({ onFailure: (error) => failures.push(error) });
});
afterAll(async () => {
  await lab.close();
  expect(failures).toEqual([]);
});

/** The secret of each forged HMAC, as somebody makes it who has read the key set, or who is the client. */
const HMAC_SECRETS: Readonly<Record<string, (jwk: JsonWebKey, clientSecret: string) => string>> = {
  'hs256-pem': (jwk) => createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString(),
  'hs256-jwk': ({ kid, kty, alg, use, e, n }: JsonWebKey & { kid?: string }) => JSON.stringify({ kid, kty, alg, use, e, n }),
  'hs256-modulus': (jwk) => String(jwk.n),
  'hs256-client-secret': (_, clientSecret) => clientSecret,
};
const isVerified = (jwt: string, key: Uint8Array | ReturnType<typeof createLocalJWKSet>): Promise<boolean> => {
  const verified = key instanceof Uint8Array ? compactVerify(jwt, key) : compactVerify(jwt, key);
  return verified.then(
    () => true,
    () => false,
  );
};

const because = async (world: World): Promise<string[]> =>
  (await world.wire.read()).exchanges.flatMap((exchange) => exchange.because.map((each) => each.id));

describe('the next day', () => {
  it('in online mode: a 401, nothing to refresh, and a silent redirect to a new token', async () => {
    await using world = await lab.world();
    const browser = { cookie: '' };
    const first = await tokensFor(world, 'ana', browser);
    expect(first).not.toHaveProperty('refresh_token');
    await world.clock.age('1d');
    expect((await listFiles(world, first.access_token)).status).toBe(401);
    const back = await visit(browser, await authorizeUrl(world));
    expect(back.status).toBe(302);
    expect(new URL(back.headers.get('location') ?? '').searchParams.get('prompt')).toBe('none');
    expect(await because(world)).toEqual(
      expect.arrayContaining([
        'google/refresh/online-has-none',
        'google/consent/remembered-by-project',
        'google/api/401-invalid-token',
      ]),
    );
  });

  it('in offline mode: the refresh token is given with the first consent only, and works on', async () => {
    await using world = await lab.world();
    const browser = { cookie: '' };
    const offline = { access_type: 'offline' };
    const first = await tokensFor(world, 'ana', browser, offline);
    expect(first.refresh_token).toMatch(/^1\/\/0/);
    expect(await tokensFor(world, 'ana', browser, offline)).not.toHaveProperty('refresh_token');
    expect(await because(world)).toContain('google/refresh/first-consent-only');
    await world.clock.age('61m');
    const refreshed = await postToken(world, { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body).not.toHaveProperty('refresh_token');
    expect((await listFiles(world, refreshed.body.access_token)).status).toBe(200);
  });
});

describe('worlds', () => {
  it('do not see each other', async () => {
    await using one = await lab.world();
    await using other = await lab.world();
    const { access_token } = await tokensFor(one, 'ana', { cookie: '' });
    expect((await listFiles(one, access_token)).status).toBe(200);
    expect((await listFiles(other, access_token)).status).toBe(401);
    await one.clock.age('1d');
    expect((await other.clock.read()).agedSeconds).toBe(0);
    expect((await other.wire.read()).exchanges).toHaveLength(1);
  });

  it('answer by name after they are closed: there is none', async () => {
    const world = await lab.world();
    const { address } = world.google;
    await world[Symbol.asyncDispose]();
    const reply = await fetch(`${address}/.well-known/openid-configuration`);
    expect([reply.status, await reply.text()]).toEqual([404, expect.stringContaining(`Unknown world "${world.id}"`)]);
    await expect(world.clock.age('1m')).rejects.toThrow('no longer exists');
  });

  it('redeem one code once, however many ask at once', async () => {
    await using world = await lab.world();
    const callback = await logIn(world, 'ana', { cookie: '' });
    const code = callback.searchParams.get('code') ?? '';
    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => postToken(world, { grant_type: 'authorization_code', code })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400, 400]);
  });

  it('mark traffic with credentials from before a reset as stale', async () => {
    await using world = await lab.world();
    const { access_token } = await tokensFor(world, 'ana', { cookie: '' });
    await world.reset([{ key: 'zoe' }]);
    expect((await listFiles(world, access_token)).status).toBe(401);
    const { exchanges } = await world.wire.read();
    expect(exchanges).toMatchObject([{ endpoint: 'api:drive.files.list', stale: true }]);
    expect((await world.people.list()).map(({ key }) => key)).toEqual(['zoe']);
    expect(await firstClient(world)).toHaveProperty('clientSecret');
  });
});

describe('strict refusals', () => {
  it.each([
    ['revoked', (world: World) => world.grants.revoke({ person: 'ana' })],
    ['ended by request', (world: World) => world.tokens.expire({ person: 'ana' })],
  ])('a token that was %s never works', async (_why, end) => {
    await using world = await lab.world();
    const { access_token, refresh_token = '' } = await tokensFor(world, 'ana', { cookie: '' }, { access_type: 'offline' });
    expect(await end(world)).toBeGreaterThan(0);
    expect((await listFiles(world, access_token)).status).toBe(401);
    expect(await postToken(world, { grant_type: 'refresh_token', refresh_token })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('after a revocation consent is asked again and brings a refresh token again', async () => {
    await using world = await lab.world();
    const browser = { cookie: '' };
    await tokensFor(world, 'ana', browser, { access_type: 'offline' });
    await world.grants.revoke({ person: 'ana' });
    expect(await tokensFor(world, 'ana', browser, { access_type: 'offline' })).toHaveProperty('refresh_token');
  });

  it('a signed-out browser is asked to sign in', async () => {
    await using world = await lab.world();
    const browser = { cookie: '' };
    await tokensFor(world, 'ana', browser);
    expect(await world.sessions.end({ person: 'ana' })).toBe(1);
    expect((await visit(browser, await authorizeUrl(world))).status).toBe(200);
  });
});

describe('faults', () => {
  it('strike before the state changes, or after it', async () => {
    await using world = await lab.world();
    const callback = await logIn(world, 'ana', { cookie: '' });
    const grant = { grant_type: 'authorization_code', code: callback.searchParams.get('code') ?? '' };
    await world.faults.inject({ on: 'token', at: 'request', times: 1, do: { status: 503, body: { error: 'busy' } } });
    expect(await postToken(world, grant)).toMatchObject({ status: 503, body: { error: 'busy' } });
    await world.faults.inject({
      on: 'token',
      where: { grantType: 'authorization_code' },
      at: 'reply',
      times: 1,
      do: { drop: true },
    });
    await expect(postToken(world, grant)).rejects.toThrow('fetch failed');
    expect(await postToken(world, grant)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const [, , , , dropped] = (await world.wire.read()).exchanges;
    expect(dropped).toMatchObject({ faults: ['f2'] });
    expect(dropped).not.toHaveProperty('response');
  });

  it('are addressed by person and app', async () => {
    await using world = await lab.world();
    const ana = await tokensFor(world, 'ana', { cookie: '' });
    const ben = await tokensFor(world, 'ben', { cookie: '' });
    await world.faults.inject({ on: 'api:drive.files.list', where: { person: 'ben@example.com' }, do: { status: 500 } });
    expect([(await listFiles(world, ana.access_token)).status, (await listFiles(world, ben.access_token)).status]).toEqual([
      200, 500,
    ]);
  });

  it('tamper with ID tokens: claims under a right signature, or a broken signature', async () => {
    await using world = await lab.world();
    await world.faults.inject({ on: 'token', times: 1, do: { tamperIdToken: { claims: { nonce: 'other', at_hash: null } } } });
    const { id_token } = await tokensFor(world, 'ana', { cookie: '' });
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ nonce: 'other' });
    expect(claims).not.toHaveProperty('at_hash');
  });

  it('set times of an ID token relative to the moment of its issue', async () => {
    await using world = await lab.world();
    const claimsFromNow = { nbf: 2, exp: 3599.75 };
    await world.faults.inject({ on: 'token', do: { tamperIdToken: { claimsFromNow } } });
    const { id_token } = await tokensFor(world, 'ana', { cookie: '' });
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.exp - claims.nbf).toBe(3597.75);
    expect(claims.nbf).toBeGreaterThan(claims.iat);
  });

  it('rotate refresh tokens: the one sent dies, and used again it takes the new one along', async () => {
    await using world = await lab.world();
    const { refresh_token: first = '' } = await tokensFor(world, 'ana', { cookie: '' }, { access_type: 'offline' });
    await world.faults.inject({ on: 'token', where: { grantType: 'refresh_token' }, do: { rotateRefreshToken: true } });
    const refresh = (token = '') => postToken(world, { grant_type: 'refresh_token', refresh_token: token });
    const second = (await refresh(first)).body.refresh_token;
    expect(second).toMatch(/^1\/\/0/);
    expect(second).not.toBe(first);
    expect((await refresh(second)).status).toBe(200);
    expect((await refresh(first)).status).toBe(400);
    expect((await refresh(second)).status).toBe(400);
  });

  it('change what the provider reads: a token that covers less than was granted', async () => {
    await using world = await lab.world();
    const { refresh_token = '' } = await tokensFor(world, 'ana', { cookie: '' }, { access_type: 'offline' });
    await world.faults.inject({ on: 'token', times: 1, do: { setForm: { scope: 'openid' } } });
    const refresh = () => postToken(world, { grant_type: 'refresh_token', refresh_token });
    expect((await listFiles(world, (await refresh()).body.access_token)).status).toBe(403);
    expect((await listFiles(world, (await refresh()).body.access_token)).status).toBe(200);
  });

  it('set the clock of the provider wrong, in its tokens and in its Date', async () => {
    await using world = await lab.world();
    const iatOf = (jwt: string): number => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).iat;
    const honest = iatOf((await tokensFor(world, 'ana', { cookie: '' })).id_token);
    await world.faults.inject({ on: 'token', do: { skewSeconds: -7200 } });
    const late = iatOf((await tokensFor(world, 'ana', { cookie: '' })).id_token);
    expect(Math.round((late - honest) / 3600)).toBe(-2);
    const reply = await fetch(`${world.google.address}/token`, { method: 'POST' });
    expect(Math.round((Date.parse(reply.headers.get('date') ?? '') / 1000 - honest) / 3600)).toBe(-2);
  });

  it.each([
    ['keep', 'RS256', true],
    ['corrupt', 'RS256', false],
    ['empty', 'RS256', false],
    ['none', 'none', false],
    ['foreign-key', 'RS256', false],
    ['embedded-key', 'RS256', false],
    ['embedded-certificate', 'RS256', false],
    ['es256', 'ES256', false],
    ['hs256-pem', 'HS256', false],
    ['hs256-jwk', 'HS256', false],
    ['hs256-modulus', 'HS256', false],
    ['hs256-client-secret', 'HS256', false],
  ] as const)('sign ID tokens in a way of their own: %s', async (signature, alg, good) => {
    await using world = await lab.world();
    await world.faults.inject({ on: 'token', do: { tamperIdToken: { signature } } });
    const { id_token } = await tokensFor(world, 'ana', { cookie: '' });
    const certs = await fetch(`${world.google.address}/oauth2/v3/certs`);
    const jwks = (await certs.json()) as { keys: (JsonWebKey & { kty: string })[] };
    const { kid } = decodeProtectedHeader(id_token);
    expect(decodeProtectedHeader(id_token).alg).toBe(alg);
    expect(await isVerified(id_token, createLocalJWKSet(jwks))).toBe(good);
    const key = jwks.keys.find((jwk) => jwk.kid === kid) ?? {};
    const secret = HMAC_SECRETS[signature]?.(key, (await firstClient(world)).clientSecret ?? '');
    if (secret) expect(await isVerified(id_token, new TextEncoder().encode(secret))).toBe(true);
    else expect(signature).not.toMatch(/^hs256/);
  });

  it('sign ID tokens with the key of the certificate in the header, or with an empty secret', async () => {
    await using world = await lab.world();
    await world.faults.inject({ on: 'token', times: 1, do: { tamperIdToken: { signature: 'embedded-certificate' } } });
    await world.faults.inject({ on: 'token', skip: 1, do: { tamperIdToken: { signature: 'hs256-empty' } } });
    const { id_token: certified } = await tokensFor(world, 'ana', { cookie: '' });
    const [der = ''] = decodeProtectedHeader(certified).x5c ?? [];
    const { publicKey } = new X509Certificate(Buffer.from(der, 'base64'));
    const [certifiedHead, certifiedPayload, made = ''] = certified.split('.');
    const content = Buffer.from(`${certifiedHead}.${certifiedPayload}`);
    expect(verify('RSA-SHA256', content, publicKey, Buffer.from(made, 'base64url'))).toBe(true);
    const { id_token: empty } = await tokensFor(world, 'ana', { cookie: '' });
    const [head, payload, signature] = empty.split('.');
    expect(createHmac('sha256', '').update(`${head}.${payload}`).digest('base64url')).toBe(signature);
  });

  it('keep the letters of an algorithm that is none', async () => {
    await using world = await lab.world();
    await world.faults.inject({ on: 'token', do: { tamperIdToken: { signature: 'none', header: { alg: 'nOnE' } } } });
    const { id_token } = await tokensFor(world, 'ana', { cookie: '' });
    expect(decodeProtectedHeader(id_token).alg).toBe('nOnE');
    expect(id_token.endsWith('.')).toBe(true);
  });

  it('truncate a reply', async () => {
    await using world = await lab.world();
    const { access_token } = await tokensFor(world, 'ana', { cookie: '' });
    await world.faults.inject({ on: 'api:drive.files.list', do: { truncate: 10 } });
    await expect(listFiles(world, access_token).then((reply) => reply.text())).rejects.toThrow('terminated');
  });
});

describe('addresses', () => {
  it.each(['', '/google'])(
    'of the vendor answer with the vendor’s own addresses, over its Host header or in process',
    async (base) => {
      const viaHost = await rawHttp(
        lab.port,
        `GET ${base}/.well-known/openid-configuration HTTP/1.1\r\nHost: accounts.google.com\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n`,
      );
      expect(viaHost).toContain('"token_endpoint": "https://oauth2.googleapis.com/token"');
      const inProcess = await lab.fetch('https://accounts.google.com/.well-known/openid-configuration');
      expect(await inProcess.json()).toMatchObject({ issuer: 'https://accounts.google.com' });
    },
  );

  it.each(['evil.example', 'localhost.evil.example', 'localhost:1', '127.0.0.1.nip.io', 'drive.google.com'])(
    'of a foreign host (%s) are refused',
    async (host) => {
      const reply = await rawHttp(
        lab.port,
        `GET /google/.well-known/openid-configuration HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expect(reply).toMatch(/^HTTP\/1\.1 421 /);
    },
  );

  it('of the vendor without TLS are refused and say how', async () => {
    const reply = await rawHttp(lab.port, 'GET / HTTP/1.1\r\nHost: accounts.google.com\r\nConnection: close\r\n\r\n');
    expect(reply).toContain('x-forwarded-proto: https');
  });

  it('keep the issuer that the client was registered with', async () => {
    await using world = await lab.world();
    const client = await firstClient(world);
    await world.google.register({ ...client, issuer: 'vendor' });
    const { id_token } = await tokensFor(world, 'ana', { cookie: '' });
    expect(JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()).iss).toBe('https://accounts.google.com');
  });
});

describe('bad input', () => {
  it.each([
    ['bytes that are not HTTP', 'hello\r\n\r\n', 400],
    ['a header too many', `GET /google HTTP/1.1\r\nHost: localhost\r\n${'X-Long: '.padEnd(70_000, 'x')}\r\n\r\n`, 431],
    [
      'a broken percent escape',
      'GET /google/drive/v3/files/%E0%A4%A HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n',
      404,
    ],
  ])('%s gets a 4xx and the lab goes on', async (_what, bytes, status) => {
    expect(await rawHttp(lab.port, bytes.replace('PORT', String(lab.port)))).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await fetch(lab.url)).status).toBe(200);
  });

  it('a body of 13 MiB is refused in the persona’s words', async () => {
    const reply = await fetch(`${lab.url}/google/token`, { method: 'POST', body: new Uint8Array(13 * 1024 * 1024) });
    expect(reply.status).toBe(413);
    expect(reply.headers.get('content-type')).toContain('text/html');
  });

  it('a truncated request is nobody’s', async () => {
    await rawHttp(
      lab.port,
      `POST /google/token HTTP/1.1\r\nHost: localhost:${lab.port}\r\nContent-Length: 100\r\n\r\ngrant_type=`,
      true,
    );
    expect((await fetch(lab.url)).status).toBe(200);
  });
});

describe('hostile requests', () => {
  it.each([
    'http://127.0.0.1:3000/%E2%82%AC',
    'http://127.0.0.1:3000/callback%0d%0aX-Evil:1',
    'http://127.0.0.1:3000/callback%23x',
  ])('a redirect URI that no header can carry (%s) is refused and the lab goes on', async (redirectUri) => {
    const { clientId } = await firstClient(lab.default);
    const query = `client_id=${clientId}&response_type=code&scope=openid&prompt=none&redirect_uri=${redirectUri}`;
    const reply = await fetch(`${lab.url}/google/o/oauth2/v2/auth?${query}`, { redirect: 'manual' });
    expect(reply.headers.get('location')).toContain('/signin/oauth/error');
    expect((await fetch(lab.url)).status).toBe(200);
  });

  it('a page of another site cannot sign its visitor in', async () => {
    await using world = await lab.world();
    const page = await (await fetch(await authorizeUrl(world))).text();
    const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(page) ?? [];
    const post = (origin: string) =>
      fetch(`${world.google.address}/v3/signin/identifier`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ ticket, account: 'ana' }),
        redirect: 'manual',
      });
    const foreign = await post('https://evil.example');
    expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([400, []]);
    expect((await post(lab.url)).headers.getSetCookie()).toHaveLength(1);
  });

  it('a login hint of somebody who is not signed in asks, and takes nobody else', async () => {
    await using world = await lab.world();
    const browser = { cookie: '' };
    await tokensFor(world, 'ana', browser);
    expect((await visit(browser, await authorizeUrl(world, { login_hint: 'ben@example.com' }))).status).toBe(200);
    const silent = await visit(browser, await authorizeUrl(world, { login_hint: 'ben@example.com', prompt: 'none' }));
    expect(new URL(silent.headers.get('location') ?? '').searchParams.get('error')).toBe('interaction_required');
  });
});

describe('a second lab', () => {
  it('on a taken port says so and names a way out', async () => {
    await expect(createLab({ port: lab.port })).rejects.toThrow(
      `Port ${lab.port} is taken by another program. Use another port (--port ${lab.port + 1})`,
    );
  });

  it('for a persona that does not exist names the ones that do', async () => {
    await expect(createLab({ personas: ['gogle' as never] })).rejects.toThrow('Unknown persona "gogle"; did you mean "google"?');
  });
});

it('asks for the scopes it was told', async () => {
  await using world = await lab.world();
  const callback = await logIn(world, 'ana', { cookie: '' }, { scope: `openid ${DRIVE}` });
  expect(callback.searchParams.get('scope')).toContain(DRIVE);
});

/** Sends bytes and returns what comes back; `hangUp` ends the connection without waiting. */
const rawHttp = (port: number, bytes: string, hangUp = false): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      if (hangUp) socket.end();
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });

import { describe, expect, test } from 'vitest';
import { AGE, type Ask, asking, BY_A_DAY, OWN, openLab } from './test-asking.ts';

const CONSOLE = { pages: () => ({ status: 200, headers: [], body: 'the console' }) };

/** The console of a lab: a port whose own pages may call. */
const openConsole = async () => {
  const { lab, agedSeconds } = await openLab();
  const { port } = await lab.openConsole(CONSOLE);
  return { lab, port, ask: asking(port), agedSeconds };
};

const GATES = [
  ['where personas are served', openLab],
  ['at the console', openConsole],
] as const;

describe.each(GATES)('who may call %s', (_where, open) => {
  test.each(['localhost:PORT', 'LOCALHOST:PORT', '127.0.0.1:PORT', '[::1]:PORT'])('%s is our host', async (host) => {
    expect((await (await open()).ask('/_lab/', { headers: { host } })).status).toBe(200);
  });

  test.each([
    ['a rebound name', 'evil.example:PORT'],
    ['a rebound name without a port', 'evil.example'],
    ['a rebound name below ours', 'evil.localhost:PORT'],
    ['our name as a prefix', 'localhost.evil.example:PORT'],
    ['our name with a final dot', 'localhost.:PORT'],
    ['another port', 'localhost:1'],
    ['no port', 'localhost'],
    ['another loopback address', '127.0.0.2:PORT'],
    ['a short form of our address', '127.1:PORT'],
    ['the unspecified address', '0.0.0.0:PORT'],
    ['nothing', ''],
  ])('as host, %s is refused', async (_what, host) => {
    const { ask, agedSeconds } = await open();
    const { status, text } = await ask(AGE, { body: BY_A_DAY, headers: { host } });
    expect(status).toBe(421);
    expect(text).not.toContain('agedSeconds');
    expect(await agedSeconds()).toBe(0);
  });

  test('a forwarded host changes nothing', async () => {
    const headers = { host: 'evil.example:PORT', 'x-forwarded-host': OWN, forwarded: `host=${OWN}` };
    expect((await (await open()).ask('/_lab/', { headers })).status).toBe(421);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of ours', { origin: 'http://localhost:3000' }],
    ['another port of ours, as a browser tells it', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['another name of ours', { origin: 'http://127.0.0.1:PORT' }],
    ['an opaque origin', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['a browser for another site', { 'sec-fetch-site': 'cross-site' }],
    ['a browser for the same site', { origin: `http://${OWN}`, 'sec-fetch-site': 'same-site' }],
    ['a form of another page, which needs no leave', { origin: 'http://localhost:3000', 'content-type': 'text/plain' }],
  ])('%s may neither write nor read', async (_who, headers) => {
    const { ask, agedSeconds } = await open();
    for (const body of [BY_A_DAY, undefined]) {
      const reply = await ask(AGE, { body, headers });
      expect({ status: reply.status, type: reply.json.type }).toEqual({
        status: 403,
        type: 'urn:loginlab:problem:foreign-origin',
      });
    }
    expect(await agedSeconds()).toBe(0);
  });

  test.each([{}, { 'sec-fetch-site': 'none' }])('a program or an address bar may: %o', async (headers) => {
    expect((await (await open()).ask(AGE, { body: BY_A_DAY, headers })).status).toBe(200);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'a form, sent as %s, writes nothing even without an origin',
    async (type) => {
      const { ask, agedSeconds } = await open();
      const { status } = await ask(AGE, { body: JSON.stringify(BY_A_DAY), headers: { 'content-type': type } });
      expect(status).toBe(415);
      expect(await agedSeconds()).toBe(0);
    },
  );

  test('no answer carries a CORS header, not even to a preflight', async () => {
    const { ask } = await open();
    const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const asks: readonly (readonly [string, Ask])[] = [
      ['/_lab/', {}],
      [AGE, { method: 'OPTIONS' }],
      [AGE, { method: 'OPTIONS', headers: preflight }],
      ['/_lab/', { headers: { origin: 'http://localhost:1' } }],
    ];
    const replies = await Promise.all(asks.map(([path, how]) => ask(path, how)));
    expect(replies.map(({ status }) => status)).toEqual([200, 405, 403, 403]);
    for (const { headers } of replies) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    }
  });
});

describe('pages of our own', () => {
  const own = { origin: `http://${OWN}`, 'sec-fetch-site': 'same-origin' };

  test('may not call where personas are served: what strangers wrote is shown there', async () => {
    const { ask, agedSeconds } = await openLab();
    for (const headers of [own, { origin: own.origin }, { 'sec-fetch-site': 'same-origin' }]) {
      expect((await ask(AGE, { body: BY_A_DAY, headers })).status).toBe(403);
    }
    expect(await agedSeconds()).toBe(0);
  });

  test('may call at the console', async () => {
    const { ask, agedSeconds } = await openConsole();
    for (const headers of [own, { origin: own.origin }, { 'sec-fetch-site': 'same-origin' }]) {
      expect((await ask(AGE, { body: BY_A_DAY, headers })).status).toBe(200);
    }
    expect(await agedSeconds()).toBe(3 * 86_400);
  });

  test('of the personas are a foreign origin to the console', async () => {
    const { lab, ask } = await openConsole();
    expect((await ask(AGE, { body: BY_A_DAY, headers: { origin: lab.url } })).status).toBe(403);
  });
});

describe('the console port', () => {
  test('shows its pages on its own names only, and no persona', async () => {
    const { ask } = await openConsole();
    expect((await ask('/anything')).text).toBe('the console');
    expect((await ask('/google/.well-known/openid-configuration')).text).toBe('the console');
    expect((await ask('/', { headers: { host: 'evil.example:PORT' } })).status).toBe(421);
    expect((await ask('/', { headers: { host: 'accounts.google.com', 'x-forwarded-proto': 'https' } })).status).toBe(421);
  });

  test('closes with its lab', async () => {
    const { lab, port } = await openConsole();
    await lab.close();
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow();
  });
});

describe('a lab beyond loopback', () => {
  const BEYOND = { host: '0.0.0.0' };

  test('wants its token for every call', async () => {
    const { lab, ask, agedSeconds } = await openLab(BEYOND);
    expect(lab.token).toMatch(/^[\w-]{32}$/);
    const wrong = ['', 'Bearer', 'Bearer undefined', `Bearer ${lab.token}x`, `Basic ${lab.token}`, String(lab.token)];
    for (const authorization of wrong) {
      const { status, headers, json } = await ask(AGE, { body: BY_A_DAY, headers: { authorization } });
      expect({ status, type: json.type }).toEqual({ status: 401, type: 'urn:loginlab:problem:no-token' });
      expect(headers['www-authenticate']).toBe('Bearer realm="loginlab"');
    }
    expect((await ask('/_lab/')).status).toBe(401);
    expect(await agedSeconds()).toBe(0);
    expect((await ask(AGE, { body: BY_A_DAY, headers: { authorization: `Bearer ${lab.token}` } })).status).toBe(200);
  });

  test('has a token of its own, or the one that it was given', async () => {
    const [one, other] = [await openLab(BEYOND), await openLab(BEYOND)];
    expect(one.lab.token).not.toBe(other.lab.token);
    expect((await openLab({ ...BEYOND, token: 'of-the-team' })).lab.token).toBe('of-the-team');
    expect((await openLab()).lab.token).toBeUndefined();
  });

  test.each(['', 'short', 'with a space', 'schlüssel-für-alle'])('is not opened with the token "%s"', async (token) => {
    await expect(openLab({ ...BEYOND, token })).rejects.toMatchObject({ code: 'usage', field: 'token' });
  });

  test.each(['192.0.2.7:PORT', '[2001:db8::7]:PORT', 'buildhost:PORT', 'host.docker.internal:PORT', 'localhost:PORT'])(
    'answers as %s, which no stranger can lead here',
    async (host) => {
      const { lab, ask } = await openLab(BEYOND);
      expect((await ask('/_lab/', { headers: { host, authorization: `Bearer ${lab.token}` } })).status).toBe(200);
      expect((await ask('/google/.well-known/openid-configuration', { headers: { host } })).status).toBe(200);
    },
  );

  test.each(['evil.example:PORT', 'internal.evil.example:PORT', 'buildhost:1', 'buildhost.:PORT'])(
    'does not answer as %s, token or not',
    async (host) => {
      const { lab, ask } = await openLab(BEYOND);
      expect((await ask('/_lab/', { headers: { host, authorization: `Bearer ${lab.token}` } })).status).toBe(421);
      expect((await ask('/google/.well-known/openid-configuration', { headers: { host } })).status).toBe(421);
    },
  );

  test('refuses pages with a token too', async () => {
    const { lab, ask, agedSeconds } = await openLab(BEYOND);
    const headers = { authorization: `Bearer ${lab.token}`, origin: 'http://localhost:3000' };
    expect((await ask(AGE, { body: BY_A_DAY, headers })).status).toBe(403);
    expect(await agedSeconds()).toBe(0);
  });

  test('opens its console on loopback only', async () => {
    const { lab } = await openLab(BEYOND);
    const { port } = await lab.openConsole(CONSOLE);
    expect((await asking(port)('/_lab/', { headers: { host: 'buildhost:PORT' } })).status).toBe(421);
    expect((await asking(port)('/_lab/')).status).toBe(200);
  });

  test('is told which address is not of this machine', async () => {
    await expect(openLab({ host: '192.0.2.7' })).rejects.toMatchObject({ code: 'usage', field: 'host' });
  });
});

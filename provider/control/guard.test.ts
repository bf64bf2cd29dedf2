import { describe, expect, test } from 'vitest';
import { AGE, agedSeconds, BY_A_DAY, lab, OWN } from './testing/asking.ts';

describe('who may call', () => {
  test.each(['localhost:4400', 'LOCALHOST:4400', '127.0.0.1:4400', '[::1]:4400'])('%s is our host', async (host) => {
    expect((await lab().ask('/_lab/', { headers: { host } })).status).toBe(200);
  });

  test.each([
    ['a rebound name', 'evil.example:4400'],
    ['a vendor', 'accounts.google.com'],
    ['our name as a prefix', 'localhost.evil.example:4400'],
    ['our name as a user', 'localhost:4400@evil.example'],
    ['our name with a final dot', 'localhost.:4400'],
    ['another port', 'localhost:4401'],
    ['no port', 'localhost'],
    ['another loopback address', '127.0.0.2:4400'],
    ['the unspecified address', '0.0.0.0:4400'],
    ['nothing', ''],
  ])('as host, %s is refused', async (_what, host) => {
    const { worlds, ask } = lab();
    const { status, headers, json } = await ask(AGE, { body: BY_A_DAY, headers: { host } });
    expect({ status, type: json.type }).toEqual({ status: 421, type: 'urn:loginlab:problem:foreign-host' });
    expect(headers['content-type']).toBe('application/problem+json');
    expect(await agedSeconds(worlds)).toBe(0);
  });

  test('a forwarded host changes nothing', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': OWN, forwarded: `host=${OWN}` };
    expect((await lab().ask('/_lab/', { headers })).status).toBe(421);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of ours', { origin: 'http://localhost:3000' }],
    ['another name of ours', { origin: 'http://127.0.0.1:4400' }],
    ['an opaque origin', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['a browser for another site', { 'sec-fetch-site': 'cross-site' }],
    ['a browser for the same site', { origin: `http://${OWN}`, 'sec-fetch-site': 'same-site' }],
  ])('%s may neither write nor read', async (_who, headers) => {
    const { worlds, ask } = lab();
    for (const body of [BY_A_DAY, undefined]) {
      const reply = await ask(AGE, { body, headers });
      expect({ status: reply.status, type: reply.json.type }).toEqual({
        status: 403,
        type: 'urn:loginlab:problem:foreign-origin',
      });
    }
    expect(await agedSeconds(worlds)).toBe(0);
  });

  test.each([
    {},
    { origin: `http://${OWN}` },
    { origin: `http://${OWN}`, 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ])('a program or our own page may: %o', async (headers) => {
    expect((await lab().ask(AGE, { body: BY_A_DAY, headers })).status).toBe(200);
  });

  test('no answer carries a CORS header, not even to a preflight', async () => {
    const { ask } = lab();
    const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const replies = [
      await ask('/_lab/'),
      await ask(AGE, { method: 'OPTIONS' }),
      await ask(AGE, { method: 'OPTIONS', headers: preflight }),
      await ask('/_lab/', { headers: { origin: `http://${OWN}` } }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 405, 403, 200]);
    for (const { headers } of replies) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    }
  });
});

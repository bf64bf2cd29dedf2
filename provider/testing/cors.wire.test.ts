import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';

const ORIGIN = 'http://localhost:3000';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['google', 'facebook', 'auth0', 'first-party'] });
});
afterAll(() => lab.close());

const readerOf = (reply: Response): string =>
  [
    reply.headers.get('access-control-allow-origin') ?? 'nobody',
    ...(reply.headers.get('access-control-allow-credentials') === 'true' ? ['with cookies'] : []),
  ].join(' ');

/** Who may read what the endpoint answers to a page, and whether the page may send it with an Authorization header. */
const seen = async (method: string, url: string): Promise<readonly string[]> => {
  const headers = { origin: ORIGIN };
  const asks = { 'access-control-request-method': method, 'access-control-request-headers': 'authorization' };
  const preflight = await lab.fetch(url, { method: 'OPTIONS', headers: { ...headers, ...asks } });
  const mayTell = preflight.ok && preflight.headers.get('access-control-allow-headers') === 'authorization';
  const actual = await lab.fetch(url, { method, headers, redirect: 'manual' });
  return [`preflight: ${readerOf(preflight)}${mayTell ? ', authorization' : ''}`, `reply: ${readerOf(actual)}`];
};

const ASKING = [`preflight: ${ORIGIN}, authorization`, `reply: ${ORIGIN}`];
const WITH_COOKIES = [`preflight: ${ORIGIN} with cookies, authorization`, `reply: ${ORIGIN} with cookies`];
const ANY = ['preflight: *, authorization', 'reply: *'];
const FILE = ['preflight: *', 'reply: *'];
const NOBODY = ['preflight: nobody', 'reply: nobody'];

describe('a page of another origin', () => {
  it.each([
    ['POST', 'https://oauth2.googleapis.com/token', ASKING],
    ['POST', 'https://www.googleapis.com/oauth2/v4/token', ASKING],
    ['POST', 'https://www.googleapis.com/oauth2/v3/token', ASKING],
    ['POST', 'https://accounts.google.com/o/oauth2/token', NOBODY],
    ['POST', 'https://oauth2.googleapis.com/revoke', ASKING],
    ['POST', 'https://accounts.google.com/o/oauth2/revoke', NOBODY],
    ['GET', 'https://oauth2.googleapis.com/tokeninfo', ASKING],
    ['GET', 'https://www.googleapis.com/oauth2/v3/tokeninfo', ASKING],
    ['GET', 'https://openidconnect.googleapis.com/v1/userinfo', ASKING],
    ['GET', 'https://www.googleapis.com/oauth2/v2/userinfo', ASKING],
    ['GET', 'https://www.googleapis.com/userinfo/v2/me', ASKING],
    ['GET', 'https://accounts.google.com/.well-known/openid-configuration', FILE],
    ['GET', 'https://accounts.google.com/.well-known/oauth-authorization-server', FILE],
    ['GET', 'https://www.googleapis.com/oauth2/v3/certs', [`preflight: ${ORIGIN}, authorization`, 'reply: *']],
    ['GET', 'https://www.googleapis.com/oauth2/v1/certs', [`preflight: ${ORIGIN}, authorization`, 'reply: *']],
    ['GET', 'https://www.googleapis.com/drive/v3/files', WITH_COOKIES],
    ['PATCH', 'https://www.googleapis.com/drive/v3/files/x', WITH_COOKIES],
    ['DELETE', 'https://www.googleapis.com/drive/v3/files/x', WITH_COOKIES],
    ['POST', 'https://www.googleapis.com/upload/drive/v3/files', WITH_COOKIES],
    ['GET', 'https://www.googleapis.com/drive/v3/about', WITH_COOKIES],
    ['GET', 'https://www.googleapis.com/discovery/v1/apis/drive/v3/rest', WITH_COOKIES],
    ['GET', 'https://www.googleapis.com/calendar/v3/calendars/primary', ASKING],
    ['GET', 'https://www.googleapis.com/calendar/v3/colors?key=x', [`preflight: ${ORIGIN}, authorization`, 'reply: *']], // the lab’s own
    ['GET', 'https://accounts.google.com/o/oauth2/v2/auth', NOBODY],
    ['GET', 'https://accounts.google.com/logout', NOBODY],
    ['GET', 'https://graph.facebook.com/v19.0/me', ANY],
    ['POST', 'https://graph.facebook.com/v19.0/oauth/access_token', ANY],
    ['GET', 'https://graph.facebook.com/oauth/access_token', ANY],
    ['GET', 'https://graph.facebook.com/debug_token', ANY],
    ['DELETE', 'https://graph.facebook.com/me/permissions', ANY],
    ['GET', 'https://graph.facebook.com/me/picture', ANY],
    ['POST', 'https://graph.facebook.com/', ANY],
    ['GET', 'https://graph.facebook.com/me/bogus', ANY],
    ['GET', 'https://www.facebook.com/v19.0/dialog/oauth', NOBODY],
    ['GET', 'https://www.facebook.com/logout.php', NOBODY],
    ['GET', 'https://www.facebook.com/.well-known/openid-configuration/', ['preflight: nobody', 'reply: *']],
    ['POST', 'https://shop.eu.auth0.com/oauth/token', WITH_COOKIES],
    ['POST', 'https://shop.eu.auth0.com/oauth/revoke', WITH_COOKIES],
    ['GET', 'https://shop.eu.auth0.com/userinfo', ANY],
    ['GET', 'https://shop.eu.auth0.com/.well-known/jwks.json', ANY],
    ['GET', 'https://shop.eu.auth0.com/authorize', NOBODY],
    ['GET', 'https://shop.eu.auth0.com/v2/logout', NOBODY],
    ['GET', 'https://api.first-party.example/users/me', ANY],
    ['POST', 'https://api.first-party.example/tokens', ANY],
    ['PATCH', 'https://api.first-party.example/presence', ANY],
  ])('%s %s', async (method, url, expected) => {
    expect(await seen(method, url)).toEqual(expected);
  });

  it('asks without running the endpoint, and without using up a fault', async () => {
    const world = await lab.world();
    await world.faults.inject({ on: 'token', persona: 'google', do: { status: 503 }, times: 1 });
    const url = `${world.google.address}/token`;
    const asks = { origin: ORIGIN, 'access-control-request-method': 'POST' };
    expect((await lab.fetch(url, { method: 'OPTIONS', headers: asks })).status).toBe(200);
    expect((await lab.fetch(url, { method: 'POST', headers: { origin: ORIGIN } })).status).toBe(503);
    const { exchanges } = await world.wire.read();
    expect(exchanges.map(({ endpoint }) => endpoint)).toEqual(['unknown', 'token']);
  });
});

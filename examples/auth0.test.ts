import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Started, start } from '../cli/test-command.ts';
import { createLab } from '../provider/index.ts';
import { findFreePort } from '../scenarios/runner/free-port.ts';
import { type Seen, Visitor } from './visitor.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const CLIENT = { clientId: 'TheClientIdOfThisShopAtAuth00000', clientSecret: 'the-secret-of-this-shop-at-auth0' };
const EXAMPLE = here('express-openid-connect/app.mjs');
const PASSPORT = here('../fixtures/apps/passport-auth0/server.mjs');

/** The variables of express-openid-connect, and those that apps with passport-auth0 use. */
const environment = (port: number, domain: string) => ({
  ...{ PORT: String(port), ISSUER_BASE_URL: `https://${domain}`, CLIENT_ID: CLIENT.clientId, CLIENT_SECRET: CLIENT.clientSecret },
  ...{ AUTH0_DOMAIN: domain, AUTH0_CLIENT_ID: CLIENT.clientId, AUTH0_CLIENT_SECRET: CLIENT.clientSecret },
});

/** Starts an app under `exec`. Resolves when it listens. */
const exec = async (args: readonly string[], app: string, port: number, domain: string): Promise<Started> => {
  const started = start(['exec', '--no-console', ...args, '--', process.execPath, app], { env: environment(port, domain) });
  await started.prints(`:${port}`);
  return started;
};

/** Picks Ana, and agrees where the tenant asks. */
const signIn = async (ana: Visitor, login: Seen): Promise<Seen> => {
  const next = await ana.press(login, { account: 'ana' });
  return next.text.includes('page-consent') ? ana.press(next, { decision: 'allow' }) : next;
};

test('an unmodified app at its own tenant: refused, registered by the button, signed in, renewed tomorrow, and logged out', async () => {
  const port = await findFreePort();
  const home = `http://localhost:${port}`;
  const app = await exec(['--port', '0'], EXAMPLE, port, 'my-tenant.eu.auth0.com');
  const [, lab = ''] = /answers for .* at (http:\/\/localhost:\d+)/.exec(await app.says('answers for')) ?? [];
  const ana = new Visitor();
  const refused = await ana.visit(`${home}/login`);
  expect(refused.text).toContain(`Unknown client: ${CLIENT.clientId}`);
  expect(await signIn(ana, await ana.press(refused, {}))).toMatchObject({ url: `${home}/`, text: 'Hello ana@example.com' });
  expect(await ana.visit(`${home}/profile`)).toMatchObject({ status: 200, text: expect.stringMatching(/^You are auth0\|/) });

  const headers = { 'content-type': 'application/json' };
  const tomorrow = await fetch(`${lab}/_lab/worlds/default/clock/tomorrow`, { method: 'POST', headers, body: '{}' });
  expect(await tomorrow.json()).toMatchObject({
    ...{ motion: 'shift', followers: [expect.stringMatching(/^node \d+$/)] },
    next: [{ persona: 'auth0', action: 'refresh', rightClient: 'refresh-token#1 is alive: refresh' }],
  });
  expect(await ana.visit(`${home}/profile`)).toMatchObject({ url: `${home}/profile`, status: 200 });

  const logout = await ana.visit(`${home}/logout`);
  expect(logout.text).toContain(`${home} is not an allowed logout URL of ${CLIENT.clientId}.`);
  expect(await app.says('"logoutUrls"')).toContain(`-d '{"logoutUrls":["${home}"]}'`);
  expect(await ana.press(logout, {})).toMatchObject({ url: `${home}/`, text: expect.stringContaining('Log in') });
  expect((await ana.visit(`${home}/login`)).text).toContain('page-account-chooser');
  app.signal('SIGTERM');
  await app.ended;
});

test('AUTH0_DOMAIN names one tenant among two: the client of one is unknown to the other', async () => {
  await using lab = await createLab();
  const { auth0, wire } = lab.default;
  const [shop, staging] = ['shop.eu.auth0.com', 'staging.eu.auth0.com'];
  const port = await findFreePort();
  const home = `http://127.0.0.1:${port}`;
  const client = { ...CLIENT, issuer: 'vendor', redirectUris: [`${home}/callback`], logoutUrls: [`${home}/`] };
  await auth0.register({ ...client, tenant: shop });
  await auth0.register({ clientId: 'of-staging', tenant: staging });

  const right = await exec(['--url', lab.url], PASSPORT, port, shop);
  const ana = new Visitor();
  const login = await ana.visit(`${home}/login`);
  expect(new URL(login.url).pathname).toBe(`/${shop}/u/login`);
  expect((await signIn(ana, login)).text).toContain('Signed in as ana@example.com');
  right.signal('SIGTERM');
  await right.ended;
  const { exchanges } = await wire.read({ reveal: true });
  expect(new Set(exchanges.map(({ request }) => new URL(request.vendorUrl ?? '').host))).toEqual(new Set([shop]));

  const wrong = await exec(['--url', lab.url], PASSPORT, port, staging);
  expect((await new Visitor().visit(`${home}/login`)).text).toContain(`Unknown client: ${CLIENT.clientId}`);
  wrong.signal('SIGTERM');
  await wrong.ended;
});

test('a domain of its own answers as the tenant, once the lab is told', async () => {
  const port = await findFreePort();
  const home = `http://localhost:${port}`;
  const client = ['--app-client', `${CLIENT.clientId}:${CLIENT.clientSecret}`, '--redirect', `${home}/callback`];
  const app = await exec(['--port', '0', '--domain', 'login.shop.example=auth0', ...client], EXAMPLE, port, 'login.shop.example');
  const ana = new Visitor();
  const login = await ana.visit(`${home}/login`);
  expect(new URL(login.url).pathname).toBe('/login.shop.example/u/login');
  expect(await signIn(ana, login)).toMatchObject({ url: `${home}/`, text: 'Hello ana@example.com' });
  // No host of auth0.com: the library logs out by the address of the discovery document.
  expect(new URL((await ana.visit(`${home}/logout`)).url).pathname).toBe('/login.shop.example/oidc/logout');
  app.signal('SIGTERM');
  await app.ended;
});

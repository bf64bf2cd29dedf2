import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { command, start } from '../cli/test-command.ts';
import { createLab } from '../provider/index.ts';
import { findFreePort } from '../scenarios/runner/free-port.ts';
import { Visitor } from './visitor.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const CLIENT = { clientId: '1234-shop.apps.googleusercontent.com', clientSecret: 'GOCSPX-of-this-app' };

test('google-auth-library: the refresh token serves today, and is dead after half a year without use', async () => {
  await using lab = await createLab();
  const { google, clock } = lab.default;
  await google.register({ ...CLIENT, issuer: 'vendor' });
  const scope = 'openid https://www.googleapis.com/auth/drive.file';
  const { refresh_token = '' } = await google.mint({ as: 'ana', clientId: CLIENT.clientId, scope });
  const env = {
    GOOGLE_CLIENT_ID: CLIENT.clientId,
    GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
    GOOGLE_REFRESH_TOKEN: refresh_token,
  };
  const list = () =>
    command(['exec', '--url', lab.url, '--', process.execPath, here('google-auth-library/list-files.mjs')], { env });
  expect(await list()).toMatchObject({ code: 0, out: '0 files\n' });
  await clock.age('181d');
  expect(await list()).toMatchObject({ code: 1, out: 'Sign in again: invalid_grant\n' });
});

test('express with passport: refused, registered by the button, signed in, and refused by the API tomorrow', async () => {
  const env = {
    PORT: String(await findFreePort()),
    GOOGLE_CLIENT_ID: CLIENT.clientId,
    GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
  };
  const app = start(['exec', '--port', '0', '--', process.execPath, here('express-passport/app.mjs')], { env });
  const [, address = ''] = /^(http:\/\/localhost:\d+)$/m.exec(await app.prints('\n')) ?? [];
  const [, lab = ''] = /answers for .* at (http:\/\/localhost:\d+)/.exec(await app.says('answers for')) ?? [];
  const ana = new Visitor();
  const refused = await ana.visit(`${address}/auth/google`);
  expect(refused).toMatchObject({ status: 401, text: expect.stringContaining('Error 401: invalid_client') });
  const chooser = await ana.press(refused, {});
  const consent = await ana.press(chooser, { account: 'ana' });
  expect(await ana.press(consent, { decision: 'allow' })).toMatchObject({ status: 200, text: 'Hello Ana Alvarez' });
  expect(await ana.visit(`${address}/files`)).toMatchObject({ status: 200, text: 'Your files' });
  const headers = { 'content-type': 'application/json' };
  const tomorrow = await fetch(`${lab}/_lab/worlds/default/clock/tomorrow`, { method: 'POST', headers, body: '{}' });
  expect(await tomorrow.json()).toMatchObject({
    ...{ motion: 'shift', followers: [expect.stringMatching(/^node \d+$/)], notFollowing: [] },
    next: [
      { action: 'authorize', rightClient: expect.stringContaining('no refresh token was issued (access_type was not sent') },
    ],
  });
  expect(await ana.visit(`${address}/files`)).toMatchObject({ status: 401 });
  const wire = (await (await fetch(`${lab}/_lab/worlds/default/wire`)).json()) as {
    exchanges: { because: { id: string; why: string }[] }[];
  };
  expect(wire.exchanges.at(-1)?.because).toContainEqual({
    id: 'google/api/401-invalid-token',
    why: 'the access token expired 23 h ago (lifetime 1 h)',
  });
  app.signal('SIGTERM');
  await app.ended;
});

test('the real tomorrow of google-auth-library under exec: it refreshes ahead of the call, and works', async () => {
  const address = `http://127.0.0.1:${await findFreePort()}`;
  const env = {
    PORT: new URL(address).port,
    GOOGLE_CLIENT_ID: CLIENT.clientId,
    GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
  };
  const client = ['--app-client', `${CLIENT.clientId}:${CLIENT.clientSecret}`, '--redirect', `${address}/callback/google`];
  const server = here('../fixtures/apps/google-auth-library/server.mjs');
  await using lab = await createLab();
  const app = start(['exec', '--url', lab.url, ...client, '--', process.execPath, server], { env });
  await app.prints('listening on');
  const ana = new Visitor();
  const chooser = await ana.visit(`${address}/auth/google`);
  const consent = await ana.press(chooser, { account: 'ana' });
  expect((await ana.press(consent, { decision: 'allow' })).text).toContain('Signed in as Ana Alvarez');
  const save = () => ana.visit(`${address}/upload`, { method: 'POST', body: new URLSearchParams({ note: 'hello' }) });
  expect(await save()).toMatchObject({ status: 200 });
  const { last } = await lab.default.wire.read();
  expect(await lab.default.clock.tomorrow()).toMatchObject({
    ...{ motion: 'shift', followers: [expect.stringMatching(/^node \d+$/)], notFollowing: [] },
    died: [{ label: 'access-token#1', says: 'access-token#1 expired 23 h ago (lifetime 1 h)' }],
    next: [{ person: 'ana', action: 'refresh', rightClient: 'refresh-token#1 is alive: refresh' }],
  });
  expect(await save()).toMatchObject({ status: 200 });
  const { exchanges } = await lab.default.wire.read({ after: last });
  expect(exchanges.map(({ endpoint, grantType, response }) => [endpoint, grantType, response?.status])).toEqual([
    ['token', 'refresh_token', 200],
    [expect.stringMatching(/^api:drive/), undefined, 200],
  ]);
  app.signal('SIGTERM');
  await app.ended;
});

test('python: a token that is a day old at Google, and why it is refused', async () => {
  await using lab = await createLab();
  const env = { ...process.env, LOGINLAB_URL: lab.url };
  const { stdout } = await promisify(execFile)('python3', [here('python/tomorrow.py')], { env });
  expect(stdout).toBe(
    [
      'issued just now: 200',
      'a day older at Google: 401',
      'because: google/api/401-invalid-token - the access token expired 23 h ago (lifetime 1 h)',
      'a right client: the refresh token is alive: refresh; the client learns it when a call is refused',
      '',
    ].join('\n'),
  );
});

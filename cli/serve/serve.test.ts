import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { command, start } from '../test-command.ts';
import type { Serving } from './serving.ts';

const serve = async (...args: readonly string[]) => {
  const started = start(['serve', '--port', '0', '--json', ...args]);
  const [line = ''] = (await started.prints('\n')).split('\n');
  return { ...started, serving: JSON.parse(line) as Serving };
};

test('the banner warns, and lists addresses, client, people, and the command that ages the world', async () => {
  const { prints, signal, ended } = start([
    'serve',
    '--port',
    '0',
    '--app-client',
    'shop:secret',
    '--redirect',
    'http://127.0.0.1:3000/cb',
  ]);
  const banner = await prints('Ctrl-C');
  for (const text of [
    'Never for production: its signing keys are public',
    '/google',
    'client shop, secret secret',
    'http://127.0.0.1:3000/cb',
    'ana@example.com',
    '/clock/advance',
    'Facebook tokens live for 60 days: {"by":"61d"} expires them.',
  ]) {
    expect(banner).toContain(text);
  }
  signal('SIGINT');
  expect((await ended).code).toBe(0);
});

test('with --proxy the banner tells each language how to get here', async () => {
  const { prints } = start(['serve', '--port', '0', '--proxy', '0', '--tunnel', 'fonts.example.com']);
  const banner = await prints('Ctrl-C');
  for (const text of [
    "Login Lab answers for the vendors' own hosts; it forwards to fonts.example.com",
    '# curl\n  export https_proxy=http://default:x@127.0.0.1:',
    'REQUESTS_CA_BUNDLE=',
    'SSL_CERT_FILE=',
    'PHP_INI_SCAN_DIR=',
    'NODE_EXTRA_CA_CERTS=',
    'JAVA_TOOL_OPTIONS=',
  ]) {
    expect(banner).toContain(text);
  }
});

test('the environment that --json tells works as it stands, in the world that LOGINLAB_WORLD names', async () => {
  const { serving, says } = await serve('--proxy', '0');
  const { environment = {} } = serving.proxy ?? {};
  const source = `console.log((await fetch('https://accounts.google.com/.well-known/openid-configuration')).status)`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source], {
    env: { PATH: process.env.PATH, ...environment },
  });
  expect(stdout.trim()).toBe('200');
  const astray = `await fetch('https://maps.googleapis.com/').catch(() => undefined)`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', astray], { env: environment });
  expect(await says('maps.googleapis.com')).toMatch(/^\[loginlab\] maps\.googleapis\.com is below googleapis\.com/m);
  const named = start(['serve', '--port', '0', '--proxy', '0', '--json'], { env: { LOGINLAB_WORLD: 'k3f9' } });
  expect(await named.prints('\n')).toContain('http://k3f9:x@127.0.0.1:');
});

test('what the lab does not serve is told once for each endpoint, and --gaps vendor gives the page of the vendor', async () => {
  const { serving, says, signal, ended } = await serve('--persona', 'google');
  const events = (id: string) => fetch(`${serving.url}/google/calendar/v3/calendars/${id}/events?key=secret`);
  expect([(await events('c1')).status, (await events('c2')).status]).toEqual([501, 501]);
  expect((await fetch(`${serving.url}/google/calendar/v3/colors?key=secret`)).status).toBe(501);
  await says('/colors');
  signal('SIGTERM');
  const lines = (await ended).err.split('\n').filter((line) => line.includes('does not serve'));
  expect(lines).toEqual([
    `[loginlab] Login Lab does not serve GET ${serving.url}/google/calendar/v3/calendars/c1/events, which Google may have.`,
    `[loginlab] Login Lab does not serve GET ${serving.url}/google/calendar/v3/colors, which Google may have.`,
  ]);
  const other = await serve('--persona', 'google', '--gaps', 'vendor');
  expect((await fetch(`${other.serving.url}/google/calendar/v3/colors?key=secret`)).status).toBe(404);
});

test('--tunnel without a proxy is a misunderstanding', async () => {
  const { code, err } = await command(['serve', '--port', '0', '--tunnel']);
  expect([code, err]).toEqual([2, expect.stringContaining('Add --proxy 4480')]);
});

test('the commands of the banner work as they stand', async () => {
  const { serving, signal, ended } = await serve();
  const advance = (body: string) =>
    fetch(`${serving.url}/_lab/worlds/default/clock/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  const refused = await advance('{"by":"1d"}');
  const { offers } = (await refused.json()) as { offers: readonly { request: object }[] };
  expect([refused.status, offers.length]).toEqual([409, 2]);
  expect(await (await advance(JSON.stringify(offers[0]?.request))).json()).toMatchObject({ by: 86_400, motion: 'age' });
  signal('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('token prints a token of the running lab, and explain tells what an exchange was', async () => {
  const { serving } = await serve();
  const { code, out, err } = await command(['token', '--persona', 'google', '--as', 'ana', '--url', serving.url]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [google] = serving.personas;
  const who = await fetch(`${google?.address}/v1/userinfo`, { headers: { authorization: `Bearer ${out.trim()}` } });
  expect(await who.json()).toMatchObject({ email: 'ana@example.com' });

  const seen = (await (await fetch(`${serving.url}/_lab/worlds/default/wire`)).json()) as {
    exchanges: readonly { id: string }[];
  };
  const id = seen.exchanges.at(-1)?.id ?? '';
  const explained = await command(['explain', id, '--url', serving.url]);
  expect(explained.out).toContain(`${id}  userinfo of google`);
  const unknown = await command(['explain', 'x999', '--url', serving.url]);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('has no exchange "x999"');
});

test('a claim, a scope and an expiry go into the token', async () => {
  const { serving } = await serve('--app-client', 'shop:secret');
  const args = [
    '--persona',
    'google',
    '--as',
    'ben',
    '--client',
    'shop',
    '--claim',
    'email_verified=false',
    '--expired',
    '--json',
  ];
  const { out } = await command(['token', ...args, '--url', serving.url]);
  const minted = JSON.parse(out) as { id_token: string; access_token: string };
  const claims = JSON.parse(Buffer.from(minted.id_token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  expect(claims).toMatchObject({ aud: 'shop', email: 'ben@example.com', email_verified: false });
  const [google] = serving.personas;
  const who = await fetch(`${google?.address}/v1/userinfo`, { headers: { authorization: `Bearer ${minted.access_token}` } });
  expect(who.status).toBe(401);
});

test('an unknown person is refused with the nearest one', async () => {
  const { serving } = await serve();
  const { code, err } = await command(['token', '--persona', 'google', '--as', 'anna', '--url', serving.url]);
  expect(code).toBe(2);
  expect(err).toContain('"anna"');
  expect(err).toContain('"ana"');
});

test('beyond loopback the control API wants the token that was printed', async () => {
  const { serving } = await serve('--host', '0.0.0.0');
  expect(serving).toMatchObject({
    url: expect.stringMatching(/^http:\/\/localhost:/),
    token: expect.stringMatching(/^[\w-]{32}$/),
  });
  const worlds = `${serving.url}/_lab/worlds`;
  expect((await fetch(worlds)).status).toBe(401);
  expect((await fetch(worlds, { headers: { authorization: `Bearer ${serving.token}` } })).status).toBe(200);
  const ask = ['token', '--persona', 'google', '--as', 'ana', '--url', serving.url];
  expect(await command(ask)).toMatchObject({ code: 2, err: expect.stringContaining('LOGINLAB_TOKEN') });
  expect(await command(ask, { env: { LOGINLAB_TOKEN: serving.token ?? '' } })).toMatchObject({ code: 0 });
});

test('the token can be chosen, so that it is the same tomorrow, but not guessed', async () => {
  const args = ['serve', '--port', '0', '--json', '--host', '0.0.0.0'];
  const line = await start(args, { env: { LOGINLAB_TOKEN: 'of-the-team' } }).prints('\n');
  expect(JSON.parse(line)).toMatchObject({ token: 'of-the-team' });
  const { code, err } = await command(args, { env: { LOGINLAB_TOKEN: 'short' } });
  expect([code, err]).toEqual([2, expect.stringContaining('LOGINLAB_TOKEN: Expected a token of at least 8')]);
});

test('the banner of a lab beyond loopback says so, and what to set', async () => {
  const { prints } = start(['serve', '--port', '0', '--host', '0.0.0.0']);
  const banner = await prints('Ctrl-C');
  expect(banner).toContain('listens beyond loopback');
  expect(banner).toMatch(/export LOGINLAB_TOKEN=[\w-]{32}\n/);
});

test('a lab by hand judges its traffic by the rules', async () => {
  const { serving } = await serve();
  const [google] = serving.personas;
  const findings = `${serving.url}/_lab/worlds/default/findings`;
  expect(await (await fetch(findings)).json()).toEqual([]);
  const query = new URLSearchParams({ client_id: google?.clients[0]?.clientId ?? '', response_type: 'code', scope: 'openid' });
  await fetch(`${google?.address}/o/oauth2/v2/auth?${query}`, { redirect: 'manual' });
  expect(await (await fetch(findings)).json()).toMatchObject([{ rule: 'state-missing', level: 'MUST', exchanges: ['x1'] }]);
});

import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import type { Serving } from './serving.ts';

const serve = async (...args: readonly string[]): Promise<Serving & { readonly close: () => Promise<unknown> }> => {
  const { prints, signal, ended } = start(['serve', '--port', '0', '--no-console', '--json', ...args]);
  const serving = JSON.parse((await prints('\n')).split('\n')[0] ?? '') as Serving;
  const close = () => {
    signal('SIGTERM');
    return ended;
  };
  return { ...serving, close };
};

/** What a Node program prints that trusts an authority. */
const inNode = async (source: string, authority = ''): Promise<string> => {
  const env = { PATH: process.env.PATH, ...(authority && { NODE_EXTRA_CA_CERTS: authority }) };
  return (await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source], { env })).stdout.trim();
};

const ask = (url: string): string =>
  `console.log(await fetch('${url}').then(async (a) => (await a.json()).issuer ?? a.status, (e) => e.cause.code));`;

test('--https serves the issuer over TLS: by name and by address, for who trusts its authority, and for nobody else', async () => {
  const { url, personas, trust } = await serve('--https', '--persona', 'google');
  const [{ address } = { address: '' }] = personas;
  expect(address).toBe(`${url.replace('http:', 'https:')}/google`);
  const discovery = `${address}/.well-known/openid-configuration`;
  expect(await inNode(ask(discovery), trust?.authority)).toBe(address);
  expect(await inNode(ask(discovery.replace('localhost', '127.0.0.1')), trust?.authority)).toBe(address);
  expect(await inNode(ask(discovery))).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED/);
});

test('the control API takes plain HTTP at the same port, and the offer of a refusal calls it so', async () => {
  const { url, personas, trust } = await serve('--https', '--persona', 'google');
  expect((await fetch(`${url}/_lab/worlds`)).status).toBe(200);
  const query = new URLSearchParams({
    client_id: 'shop',
    redirect_uri: 'http://127.0.0.1:1/cb',
    response_type: 'code',
    scope: 'openid',
  });
  const start = `${personas[0]?.address}/o/oauth2/v2/auth?${query}`;
  const source = `const page = await (await fetch('${start}')).text();
    const ticket = /name="ticket" value="([^"]+)"/.exec(page)[1];
    const action = /action="([^"]+)"/.exec(page)[1];
    const headers = { origin: new URL(action).origin, 'content-type': 'application/x-www-form-urlencoded' };
    const pressed = await fetch(action, { method: 'POST', headers, body: 'ticket=' + ticket, redirect: 'manual' });
    console.log(page.includes('curl -X POST ${url}/_lab/'), new URL(action).origin, pressed.status, (await fetch('${start}')).status);`;
  expect(await inNode(source, trust?.authority)).toBe(`true ${url.replace('http:', 'https:')} 303 200`);
});

test('the banner tells how it is trusted', async () => {
  const { prints } = start(['serve', '--port', '0', '--no-console', '--https']);
  const banner = await prints('Ctrl-C');
  for (const text of [
    /Login Lab listens on https:\/\/localhost:\d+/,
    /export NODE_EXTRA_CA_CERTS=\S+authority\.pem/,
    /curl --cacert \S+/,
  ])
    expect(banner).toMatch(text);
});

test('--ca-dir writes what programs need to one place, readable for all, and leaves it', async () => {
  const folder = path.join(folderWith(), 'certificates');
  const { proxy, close } = await serve('--proxy', '0', '--ca-dir', folder);
  expect(proxy?.environment.SSL_CERT_FILE).toBe(path.join(folder, 'roots.pem'));
  for (const name of ['authority.pem', 'roots.pem', 'roots.jks', 'php/loginlab.ini'])
    expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o644);
  expect(statSync(folder).mode & 0o755).toBe(0o755);
  await close();
  expect(existsSync(path.join(folder, 'roots.pem'))).toBe(true);
  const again = await serve('--proxy', '0', '--ca-dir', folder);
  expect(again.proxy?.environment.SSL_CERT_FILE).toBe(path.join(folder, 'roots.pem'));
});

test('--ca-dir below a folder that others cannot enter says so; without certificates, or where no folder can be, it is an error', async () => {
  const parent = folderWith({ 'file.txt': '' });
  const { says } = start(['serve', '--port', '0', '--no-console', '--proxy', '0', '--ca-dir', path.join(parent, 'ca')]);
  expect(await says('chmod o+x')).toContain(`other users cannot enter ${parent}`);
  const bare = await command(['serve', '--port', '0', '--ca-dir', parent]);
  expect([bare.code, bare.err]).toEqual([2, expect.stringContaining('--ca-dir: needs certificates')]);
  const args = ['serve', '--port', '0', '--no-console', '--proxy', '0', '--ca-dir', path.join(parent, 'file.txt')];
  const unable = await command(args);
  expect([unable.code, unable.err]).toEqual([
    2,
    expect.stringContaining(`--ca-dir: cannot write to ${path.join(parent, 'file.txt')}`),
  ]);
});

import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import type { Serving } from './serving.ts';

const serve = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Serving> => {
  const { prints } = start(['serve', '--port', '0', '--json', ...args], { env });
  return JSON.parse((await prints('\n')).split('\n')[0] ?? '') as Serving;
};

/** A port that somebody else has. */
const takenPort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

test('serve opens the console on a port of its own: the page there, and the control API for it', async () => {
  const { console: address = '', url } = await serve(['--console', '0']);
  expect(new URL(address).port).not.toBe(new URL(url).port);
  const page = await fetch(address);
  expect({ status: page.status, text: await page.text() }).toMatchObject({
    status: 200,
    text: expect.stringContaining('<script type="module" src="/console.js">'),
  });
  expect(await (await fetch(`${address}/_lab/`)).json()).toMatchObject({ lab: 'loginlab' });
});

test('a lab with the usual port taken by another opens its console all the same', async () => {
  const [one, other] = await Promise.all([serve([]), serve([])]);
  expect(one.console).not.toBe(other.console);
  expect((await Promise.all([one, other].map(({ console = '' }) => fetch(console)))).map(({ status }) => status)).toEqual([
    200, 200,
  ]);
});

test('--console with a port that somebody has says so, and what to do', async () => {
  const { code, err } = await command(['serve', '--port', '0', '--console', String(await takenPort())]);
  expect(code).toBe(3);
  expect(err).toMatch(/--console: Port (\d+) is taken .*--console \d+\)[\s\S]*--console 0/);
});

test('--no-console opens none, and contradicts --open', async () => {
  expect(await serve(['--no-console'])).not.toHaveProperty('console');
  const { code, err } = await command(['serve', '--port', '0', '--no-console', '--open']);
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('--open: opens the console') });
});

test.runIf(process.platform === 'linux')('--open shows it in the browser of the person', async () => {
  const folder = folderWith({ browser: '#!/bin/sh\nprintf %s "$1" > "$0.was-shown"\n' });
  const browser = path.join(folder, 'browser');
  chmodSync(browser, 0o755);
  const { console: address = '' } = await serve(['--open', '--console', '0'], { BROWSER: browser, DISPLAY: '' });
  await expect.poll(() => existsSync(`${browser}.was-shown`), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => readFileSync(`${browser}.was-shown`, 'utf8')).toBe(address);
});

test('exec tells where the console is, its own or that of the lab that it joins', async () => {
  const argv = ['--', process.execPath, '--eval', ''];
  const { err } = await command(['exec', '--port', '0', ...argv]);
  expect(err).toMatch(/Console: +http:\/\/localhost:\d+/);
  const { url, console: address } = await serve(['--console', '0']);
  expect((await command(['exec', '--url', url, ...argv])).err).toMatch(new RegExp(`Console: +${address}\\n`));
  expect((await command(['exec', '--url', url, '--console', '0', ...argv])).err).toContain(
    '--console: applies only to a lab that exec',
  );
});

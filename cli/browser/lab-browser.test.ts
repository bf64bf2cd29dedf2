import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findChromium } from '../../provider/index.ts';
import { shellQuoted } from '../../provider/model/index.ts';
import { command, start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';

/** A browser that writes down how it was started, and then does what `script` says. */
const browserThat = (script: string): { readonly folder: string; readonly env: { readonly LOGINLAB_CHROMIUM: string } } => {
  const folder = folderWith({
    chromium: `#!/bin/sh\nprintf '%s\\n' "$@" > "$0.args.new" && mv "$0.args.new" "$0.args"\n${script}\n`,
  });
  chmodSync(path.join(folder, 'chromium'), 0o755);
  return { folder, env: { LOGINLAB_CHROMIUM: path.join(folder, 'chromium') } };
};

const argumentsIn = async (folder: string): Promise<readonly string[]> => {
  const file = path.join(folder, 'chromium.args');
  await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
  return readFileSync(file, 'utf8').trim().split('\n');
};

const UP = 'the app is up';
const PROGRAM = `process.stdin.resume(); process.on("SIGTERM", () => process.exit(0)); console.log("${UP}")`;
const APP = ['--', process.execPath, '--eval', PROGRAM];

test('--browser opens one with a profile of its own, a proxy of its world and one believed key; all go with the app', async () => {
  const { folder, env } = browserThat('exec sleep 1000');
  const { prints, signal, ended } = start(['exec', '--port', '0', '--no-console', '--browser', ...APP], { env });
  await prints(UP);
  const args = await argumentsIn(folder);
  const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  expect(value('proxy-server')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(value('ignore-certificate-errors-spki-list')).toMatch(/^[\w+/]{43}=$/);
  expect(existsSync(value('user-data-dir'))).toBe(true);
  signal('SIGTERM');
  const { code, err } = await ended;
  expect(code).toBe(0);
  expect(err).toContain('one opens with a profile of its own');
  expect(err).not.toContain('The browser was closed');
  expect(existsSync(value('user-data-dir'))).toBe(false);
});

test('a browser that is closed is told, with the command for another one; the app goes on', async () => {
  const { env } = browserThat('exit 0');
  const { prints, says, signal, ended } = start(['exec', '--port', '0', '--no-console', '--browser', ...APP], { env });
  await prints(UP);
  expect(await says('To open another one')).toMatch(
    /The browser was closed\. The lab goes on, and a sign-in that was under way can be/,
  );
  expect(await says('--ignore-certificate-errors-spki-list=')).toContain('--user-data-dir="$(mktemp -d)" --');
  signal('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('one that cannot start is told with its last words', async () => {
  const { env } = browserThat('echo "Missing X server or \\$DISPLAY" >&2; exit 1');
  const { says, signal, ended } = start(['exec', '--port', '0', '--no-console', '--browser', ...APP], { env });
  expect(await says('To start one yourself')).toContain('the browser ended with exit code 1 (Missing X server or $DISPLAY)');
  signal('SIGTERM');
  await ended;
});

test('with an address it opens there, as soon as the app answers', async () => {
  const { folder, env } = browserThat('exec sleep 1000');
  const app = createServer();
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void app.close());
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/login`;
  const { signal, ended } = start(['serve', '--port', '0', '--no-console', '--browser', url], { env });
  expect((await argumentsIn(folder)).at(-1)).toBe(url);
  signal('SIGTERM');
  await ended;
});

test('what is no address is an error: the command comes after --', async () => {
  const { code, err } = await command(['exec', '--browser', 'python3', 'app.py']);
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('--browser') });
});

const chromium = await findChromium();

test(`a real Chromium shows the lab at the vendor’s address${chromium ? '' : ' (skipped: there is none)'}`, {
  skip: !chromium,
}, async () => {
  const { executablePath = '', args = [] } = chromium ?? {};
  const real = [executablePath, ...args, '--headless', '--remote-debugging-port=0'].map(shellQuoted).join(' ');
  const { folder, env } = browserThat(`exec ${real} "$@"`);
  const { prints, signal, ended } = start(['exec', '--port', '0', '--no-console', '--browser', ...APP], { env });
  await prints(UP);
  const profile = (await argumentsIn(folder)).find((arg) => arg.startsWith('--user-data-dir='))?.split('=')[1] ?? '';
  const active = path.join(profile, 'DevToolsActivePort');
  await expect.poll(() => existsSync(active) && readFileSync(active, 'utf8').includes('\n'), { timeout: 30_000 }).toBe(true);
  const [port] = readFileSync(active, 'utf8').split('\n');
  const { chromium: driver } = await import('playwright');
  const browser = await driver.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = await browser.contexts()[0]?.newPage();
  await page?.goto('https://accounts.google.com/.well-known/openid-configuration');
  expect(await page?.textContent('body')).toContain('"issuer": "https://accounts.google.com"');
  await browser.close();
  signal('SIGTERM');
  const { code, err } = await ended;
  expect(code).toBe(0);
  expect(err).not.toContain('did not trust');
  expect(existsSync(profile)).toBe(false);
});

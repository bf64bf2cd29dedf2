import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import planted from '../../fixtures/har/planted.json' with { type: 'json' };
import { createLab } from '../../provider/index.ts';
import { toHar } from '../../provider/wire/index.ts';
import { readRules } from '../catalogue.ts';
import { readFindings } from '../findings.ts';
import { command } from '../test-command.ts';
import { fileLinter } from './lint-file.ts';
import { lintLab } from './lint-lab.ts';
import type { LintedSource } from './lint-result.ts';

const HAR = new URL('../../fixtures/har/', import.meta.url).pathname;
const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-lint-'));

let lint: (file: string) => Promise<LintedSource>;
beforeAll(async () => {
  lint = await fileLinter(await readRules());
});

/** A file with this content. */
const fileOf = (name: string, content: string | Uint8Array): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

const rulesIn = ({ findings }: LintedSource): readonly string[] => [...new Set(findings.map(({ rule }) => rule))].toSorted();

interface Entry {
  readonly request: { readonly url: string; readonly headers: { name: string; value: string }[] };
  readonly startedDateTime: string;
}
const entriesOf = (name: string): Entry[] =>
  JSON.parse(readFileSync(path.join(HAR, name), 'utf8').replace(/^\uFEFF/, '')).log.entries;
const harOf = (entries: readonly unknown[]): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });

test('every recording says what is planted in it; of each tool there is one with something and one without', () => {
  expect(
    readdirSync(HAR)
      .filter((name) => name.endsWith('.har'))
      .toSorted(),
  ).toEqual(Object.keys(planted).toSorted());
  const tools = ['chromium', 'firefox', 'safari', 'mitmproxy', 'charles', 'fiddler'];
  const expected = tools.flatMap((tool) => [`${tool}-clean.har`, `${tool}-planted.har`]);
  expect(Object.keys(planted)).toEqual(expect.arrayContaining(expected));
});

describe('finds what was planted, and nothing else', () => {
  test.each(Object.entries(planted))('%s', async (name, rules) => {
    const linted = await lint(path.join(HAR, name));
    expect(rulesIn(linted)).toEqual(rules);
    expect(linted.unreadable).toEqual([]);
    expect(linted.judged).toBeGreaterThan(2);
    expect(linted.judged + linted.ignored).toBe(linted.entries);
  });
});

describe('the shape of a recording changes nothing', () => {
  const shapes: Readonly<Record<string, (entries: Entry[]) => readonly unknown[]>> = {
    'entries in another order': (entries) => entries.toReversed(),
    'names of headers in capitals': (entries) =>
      entries.map((entry) => ({
        ...entry,
        request: {
          ...entry.request,
          headers: entry.request.headers.map(({ name, value }) => ({ name: name.toUpperCase(), value })),
        },
      })),
    'without what a rule does not read': (entries) =>
      entries.map((entry) => ({ ...entry, cache: undefined, timings: undefined, time: null, serverIPAddress: null })),
    'WebSockets, extensions and pages without an answer between them': (entries) => [
      { request: { method: 'GET', url: 'wss://live.shop.example/?access_token=t', headers: [] } },
      { request: { method: 'GET', url: 'chrome-extension://abc/x.js', headers: [] }, response: { status: 200 } },
      ...entries,
      { request: { method: 'GET', url: 'https://shop.example/late', headers: [] }, response: { status: 0, content: {} } },
    ],
  };
  const cases = Object.entries(planted).flatMap(([name, rules]) =>
    Object.keys(shapes).map((shape) => [name, shape, rules] as const),
  );
  test.each(cases)('%s, %s', async (name, shape, rules) => {
    const file = fileOf('shape.har', harOf(shapes[shape]?.(entriesOf(name)) ?? []));
    expect(rulesIn(await lint(file))).toEqual(rules);
  });
});

test('an entry that is none is counted and named, and the others are judged', async () => {
  const entries = [{ request: { method: 'GET' } }, 7, ...entriesOf('safari-planted.har')];
  const linted = await lint(fileOf('odd.har', harOf(entries)));
  expect(linted.unreadable).toHaveLength(2);
  expect(linted.unreadable[0]).toContain('`log.entries[0].request.url`');
  expect(rulesIn(linted)).toEqual(planted['safari-planted.har']);
});

test('the traffic of a lab, with its secrets as ordinals, at its own addresses', async () => {
  await using lab = await createLab({ port: 0, findings: readFindings });
  const { url } = lab;
  const { clientId, clientSecret = '' } = (await lab.default.google.clients())[0] ?? { clientId: '' };
  await fetch(
    `${url}/google/o/oauth2/v2/auth?client_id=${clientId}&response_type=token&redirect_uri=http%3A%2F%2Flocalhost%2Fcb&scope=openid`,
    {
      redirect: 'manual',
    },
  );
  await fetch(`${url}/google/token?client_secret=${clientSecret || 'some-secret-0123456789'}`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: '1//0gNone', client_id: clientId }),
  });
  const { exchanges } = await lab.default.wire.read();
  const har = toHar(exchanges, { name: 'loginlab', version: '0' });
  const expected = ['implicit-token', 'secret-in-query', 'state-missing'];
  expect(rulesIn(await lint(fileOf('lab.har', JSON.stringify(har))))).toEqual(expected);
  const plain = har.log.entries.map((entry) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => !name.startsWith('_'))),
  );
  expect(rulesIn(await lint(fileOf('plain.har', harOf(plain))))).toEqual(expected);
  expect(rulesIn(await lintLab(new URL(url), await readRules()))).toEqual(expected);
});

describe('what is no HAR is an error that names the file, what was found, and the fix', () => {
  const whole = readFileSync(path.join(HAR, 'chromium-clean.har'));
  const cases: readonly (readonly [name: string, content: string | Uint8Array, found: RegExp])[] = [
    ['empty.har', '', /found an empty file/],
    ['page.har', '<!doctype html><title>x</title>', /found HTML or XML[\s\S]*Export Session/],
    ['text.har', 'GET / HTTP/1.1', /found text that is no JSON/],
    ['list.har', '[]', /found a JSON array/],
    ['run.json', '{"schemaVersion":1,"results":[]}', /without an entry in `log\.entries`/],
    ['object.har', '{"log":{"entries":{}}}', /without an entry in `log\.entries`/],
    ['archive.har', Uint8Array.of(0x1f, 0x8b, 8, 0), /a gzip archive[\s\S]*gunzip/],
    ['sessions.saz', 'PK\u0003\u0004', /a ZIP archive[\s\S]*HTTPArchive/],
    ['packets.pcapng', Uint8Array.of(0x0a, 0x0d, 0x0d, 0x0a, 1, 1), /captured packets/],
    ['wide.har', Buffer.from('\ufeff{"log":{}}', 'utf16le'), /UTF-16/],
    ['broken.har', whole.toString().replace('"response"', 'response'), /broken JSON after 0 complete entries/],
    ['cut.har', whole.subarray(0, 20_000), /cut off, with \d+ complete entries in 20000 bytes[\s\S]*Export/],
  ];
  test.each(cases)('%s', async (name, content, found) => {
    const file = fileOf(name, content);
    await expect(lint(file)).rejects.toMatchObject({ code: 'config', message: expect.stringMatching(found) });
    await expect(lint(file)).rejects.toThrow(file);
  });
  test('a file that is not there, and a folder', async () => {
    await expect(lint(path.join(folder, 'none.har'))).rejects.toThrow(/no such file/);
    await expect(lint(folder)).rejects.toThrow(/found a folder/);
  });
  test('cut at any byte', async () => {
    const file = fileOf('any.har', whole);
    for (const length of [whole.length - 2, whole.length - 10, 9_999, 4_096, 100, 3]) {
      truncateSync(file, length);
      await expect(lint(file)).rejects.toThrow(/cut off|broken JSON/);
    }
  });
});

test('nothing secret is printed or written', async () => {
  const out = path.join(folder, 'out');
  const files = Object.keys(planted).map((name) => path.join(HAR, name));
  const { out: text, code } = await command(['lint', ...files, '--format', 'json,markdown,sarif', '--out', out]);
  expect(code).toBe(1);
  const written = readdirSync(out).map((name) => readFileSync(path.join(out, name), 'utf8'));
  expect(readdirSync(out).toSorted()).toEqual(['lint.json', 'lint.md', 'lint.sarif']);
  const all = [text, ...written].join('\n');
  const recorded = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const secrets =
    recorded.match(/[A-Za-z0-9_-]{40,}|spa-secret-\w+|GOCSPX-\w+|server-secret-\w+|correct horse|fb-app-secret-\w+/g) ?? [];
  expect(secrets.length).toBeGreaterThan(100);
  expect([...new Set(secrets)].filter((secret) => all.includes(secret))).toEqual([]);
  const sarif = JSON.parse(written.find((each) => each.includes('sarif-2.1.0')) ?? '{}');
  const known = new Set(sarif.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id));
  const results: readonly { ruleId: string }[] = sarif.runs[0].results;
  expect(results.length).toBe(Object.values(planted).flat().length);
  expect(results.filter(({ ruleId }) => !known.has(ruleId))).toEqual([]);
});

test('exit codes: 0 without a broken MUST, 1 with one, for nothing judged, or for a SHOULD with --strict; 2 for what cannot be read', async () => {
  const codeOf = async (...args: readonly string[]) => (await command(['lint', ...args])).code;
  const only = fileOf('should.har', harOf(entriesOf('fiddler-planted.har').slice(0, 9)));
  const nothing = fileOf('nothing.har', harOf([{ request: { method: 'GET', url: 'https://shop.example/', headers: [] } }]));
  expect(await codeOf(path.join(HAR, 'firefox-clean.har'))).toBe(0);
  expect(await codeOf(only)).toBe(0);
  expect(await codeOf(only, '--strict')).toBe(1);
  expect(await codeOf(path.join(HAR, 'firefox-planted.har'))).toBe(1);
  expect(await command(['lint', nothing])).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was judged') });
  expect(await command(['lint', path.join(folder, 'none.har')])).toMatchObject({
    code: 2,
    err: expect.stringContaining('no such file'),
  });
  expect(await command(['lint'])).toMatchObject({ code: 2, err: expect.stringContaining('nothing to read') });
  expect(await command(['lint', only, '--format', 'sarfi'])).toMatchObject({ code: 2, err: expect.stringContaining('"sarif"') });
  expect(await command(['lint', only, '--format', 'json,sarif'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--out'),
  });
});

test('the world of --url is that of its path; another path is an error', async () => {
  await using lab = await createLab({ port: 0, findings: readFindings });
  const { id } = await lab.world();
  const source = `${lab.url}/@${id}`;
  await fetch(
    `${source}/google/o/oauth2/v2/auth?client_id=x&response_type=token&redirect_uri=http%3A%2F%2Flocalhost%2Fcb&scope=openid`,
    { redirect: 'manual' },
  );
  const lintAt = async (address: string) => lintLab(new URL(address), await readRules());
  expect(await lintAt(lab.url)).toMatchObject({ source: lab.url, entries: 0 });
  for (const address of [source, `${source}/`, `${source}/google`]) {
    const linted = await lintAt(address);
    expect(linted).toMatchObject({ source, entries: 1 });
    expect(rulesIn(linted)).toContain('implicit-token');
  }
  await expect(lintAt(`${lab.url}/google`)).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(`Write ${lab.url}, or ${lab.url}/@WORLD`),
  });
  await expect(lintAt(`${lab.url}/@none`)).rejects.toThrow('none');
});

test('a recording that is larger than the memory is read piece by piece', async () => {
  const file = path.join(folder, 'large.har');
  const [head, tail] = ['{"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[', ']}}'];
  const picture = { method: 'GET', url: 'https://cdn.shop.example/p.png', headers: [] };
  const noise = JSON.stringify({
    request: picture,
    response: { status: 200, content: { encoding: 'base64', text: 'QUFB'.repeat(250_000) } },
  });
  const logins = entriesOf('safari-planted.har').map((entry) => JSON.stringify(entry));
  writeFileSync(file, head);
  for (const [place, login] of logins.entries()) {
    for (let count = 0; count < 20; count += 1) writeFileSync(file, `${noise},`, { flag: 'a' });
    writeFileSync(file, `${login}${place === logins.length - 1 ? '' : ','}`, { flag: 'a' });
  }
  writeFileSync(file, tail, { flag: 'a' });
  // 160 MB of text; the program itself takes some 70 MB.
  const { code, out, err } = await command(['lint', file, '--format', 'json'], {
    env: { NODE_OPTIONS: '--max-old-space-size=128' },
  });
  expect(err).toBe('');
  expect(code).toBe(1);
  expect(JSON.parse(out).sources[0]).toMatchObject({ entries: 168, judged: 5 });
}, 120_000);

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../../cli/test-command.ts';
import { folderWith } from '../../cli/test-folder.ts';
import { SHOP, shopApp } from '../../cli/test-shop.ts';
import { readElements, readEmbeddedRun } from '../../reports/contract/read-html.ts';
import { readRun } from '../../reports/read-run.ts';
import { spellingsIn } from './encodings.ts';

/** Writes down beside the reports what the client learned, and repeats it in its output. */
const TELL = `
const { appendFileSync } = await import('node:fs');
const tell = (secrets) => {
  for (const secret of secrets) {
    appendFileSync(process.env.LEARNED, secret + '\\n');
    const forms = [secret, encodeURIComponent(secret), ...['base64', 'base64url', 'hex'].map((name) => Buffer.from(secret).toString(name))];
    for (const form of forms) console.log('got ' + form + ' today');
    console.error('Error: no session for', { secret, bytes: Buffer.from(secret) });
  }
};
`;

const LEAKY = SHOP.replace('const sessions', `${TELL}\nconst sessions`)
  .replace('await (await fetch(token_endpoint', 'session.tokens = await (await fetch(token_endpoint')
  .replace(
    'const { email } =',
    "tell([id_token, access_token, query.get('code'), CLIENT_SECRET]); session.secret = CLIENT_SECRET; const { email } =",
  )
  .replace(
    "page(response, answer.status, 'Your files')",
    "page(response, 500, session?.secret + ' may not send {\"access_token\": \"' + session?.access_token + '\"}, ' + Buffer.from(session?.secret ?? '').toString('hex'))",
  );

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));

test('no report and no line of a run holds what its app tells everybody', async () => {
  const cwd = folderWith({
    'shop.mjs': LEAKY,
    'loginlab.config.json': JSON.stringify({ apps: [{ ...shopApp(), env: { ...shopApp().env, LEARNED: './learned.txt' } }] }),
  });
  const scenarios = 'login/code-pkce-happy-path,login/state-mismatch-rejected,reauth/online-access-resume-request';
  const { out, err } = await command(['run', '--scenario', scenarios, '--format', 'json,html,junit,markdown'], { cwd });
  const learned = [...new Set(readFileSync(path.join(cwd, 'learned.txt'), 'utf8').trim().split('\n'))];
  const files = filesIn(path.join(cwd, 'reports', 'out'));
  const texts = files.map((file) => [path.basename(file), readFileSync(file, 'utf8')] as const);
  const textOf = (name: string) => texts.find(([each]) => each === name)?.[1] ?? '';
  const beside = (name: string) => readFileSync(files.find((file) => path.basename(file) === name) ?? name);
  const unpacked = [
    ['index.html, unpacked', JSON.stringify(readEmbeddedRun(readElements(textOf('index.html'))))],
    ['run.json with its exchanges', JSON.stringify(readRun(textOf('run.json'), beside))],
  ] as const;
  expect(learned.length).toBeGreaterThan(4);
  expect(texts.map(([name]) => name)).toEqual(expect.arrayContaining(['run.json', 'index.html', 'junit.xml']));
  for (const [, text] of unpacked) {
    expect(text).toContain('state-mismatch-rejected');
    expect(text).toMatch(/access.token#\d/);
  }
  const everything = [...texts, ...unpacked, ['stdout', out] as const, ['stderr', err] as const];
  expect(everything.map(([, text]) => text).join('')).toMatch(/access.token#\d/);
  const leaks = everything.flatMap(([name, text]) =>
    learned.flatMap((secret) => spellingsIn(text, secret).map((spelling) => `${name}: ${secret.slice(0, 12)}… ${spelling}`)),
  );
  expect(leaks).toEqual([]);
});

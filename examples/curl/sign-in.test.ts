import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Serving } from '../../cli/serve/serving.ts';
import { start } from '../../cli/test-command.ts';

const run = promisify(execFile);
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

test(`curl${hasCurl ? '' : ' (skipped: there is none)'}: signed in by the proxy, and a code is good once`, {
  skip: !hasCurl,
}, async () => {
  const client = ['--app-client', 'shop:secret', '--redirect', 'http://127.0.0.1:3000/callback'];
  const lab = start(['serve', '--port', '0', '--proxy', '0', '--json', ...client]);
  const { proxy } = JSON.parse((await lab.prints('\n')).split('\n', 1)[0] ?? '') as Serving;
  const script = fileURLToPath(new URL('sign-in.sh', import.meta.url));
  const { stdout } = await run('sh', [script], { env: { PATH: process.env.PATH ?? '', ...proxy?.environment } });
  expect(stdout).toContain('"email": "ana@example.com"');
  expect(stdout).toMatch(/"error": "invalid_grant"[\s\S]*$/);
});

test(`curl${hasCurl ? '' : ' (skipped: there is none)'}: a rotated refresh token is forgiven for 5 s, then it ends its family`, {
  skip: !hasCurl,
}, async () => {
  const lab = start(['serve', '--port', '0', '--json', '--persona', 'auth0']);
  const { url } = JSON.parse((await lab.prints('\n')).split('\n', 1)[0] ?? '') as Serving;
  const script = fileURLToPath(new URL('rotation.sh', import.meta.url));
  const { stdout } = await run('sh', [script], { env: { PATH: process.env.PATH ?? '', LOGINLAB_URL: url } });
  expect(stdout.trim().split('\n')).toEqual([
    'the first token                    a new pair of tokens',
    'again, inside the leeway           a new pair of tokens',
    'again, after the leeway            Unknown or invalid refresh token.',
    'the second token, never used       Unknown or invalid refresh token.',
    'the access token, at /userinfo     200',
  ]);
});

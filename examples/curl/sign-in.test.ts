import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Serving } from '../../cli/serve/serving.ts';
import { start } from '../../cli/test-command.ts';
import type { PersonaId } from '../../provider/model/index.ts';

const run = promisify(execFile);
const has = (program: string, argument: string): Promise<boolean> =>
  run(program, [argument]).then(
    () => true,
    () => false,
  );
const hasCurl = await has('curl', '--version');
const hasTools = hasCurl && (await has('openssl', 'version'));

/** What a script prints beside a lab with one vendor; how long ago something was depends on the machine. */
const linesOf = async (script: string, persona: PersonaId): Promise<readonly string[]> => {
  const lab = start(['serve', '--port', '0', '--json', '--persona', persona]);
  const { url } = JSON.parse((await lab.prints('\n')).split('\n', 1)[0] ?? '') as Serving;
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await run('sh', [file], { env: { PATH: process.env.PATH ?? '', LOGINLAB_URL: url } });
  return stdout
    .replaceAll(/\d+ s ago/g, 'N s ago')
    .trim()
    .split('\n');
};

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
  expect(await linesOf('rotation.sh', 'auth0')).toEqual([
    'the first token                    a new pair of tokens',
    'again, inside the leeway           a new pair of tokens',
    '  because                          it was used N s ago, and 5 s are forgiven',
    'again, after the leeway            Unknown or invalid refresh token.',
    '  because                          Unsuccessful Refresh Token exchange, reused refresh token detected: it was used N s ago',
    'the second token, never used       Unknown or invalid refresh token.',
    expect.stringMatching(
      /^ {2}because +the refresh token was revoked .*because a used code or refresh token of its login was sent again$/,
    ),
    'the access token, at /userinfo     200',
    '  its parts (a JWT has 3)          5: no audience was asked for, so nobody else can read it',
  ]);
});

test(`curl${hasTools ? '' : ' (skipped: there is no curl, or no openssl)'}: an API of one’s own, and why it refuses`, {
  skip: !hasTools,
}, async () => {
  expect(await linesOf('first-party.sh', 'first-party')).toEqual([
    'register                           201',
    'the link in the mail               200',
    'the link, once more                410 link_used',
    '  because                          the link for nia@shop.example was used before',
    'log in                             {"authenticated":true,"message":"You have been logged in successfully"}',
    'a request                          200',
    'after 31 minutes                   401 session_expired',
    '  because                          the session expired 1 min ago (lifetime 30 min)',
    'a rolling pair                     200',
    'the same pair, once more           401 pair_reused',
    '  because                          the pair was used N s ago: somebody else may have it, so the session is over for everybody',
    'the next pair, never used          401 session_revoked',
    '  because                          the session was revoked N s ago, when a pair of it came twice',
    'a signed request                   200',
    'the same, 6 minutes later          401 request_time_skewed',
    '  because                          its Date is N s ago, and 300 s are allowed',
  ]);
});

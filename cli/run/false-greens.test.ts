import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type RunResult, runResultSchema } from '../../scenarios/model/index.ts';
import { command } from '../test-command.ts';
import { type ShopOptions, shopFolder } from '../test-shop.ts';

const readRun = (folder: string): RunResult =>
  runResultSchema.parse(JSON.parse(readFileSync(path.join(folder, 'reports', 'out', 'run.json'), 'utf8')));

/** Runs scenarios of the shop. The results are undefined where nothing was run. */
const runShop = async (shop: ShopOptions, ...args: readonly string[]) => {
  const cwd = shopFolder(shop);
  const ended = await command(['run', '--format', 'json', ...args], { cwd });
  return { ...ended, run: ended.code === 2 ? undefined : readRun(cwd) };
};

const failedChecks = (run: RunResult | undefined): readonly (readonly [string, string])[] =>
  (run?.results ?? []).flatMap(({ scenario, checks }) =>
    checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => [scenario, id] as const),
  );

const LOGIN = ['--scenario', 'login/state-mismatch-rejected:other,login/state-mismatch-rejected:missing'];

test('the app as it should be is judged, and green', async () => {
  const { code, out, err, run } = await runShop({}, ...LOGIN);
  expect(code, out + err).toBe(0);
  expect([run?.unjudged, run?.results.some(({ scenario }) => scenario === 'app/sign-in')]).toEqual([undefined, false]);
});

test('a login that is broken altogether is red by one line', async () => {
  const { code, run } = await runShop({ bug: 'login' }, ...LOGIN);
  expect([code, failedChecks(run)]).toEqual([1, [['app/sign-in', 'signIn']]]);
  const found = 'verbs.signIn: GET /auth/google answered 200: "Coming soon" and did not redirect to a provider';
  expect(run?.summary.reasons[0]).toContain(`Nothing was judged of shop with google: every scenario was skipped: ${found}`);
  expect(run?.summary).toMatchObject({ fail: 1, pass: 0, inconclusive: 0, red: true });
  expect(run?.results[0]?.reproduce).toBe('loginlab doctor --app shop');
});

test('without a verb that all scenarios need nothing is judged: red, unless that is meant', async () => {
  const shop = { without: ['whoAmI'] } as const;
  const { code, run } = await runShop(shop, '--scenario', 'adversarial/idtoken-*');
  const line = 'Nothing was judged of shop with google: every scenario was skipped: the app has no verb `whoAmI`.';
  expect([code, run?.summary.reasons]).toEqual([1, [line]]);
  const meant = await runShop(shop, '--scenario', 'adversarial/idtoken-*', '--allow-unjudged');
  expect([meant.code, meant.run?.summary.red, meant.run?.unjudged?.length]).toEqual([0, false, 1]);
});

test('what can be judged from the wire alone is judged without that verb', async () => {
  const { code, run, out, err } = await runShop({ without: ['whoAmI'] }, ...LOGIN);
  expect([code, new Set(run?.results.map(({ verdict }) => verdict))], out + err).toEqual([0, new Set(['pass'])]);
});

test.each([
  [
    'scenarios for another persona',
    ['--scenario', 'refresh/facebook-long-lived-exchange'],
    '--scenario: No selected app plays "refresh/facebook-long-lived-exchange": it is for the persona facebook, and shop has google.',
  ],
  [
    'a persona that the app lacks',
    ['--persona', 'facebook'],
    '--persona: No selected app has the persona "facebook": shop has google.',
  ],
  [
    'a shard beyond the results',
    ['--scenario', 'login/code-pkce-happy-path', '--shard', '5/9'],
    '--shard: Part 5 of 9 is empty: the run has 1 result. Use at most 1 part.',
  ],
])('an empty selection is a wrong command: %s', async (_, args, message) => {
  const { code, err } = await runShop({}, ...args);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

test('a sign-out that signs nobody out is red, whatever scenarios are run', async () => {
  const { code, run } = await runShop({ bug: 'sign-out' }, ...LOGIN);
  expect([code, failedChecks(run)]).toEqual([1, [['app/sign-in', 'signOut']]]);
  expect(run?.summary.reasons.join()).toMatch(/POST \/logout.*signs nobody out: GET \/me still shows/);
  expect([run?.unjudged, run?.summary.pass]).toEqual([undefined, (run?.results.length ?? 0) - 1]);
});

test('a sign-in that leads nowhere is red by one line', async () => {
  const { code, run } = await runShop({ bug: 'nowhere' }, '--scenario', 'login/state-mismatch-rejected');
  expect([code, failedChecks(run)]).toEqual([1, [['app/sign-in', 'signIn']]]);
  expect(run?.summary.reasons[0]).toContain('came back from Google and no token request reached the lab');
});

test('another program at the address of the app is named, and not judged', async () => {
  const stranger = createServer((_, response) => response.end('<h1>Welcome to nginx</h1>')).listen(0, '127.0.0.1');
  onTestFinished(() => void stranger.close());
  await once(stranger, 'listening');
  const { port } = stranger.address() as AddressInfo;
  const { code, run } = await runShop({ url: `http://127.0.0.1:${port}` }, ...LOGIN);
  expect([code, failedChecks(run)]).toEqual([1, [['app/sign-in', 'start']]]);
  expect(run?.summary.reasons[0]).toContain(`port ${port} is answered by another program (it said 200 "Welcome to nginx" at /)`);
});

test('an app that crashes after its answer is no pass', async () => {
  const { code, run } = await runShop({ bug: 'crash' }, ...LOGIN);
  expect([code, failedChecks(run)]).toEqual([1, [['app/sign-in', 'signIn']]]);
  expect(run?.results[0]?.checks.at(-1)?.message).toContain('cart is not defined');
});

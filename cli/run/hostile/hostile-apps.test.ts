import { readlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import { listProcesses } from '../../../scenarios/processes/index.ts';
import { type RunOptions, run } from '../../../scenarios/runner/index.ts';
import { sampled } from '../../../scenarios/testing/sample.ts';
import { loadConfig } from '../../config/index.ts';
import { folderWith } from '../../test-folder.ts';
import { SHOP, shopApp } from '../../test-shop.ts';
import { CASES } from './test-cases.ts';
import { hostileProgram } from './test-programs.ts';

type CaseName = keyof typeof CASES;

/** A folder with the client as it is, and hostile ones beside it. */
const hostileFolder = (names: readonly CaseName[]): string => {
  const programs = names.map((name) => [`${name}.mjs`, hostileProgram(CASES[name])] as const);
  const apps = [
    { ...shopApp(), id: 'honest' },
    ...names.map((name) => ({ ...shopApp({ command: `node ${name}.mjs` }), id: name })),
  ];
  return folderWith({ 'shop.mjs': SHOP, ...Object.fromEntries(programs), 'loginlab.config.json': JSON.stringify({ apps }) });
};

const cwdOf = (pid: number): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

/** Processes that run in a folder; on Linux. */
const runningIn = (folder: string): readonly number[] =>
  listProcesses()
    .map(({ pid }) => pid)
    .filter((pid) => cwdOf(pid) === folder);

const SCENARIOS = ['login/code-pkce-happy-path'];

const play = async (folder: string, more: Partial<RunOptions> = {}): Promise<RunResult> => {
  const { config } = await loadConfig(path.join(folder, 'loginlab.config.json'));
  return run({ config, configDir: folder, scenarios: SCENARIOS, workers: 2, ...more });
};

const wordsOf = ({ reason, checks }: ScenarioResult): string => [reason, ...checks.map(({ message }) => message)].join('\n');

const resultsOf = ({ results }: RunResult, app: string): readonly ScenarioResult[] =>
  results.filter((each) => each.app.id === app);

/** What one hostile app got, once the honest one beside it has got its own verdict and nothing of both is left. */
const playBeside = async (name: CaseName, more?: Partial<RunOptions>): Promise<readonly ScenarioResult[]> => {
  const folder = hostileFolder([name]);
  onTestFinished(() => {
    for (const pid of runningIn(folder)) process.kill(pid, 'SIGKILL');
  });
  const result = await play(folder, more);
  expect(resultsOf(result, 'honest').map(({ verdict }) => verdict)).toEqual(['warn']); // it has no PKCE
  expect(runningIn(folder)).toEqual([]);
  const own = resultsOf(result, name);
  expect(own.at(-1)?.scenario).toBe(SCENARIOS[0]);
  return own;
};

const nameOf = ([name]: readonly [CaseName, ...unknown[]]): string => name;

describe('an app that cannot be used gets its verdict in words, and the app beside it its own:', () => {
  test.each(
    sampled<[name: CaseName, words: RegExp]>(
      [
        ['large-answer', /GET \/auth\/google answered 200: "…" and did not redirect to a provider/],
        ['endless-answer', /GET \/auth\/google answered 200: "…" and did not redirect to a provider/],
        ['gzip-bomb', /GET \/auth\/google answered 200: "\P{Cc}+" and did not redirect to a provider/u],
        ['redirects', /the browser was redirected 21 times, last to \/auth\/google/],
        ['endless-headers', /the headers of the answer are longer than 256 KiB/],
        ['cookie-flood', /the app answered 431 at \/auth\/google/],
        ['garbage', /the answer is not HTTP/],
        ['breaks-off', /the connection was closed before the answer was complete/],
        ['closes-port', /verbs\.signIn: (?:GET \/auth\/google|the app exited)/],
        ['kills-shell', /the app was ended by SIGKILL/],
        ['deep-page', /verbs\.whoAmI: after the login of .* GET \/me answered 200, without the name and the e-mail/],
        ['deep-json', /GET \/me answered 200: "\[{60}…", without the name and the e-mail/],
        ['many-links', /GET \/me answered 200: "0 1 2 3 .*…", without the name and the e-mail/],
        ['angle-brackets', /GET \/me answered 200: "<{60}…", without the name and the e-mail/],
        ['open-scripts', /GET \/me answered 200.*, without the name and the e-mail/],
        ['large-pages', /the browser was redirected \d+ times, last to http:\S+\/me/],
      ],
      nameOf,
    ),
  )('%s', async (name, words) => {
    const own = await playBeside(name);
    expect(own.map(({ verdict }) => verdict)).toContain('fail');
    expect(own.map(wordsOf).join('\n')).toMatch(words);
  });

  test.each<[name: CaseName]>([['drips'], ['silent'], ['endless-continue']])('%s, at its limit', async (name) => {
    const own = await playBeside(name, { limitSeconds: 10 });
    expect(own.map(({ verdict }) => verdict)).toEqual(['fail', 'skip']);
    expect(own.map(wordsOf).join('\n')).toContain('verbs.signIn: The scenario did not finish within 10 s.');
  });
});

describe('an app that works and does harm besides is judged, and the app beside it gets its own verdict:', () => {
  test.each(
    sampled<[name: CaseName]>(
      [
        ['prints-lines'],
        ['prints-newlines'],
        ['prints-one-line'],
        ['prints-long-lines'],
        ['forks'],
        ['daemonises'],
        ['fills-memory'],
      ],
      nameOf,
    ),
  )('%s', async (name) => {
    const own = await playBeside(name);
    expect(own.map(({ verdict }) => verdict)).toEqual(['warn']);
  });

  // Whether it gets through in time depends on the machine.
  test.each<[name: CaseName]>([['half-open'], ['sends-garbage']])('%s, or says why it is not', async (name) => {
    const own = await playBeside(name);
    for (const { verdict, reason, checks } of own)
      expect(verdict === 'warn' || (reason ?? checks.find((check) => check.verdict === 'fail')?.message)).toBeTruthy();
  });

  test.each(sampled<[name: CaseName]>([['floods'], ['floods-with-bodies'], ['look-alikes']], nameOf))(
    '%s, of which the report shows a part',
    { timeout: 300_000 },
    async (name) => {
      const own = await playBeside(name);
      for (const each of own) expect(each.reason ?? each.checks.length).toBeTruthy();
      expect(Math.max(...own.map(({ exchanges }) => exchanges.length))).toBeLessThanOrEqual(400);
      expect(own.map(wordsOf).join('\n')).toMatch(/\d+ of the requests are left out of the report/);
    },
  );
});

test('an upload to a third place that is broken off is judged by what came of it', async () => {
  const folder = hostileFolder(['breaks-off-upload']);
  const result = await play(folder, { scenarios: ['resource/redirect-does-not-leak-token:found-302'] });
  const [own] = resultsOf(result, 'breaks-off-upload');
  expect([own?.verdict, own && wordsOf(own)]).toEqual(['fail', expect.stringContaining('/moved had the header Authorization')]);
  expect(resultsOf(result, 'honest')).toHaveLength(1);
});

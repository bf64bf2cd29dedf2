import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import config from '../../fixtures/apps/loginlab.config.ts';
import { findChromium } from '../../provider/index.ts';
import { configSchema, type RunResult } from '../model/index.ts';
import { run } from './runner.ts';

const found = await findChromium();
const fixtures = new URL('../../fixtures/apps/', import.meta.url).pathname;

const evidenceFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'loginlab-run-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'browser');
};

const drive = async (app: string, scenarios: readonly string[], evidenceDir: string, MUTANT = ''): Promise<RunResult> =>
  run({
    config: configSchema.parse(config),
    configDir: fixtures,
    apps: [app],
    scenarios,
    workers: 1,
    person: 'browser',
    browser: { evidenceDir },
    extraEnv: { MUTANT },
  });

const verdictsOf = ({ results }: RunResult) =>
  results.map(({ scenario, variant, verdict, reason }) => [scenario, variant, verdict, reason].filter(Boolean).join(' '));

/** A browser beside every other test of the project takes its time. */
const PATIENCE = { skip: !found, timeout: 600_000 };

describe(`scenarios in a real browser${found ? '' : ' (skipped: there is none on this machine)'}`, PATIENCE, () => {
  test('the right client passes, and no evidence is kept', async () => {
    const evidence = await evidenceFolder();
    const scenarios = ['login/code-pkce-happy-path', 'login/callback-replayed:back', 'logout/local-session-ended:in-the-hour'];
    const result = await drive('web', [...scenarios, 'login/csrf-browser-bound:signed-in'], evidence);
    expect(verdictsOf(result)).toEqual([
      'login/callback-replayed back pass',
      'login/code-pkce-happy-path pass',
      'login/csrf-browser-bound signed-in pass',
      'logout/local-session-ended in-the-hour pass',
    ]);
    expect(result.results.every(({ reproduce }) => reproduce.endsWith('--person browser'))).toBe(true);
    await expect(readdir(evidence)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a broken client is caught, with what its person saw', async () => {
    const evidence = await evidenceFolder();
    const result = await drive('web', ['login/csrf-browser-bound:signed-in'], evidence, 'login-state-global-map');
    const [{ verdict, checks } = { verdict: '', checks: [] }] = result.results;
    expect([verdict, checks.find(({ id }) => id === 'session-kept')?.verdict]).toEqual(['fail', 'fail']);
    expect(await readdir(evidence)).toEqual(['web-google-login-csrf-browser-bound-signed-in']);
    const kept = await readdir(join(evidence, 'web-google-login-csrf-browser-bound-signed-in'));
    expect(kept).toContain('judged-person-1');
    const files = await readdir(join(evidence, 'web-google-login-csrf-browser-bound-signed-in', 'judged-person-1'));
    expect(files).toEqual(expect.arrayContaining(['storage.json', 'trace.zip', 'tab-1.png']));
  });

  test("an app at its vendor's own addresses is met there", async () => {
    const evidence = await evidenceFolder();
    const result = await drive('passport-google-oauth20', ['login/state-mismatch-rejected:other'], evidence);
    expect(verdictsOf(result)).toEqual(['login/state-mismatch-rejected other pass']);
  });
});

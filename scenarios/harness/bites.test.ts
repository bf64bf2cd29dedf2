import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config from '../../fixtures/apps/loginlab.config.ts';
import { createLab, type Lab } from '../../provider/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { type Bite, configSchema, type RunResult, type Scenario } from '../model/index.ts';
import { run } from './runner.ts';

const configDir = new URL('../../fixtures/apps/', import.meta.url).pathname;
const apps = configSchema.parse(config);

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

/** Plays one scenario against one of the bundled apps, broken or not. */
const play = (app: string, scenarios: readonly string[], mutant = ''): Promise<RunResult> =>
  run({ config: apps, configDir, apps: [app], scenarios, lab, seed: 'bites', workers: 1, extraEnv: { MUTANT: mutant } });

const biteOf = (scenario: Scenario, { variant }: Bite): string => (variant ? `${scenario.id}:${variant}` : scenario.id);

const BITES = SCENARIOS.flatMap((scenario) =>
  scenario.bites.map((bite) => [biteOf(scenario, bite), bite.mutant ?? 'as it is', bite.client, bite] as const),
);

describe('a broken client is caught, by the check that describes its bug', () => {
  test.each(BITES)('%s catches %s of %s', async (id, _, __, { client, mutant, verdict, check, honestPasses = true }) => {
    const { results } = await play(client, [id], mutant);
    const caught = results.filter((result) => result.checks.some((each) => each.id === check && each.verdict === verdict));
    expect(caught.map((result) => result.verdict)).toContain(verdict);
    if (honestPasses) expect(caught.map(({ control }) => control?.verdict)).toEqual(caught.map(() => 'pass'));
  });
});

describe('a right client is not', { timeout: 180_000 }, () => {
  test.each([
    ['web', ['refresh/online-access-has-none', 'reauth/online-access-resume-request']],
    ['web-online', ['refresh/omitted-refresh-token-is-kept', 'resource/401-one-refresh-one-retry']],
    ['upload-resuming', ['refresh/omitted-refresh-token-is-kept', 'resource/401-one-refresh-one-retry']],
  ])('%s passes everything but what does not apply to it', async (app, skipped) => {
    const { results, summary } = await play(app, ['**']);
    expect(results.filter(({ verdict }) => !['pass', 'info', 'skip'].includes(verdict))).toEqual([]);
    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    expect([...new Set(results.filter(({ verdict }) => verdict === 'skip').map(({ scenario }) => scenario))]).toEqual(skipped);
    expect(summary.red).toBe(false);
  });
});

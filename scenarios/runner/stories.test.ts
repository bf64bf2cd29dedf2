import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config from '../../fixtures/apps/loginlab.config.ts';
import { createLab, findChromium, type Lab } from '../../provider/index.ts';
import { type App, configSchema, needsRealBrowser, type RunResult } from '../model/index.ts';
import { type ClientPair, STORIES } from '../stories/index.ts';
import { sampled } from '../testing/sample.ts';
import { run } from './runner.ts';
import { deviationsOfStories, pairsOf } from './stories.ts';

const configDir = new URL('../../fixtures/apps/', import.meta.url).pathname;
const apps = configSchema.parse(config);

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

const canPlay = (await findChromium()) !== undefined;
const isPage = (id: string): boolean => apps.apps.some((app: App) => app.id === id && needsRealBrowser(app));
const isPlayable = (story: (typeof STORIES)[number]): boolean => canPlay || !pairsOf(story).some(({ right }) => isPage(right));

const tell = (story: string): Promise<RunResult> =>
  run({ config: apps, configDir, stories: [story], lab, seed: 'stories', workers: 2, expected: deviationsOfStories([story]) });

const of = ({ results }: RunResult, app: string, { scenario }: ClientPair) =>
  results.filter((result) => result.app.id === app && result.scenario === scenario);

const told = sampled(STORIES.filter(isPlayable), ({ id }) => id);

/** Pages take their time: four clients, each in a browser. */
const PATIENT = { timeout: 400_000 };

describe.concurrent(`a story is as it is told (${told.length} of ${STORIES.length})`, PATIENT, () => {
  test.each(told.map((story) => [story.id, story] as const))('%s', async (id, story) => {
    const result = await tell(id);
    for (const pair of pairsOf(story)) {
      const right = of(result, pair.right, pair);
      expect(right.map(({ verdict }) => verdict)).toEqual(right.map(() => 'pass'));
      expect(right.length).toBeGreaterThan(0);
      const { check, verdict } = pair.bite;
      const checks = of(result, pair.naiveApp, pair).flatMap((each) => each.checks);
      expect(checks).toContainEqual(expect.objectContaining({ id: check, verdict }));
    }
    expect(result.summary.reasons ?? []).toEqual([]);
  });
});

test('ids are unique, answers have two sentences, and each question is of a system', () => {
  expect(new Set(STORIES.map(({ id }) => id)).size).toBe(STORIES.length);
  for (const { id, answer, seedQuestion, situations } of STORIES) {
    expect([id, answer.split(/(?<=[.?!]) (?=[A-Z])/).length]).toEqual([id, 2]);
    expect(seedQuestion).toMatch(/^S[1-6]$/);
    expect(situations.length).toBeGreaterThan(0);
  }
});

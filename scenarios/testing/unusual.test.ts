import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLab, findChromium, type Lab } from '../../provider/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { needsRealBrowser } from '../model/index.ts';
import { scenariosMatching } from '../runner/select.ts';
import { BUNDLED, playClient } from './bundled.ts';
import { sampled } from './sample.ts';
import { accusationsIn, UNUSUAL_CLIENTS, unplayedWays, untoldIn } from './unusual.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

test('every unusual way of a base client is played', () => {
  expect(unplayedWays()).toEqual([]);
});

test('there are twenty of them and more', () => {
  expect(new Set(UNUSUAL_CLIENTS.map(({ id }) => id)).size).toBeGreaterThanOrEqual(20);
});

/** Many programs start at once on a busy machine. */
const ALL = { timeout: 600_000 };

const canPlay = (await findChromium()) !== undefined;
const isPage = (id: string): boolean => BUNDLED.apps.some((app) => app.id === id && needsRealBrowser(app));
const PLAYABLE = UNUSUAL_CLIENTS.flatMap((client) => client.apps.map((app) => [client.id, app, client] as const)).filter(
  ([, app]) => canPlay || !isPage(app),
);
const PLAYED = sampled(PLAYABLE, ([id, app]) => `${id} ${app}`);

/** Patterns of scenarios that stand and that an app can play: some wait for theirs. */
const standing = (patterns: readonly string[], app: string): readonly string[] => {
  const personas = BUNDLED.apps.find(({ id }) => id === app)?.personas ?? [];
  const own = SCENARIOS.filter((scenario) => scenario.personas.some((persona) => personas.includes(persona)));
  return patterns.filter((pattern) => scenariosMatching(own, pattern).length > 0);
};

// `npm run mutants` plays everything; here is what somebody would accuse each of them with.
describe.concurrent(`a right client that goes an unusual way is not accused (${PLAYED.length} of ${PLAYABLE.length})`, () => {
  test.each(PLAYED)('%s of %s', ALL, async (_, app, { id, unusual = id, told }) => {
    const { results } = await playClient({ app, unusual }, standing(Object.keys(told), app), { lab, seed: 'unusual' });
    expect(accusationsIn(results)).toEqual([]);
    const others = untoldIn(results, told).map(({ scenario, variant, verdict, reason }) => ({
      scenario,
      variant,
      verdict,
      reason,
    }));
    expect(others).toEqual([]);
  });
});

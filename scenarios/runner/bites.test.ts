import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MUTANTS as OF_API_KEY } from '../../fixtures/apps/api-key/mutants.mjs';
import { MUTANTS as OF_BACKEND_FB } from '../../fixtures/apps/backend-fb/mutants.mjs';
import { MUTANTS as OF_FACEBOOK_WINDOW } from '../../fixtures/apps/facebook-window/mutants.mjs';
import { MUTANTS as OF_GRAPH_CLIENT } from '../../fixtures/apps/graph-client/mutants.mjs';
import { MUTANTS as OF_GUEST } from '../../fixtures/apps/guest/mutants.mjs';
import { MUTANTS as OF_HMAC } from '../../fixtures/apps/hmac/mutants.mjs';
import { MUTANTS as OF_HTTP_AUTH } from '../../fixtures/apps/http-auth/mutants.mjs';
import config from '../../fixtures/apps/loginlab.config.ts';
import { MUTANTS as OF_MACHINE } from '../../fixtures/apps/machine/mutants.mjs';
import { MUTANTS as OF_NATIVE } from '../../fixtures/apps/native/mutants.mjs';
import { MUTANTS as OF_REST } from '../../fixtures/apps/rest/mutants.mjs';
import { MUTANTS as OF_ROLLING } from '../../fixtures/apps/rolling/mutants.mjs';
import { MUTANTS as OF_TWO_PROVIDERS } from '../../fixtures/apps/two-providers/mutants.mjs';
import { MUTANTS as OF_WEB } from '../../fixtures/apps/web/mutants.mjs';
import { createLab, findChromium, type Lab } from '../../provider/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { type Bite, configSchema, needsRealBrowser, type RunResult, type Scenario } from '../model/index.ts';
import { clientFor, personasOfBite } from '../testing/client.ts';
import { sampled } from '../testing/sample.ts';
import { run } from './runner.ts';

/** Those run in pages, with types of their own. */
const mutantsOfPage = async (app: string) => {
  const file = String(new URL(`../../fixtures/apps/${app}/page/mutants.mjs`, import.meta.url));
  return ((await import(file)) as { readonly MUTANTS: Readonly<Record<string, unknown>> }).MUTANTS;
};
const configDir = new URL('../../fixtures/apps/', import.meta.url).pathname;
const apps = configSchema.parse(config);

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

/** Plays one scenario against one of the bundled apps with one of its bugs. */
const play = (app: string, scenario: string, mutant = ''): Promise<RunResult> =>
  run({
    config: apps,
    configDir,
    apps: [app],
    scenarios: [scenario],
    lab,
    seed: 'bites',
    workers: 1,
    extraEnv: { MUTANT: mutant },
  });

const biteOf = (scenario: Scenario, { variant }: Bite): string => (variant ? `${scenario.id}:${variant}` : scenario.id);

/** Each bite with each persona, and the app that plays its client there. */
const BITES = SCENARIOS.flatMap((scenario) =>
  scenario.bites.flatMap((bite) =>
    personasOfBite(scenario, bite, apps.apps).map((persona) => {
      const app = clientFor(apps.apps, bite.client, persona)?.id ?? bite.client;
      return [biteOf(scenario, bite), bite.mutant ?? 'as it is', app, bite] as const;
    }),
  ),
);

/** Base clients by their folder, each with its known bugs. */
const BASES = {
  web: OF_WEB,
  'graph-client': OF_GRAPH_CLIENT,
  'facebook-window': OF_FACEBOOK_WINDOW,
  'backend-fb': OF_BACKEND_FB,
  native: OF_NATIVE,
  machine: OF_MACHINE,
  rest: OF_REST,
  'api-key': OF_API_KEY,
  guest: OF_GUEST,
  hmac: OF_HMAC,
  'http-auth': OF_HTTP_AUTH,
  rolling: OF_ROLLING,
  'two-providers': OF_TWO_PROVIDERS,
  spa: await mutantsOfPage('spa'),
  'rest-spa': await mutantsOfPage('rest-spa'),
};

test.each(Object.entries(BASES))('every known bug of %s is a bite of some scenario', (folder, mutants) => {
  const clients = apps.apps.filter(({ cwd }) => cwd === folder).map(({ id }) => id);
  const bitten = new Set(BITES.filter(([, , client]) => clients.includes(client)).map(([, mutant]) => mutant));
  expect(Object.keys(mutants).filter((id) => !bitten.has(id))).toEqual([]);
});

/** Pages need a browser. */
const canPlay = (await findChromium()) !== undefined;
const isPage = (id: string): boolean => apps.apps.some((app) => app.id === id && needsRealBrowser(app));
const PLAYABLE = BITES.filter(([, , app]) => canPlay || !isPage(app));

const PLAYED = sampled(PLAYABLE, ([id, mutant, client]) => `${id} ${mutant} ${client}`);

// Much of it is waiting for programs to start: several go on at a time.
describe.concurrent(`a broken client is caught, by the check that describes its bug (${PLAYED.length} of ${BITES.length})`, () => {
  test.each(PLAYED)('%s catches %s of %s', async (id, _, app, { mutant, verdict, check, honestPasses = true }) => {
    const { results } = await play(app, id, mutant);
    const caught = results.filter((result) => result.checks.some((each) => each.id === check && each.verdict === verdict));
    expect(caught.map((result) => result.verdict)).toContain(verdict);
    if (honestPasses) expect(caught.map(({ control }) => control?.verdict)).toEqual(caught.map(() => 'pass'));
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config from '../../fixtures/apps/loginlab.config.ts';
import { createLab, type Lab } from '../../provider/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { configSchema, type RunResult } from '../model/index.ts';
import { sampled } from '../testing/sample.ts';
import { run } from './runner.ts';

const configDir = new URL('../../fixtures/apps/', import.meta.url).pathname;
const apps = configSchema.parse(config);

let lab: Lab;
beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

const IMPLICIT = 'login/google-implicit-regrant';

const WITH_REFRESH_TOKEN = [
  'refresh/omitted-refresh-token-is-kept',
  'refresh/rotated-token-replaces-old',
  'refresh/invalid-grant-is-terminal',
  'refresh/transient-failure-keeps-session',
  'refresh/second-login-without-refresh-token',
  'refresh/single-flight',
  'refresh/response-lost',
  'refresh/scope-narrowed',
  'refresh/reuse-ends-family',
  'refresh/id-token-checked',
  'session/ended-elsewhere',
  'session/profile-refreshed:next-refresh',
  'resource/401-one-refresh-one-retry',
];

/** Whoever has the provider answer in the address gets no post. */
const BY_POST = 'login/form-post-callback';

/** Whoever has no web view is not concerned. */
const IN_A_WINDOW = 'login/embedded-webview-refused';

/** In the window of a program there is no link of somebody else, no Back and no second tab. */
const IN_A_BROWSER = ['login/csrf-browser-bound', 'login/callback-replayed', 'login/two-tabs-interleaved'];

/** No web app listens for one answer, and none asks for a token of its own where people sign in. */
const NATIVE = 'login/native-loopback-redirect';
const WITHOUT_PEOPLE = 'resource/client-credentials-cached';

/** Of a native app nobody listens after the callback. */
const AFTER_CALLBACK = ['login/callback-replayed', 'login/csrf-browser-bound', 'login/two-tabs-interleaved'];

/** What clients do that get a token with a lifetime and a refresh token. */
const OF_TOKENS = [
  'session/expires-in-semantics:seven-minutes',
  'session/expires-in-semantics:absent',
  'session/expires-in-semantics:long',
  'session/expires-in-semantics:text',
  'session/expires-in-semantics:short',
  'session/expires-in-semantics:zero',
];

/** The whole catalogue: more than a test usually takes. */
const WHOLE = { timeout: 600_000, workers: 3 };

/** True where an app has not what a scenario needs. */
const lacks = (id: string, scenario: string): boolean => {
  const { verbs = {} } = apps.apps.find((app) => app.id === id) ?? {};
  const { needs = [] } = SCENARIOS.find((each) => each.id === scenario) ?? {};
  return needs.some((verb) => !(verb in verbs));
};

/** Each base client, with the scenarios and variants that it skips: what they need it does not do. */
const RIGHT: readonly (readonly [app: string, skipped: readonly string[]])[] = [
  [
    'web',
    [
      IMPLICIT,
      IN_A_WINDOW,
      NATIVE,
      'refresh/online-access-has-none',
      'refresh/omitted-refresh-token-is-kept:a-minute',
      'reauth/online-access-resume-request',
      'reauth/prompt-none-fallback',
      'refresh/second-login-without-refresh-token:after-sign-out',
    ],
  ],
  [
    'web-auth0',
    [
      NATIVE,
      BY_POST,
      WITHOUT_PEOPLE,
      'refresh/omitted-refresh-token-is-kept:a-minute',
      'reauth/prompt-none-fallback',
      'reauth/max-age-auth-time',
    ],
  ],
  ['web-online-auth0', [NATIVE, BY_POST, WITHOUT_PEOPLE, ...WITH_REFRESH_TOKEN, 'reauth/max-age-auth-time']],
  ['web-online', [IMPLICIT, IN_A_WINDOW, NATIVE, ...WITH_REFRESH_TOKEN]],
  [
    'upload-resuming',
    [IMPLICIT, IN_A_WINDOW, NATIVE, ...WITH_REFRESH_TOKEN, 'reauth/prompt-none-fallback', 'logout/tokens-revoked'],
  ],
  ['graph-client', [IN_A_WINDOW, 'login/facebook-implicit-without-token']],
  ['facebook-window', IN_A_BROWSER],
  ['backend-fb', []],
  [
    'native-google',
    [
      IMPLICIT,
      ...AFTER_CALLBACK,
      'refresh/online-access-has-none',
      'refresh/omitted-refresh-token-is-kept:a-minute',
      'reauth/online-access-resume-request',
      'reauth/prompt-none-fallback',
      'refresh/second-login-without-refresh-token:after-sign-out',
    ],
  ],
  ['machine', []],
  ['rest', [...OF_TOKENS, 'session/expires-in-semantics:never', 'resource/bearer-in-header']],
  ['rest-tokens', OF_TOKENS],
  ['rest-relay', [...OF_TOKENS, 'session/expires-in-semantics:never', 'resource/bearer-in-header']],
];

const PLAYED = sampled(RIGHT, ([app]) => app);

/** Clients with other settings than the base client, and what they are there for. */
const OF_OTHER_SETTINGS = [
  ['web-recent', 'reauth/max-age-auth-time'],
  ['web-form-post', 'login/form-post-callback'],
  ['web-form-post', 'login/behind-tls-proxy'],
  ['web-basic', 'login/client-authentication-encoded'],
  ['web-basic-auth0', 'login/client-authentication-encoded'],
] as const;

test.each(OF_OTHER_SETTINGS)('%s passes %s in every variant', WHOLE, async (app, scenario) => {
  const options = { config: apps, configDir, apps: [app], scenarios: [scenario], extraEnv: { MUTANT: '' } };
  const { results } = await run({ ...options, lab, seed: 'right', workers: WHOLE.workers });
  expect(results.length).toBeGreaterThan(1);
  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

describe(`a right client is not (${PLAYED.length} of ${RIGHT.length})`, { timeout: WHOLE.timeout }, () => {
  test.each(PLAYED)('%s passes everything but what does not apply to it', async (app, skipped) => {
    const options = { config: apps, configDir, apps: [app], scenarios: ['**'], extraEnv: { MUTANT: '' } };
    const { results, summary } = await run({ ...options, lab, seed: 'right', workers: WHOLE.workers });
    expect(results.filter(({ verdict }) => !['pass', 'info', 'skip'].includes(verdict))).toEqual([]);
    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    const isMeant = ({ scenario, variant }: RunResult['results'][number]) =>
      lacks(app, scenario) || skipped.includes(scenario) || skipped.includes(`${scenario}:${variant}`);
    expect(results.filter((each) => (each.verdict === 'skip') !== isMeant(each))).toEqual([]);
    expect(summary.red).toBe(false);
  });
});

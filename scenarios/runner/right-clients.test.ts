import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config from '../../fixtures/apps/loginlab.config.ts';
import { createLab, type Lab } from '../../provider/index.ts';
import { SCENARIOS } from '../catalogue/index.ts';
import { AREAS, configSchema, type RunResult, type Scenario } from '../model/index.ts';
import { sampled } from '../testing/sample.ts';
import { run } from './runner.ts';
import { missingVerbs } from './unjudged.ts';

const configDir = new URL('../../fixtures/apps/', import.meta.url).pathname;
const apps = configSchema.parse(config);

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ namesAhead: false });
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
  'session/many-people:refreshing-together',
  'session/profile-refreshed:next-refresh',
  'resource/401-one-refresh-one-retry',
  'adversarial/token-endpoint-redirect:refresh',
  'adversarial/token-endpoint-redirect:refresh-302',
  'resilience/expiry-mid-flight:late-refusal',
  'resilience/expiry-mid-flight:late-refresh',
  'resilience/token-endpoint-slow:no-answer-to-refresh',
];

/** Node asks for Brotli over https only, and these programs reach the lab by http. Browsers take a local address for as good. */
const BROTLI = 'resilience/wire-format-variants:brotli';

/** Whoever has the provider answer in the address gets no post. */
const BY_POST = 'login/form-post-callback';

/** Whoever has no web view is not concerned. */
const IN_A_WINDOW = 'login/embedded-webview-refused';

/** Base clients with accounts of their own send one e-mail, and none again. */
const ANOTHER_MAIL = 'registration/email-token-confirms-account:resent';

/** In the window of a program there is no link of somebody else, no Back and no second tab. */
const IN_A_BROWSER = [
  ...['login/csrf-browser-bound', 'login/callback-replayed', 'login/two-tabs-interleaved'],
  ...['adversarial/error-text-escaped:link', 'adversarial/code-injection'],
  ...['code', 'state', 'fragment'].map((variant) => `adversarial/duplicate-parameters:${variant}`),
];

/** Base clients read the person from the ID token, and redeem a code that comes without one. */
const BY_ID_TOKEN = [
  'adversarial/userinfo-sub-mismatch',
  'adversarial/idtoken-hash-mismatch:c-hash-wrong',
  'adversarial/idtoken-hash-mismatch:c-hash-missing',
  'adversarial/idtoken-hash-mismatch:c-hash-empty',
  'adversarial/idtoken-hash-mismatch:at-hash-wrong',
  'adversarial/idtoken-hash-mismatch:at-hash-missing',
];

/** Who leaves the check of the signature to TLS needs no keys. */
const WITHOUT_KEYS = [
  'resilience/jwks-refetch-limited',
  'resilience/jwks-rotation:unannounced',
  'resilience/jwks-rotation:while-signing',
  'resilience/jwks-rotation:twice',
  'resilience/keys-unavailable',
  'resilience/kid-absent',
  'adversarial/token-endpoint-redirect:jwks',
];

/** Who registers no address for back-channel logout is told nothing from server to server. */
const NOT_TOLD = ['logout/backchannel-ends-session', 'logout/backchannel-invalid-rejected'];

/** Base clients without accounts of their own have no page that signs out everywhere. */
const EVERYWHERE = 'session/many-people:one-signs-out-everywhere';

/** Scripts of a page hold the token: no cookie signs anybody in. */
const NO_SESSION_COOKIE = ['login/session-regenerated:planted', 'session/id-not-guessable'];

/** Its token is in `sessionStorage`, which no other tab can read or clear. */
const OF_EACH_TAB = 'resilience/expiry-mid-flight:late-answer';

/** No web app listens for one answer, and none asks for a token of its own where people sign in. */
const NATIVE = 'login/native-loopback-redirect';
const WITHOUT_PEOPLE = 'resource/client-credentials-cached';

/** Of a native app nobody listens after the callback. */
const AFTER_CALLBACK = [
  ...['login/callback-replayed', 'login/csrf-browser-bound', 'login/two-tabs-interleaved'],
  ...['adversarial/error-text-escaped:link', 'adversarial/code-injection:state-used'],
];

/** An app has one provider, or several. */
const ONE_PROVIDER = 'adversarial/mix-up-two-providers';

/** States of these clients are random: nothing is in them. */
const RANDOM_STATE = 'adversarial/return-url-open-redirect:in-state';

/** Their login ends on one page. */
const ONE_PAGE = [
  ...['absolute', 'scheme-relative', 'backslash', 'encoded', 'looks-own', 'other-port', 'script'].map(
    (variant) => `adversarial/return-url-open-redirect:${variant}`,
  ),
  RANDOM_STATE,
];

/** The ID token says who has come: userinfo is not asked. */
const NO_USERINFO = 'adversarial/token-endpoint-redirect:userinfo';
/** At sign-out they forget their tokens, and revoke none. */
const NO_REVOCATION = 'adversarial/token-endpoint-redirect:revoke';
const OF_ONE = [ONE_PROVIDER, RANDOM_STATE, NO_USERINFO];

/** What clients do that get a token with a lifetime and a refresh token. */
const OF_TOKENS = [
  'session/expires-in-semantics:seven-minutes',
  'session/expires-in-semantics:absent',
  'session/expires-in-semantics:long',
  'session/expires-in-semantics:text',
  'session/expires-in-semantics:short',
  'session/expires-in-semantics:zero',
];

/** An own API knows many ways to prove who somebody is; an app has one of them. */
const PAIRS = ['refresh/per-request-desync', 'refresh/per-request-rotation'];
const SIGNED = 'resource/hmac-signature';
const SCHEMES = 'resource/rest-authorization-schemes';
const STALE_NONCE = 'resource/rest-authorization-schemes:stale-nonce';
const NO_TOKEN = [...OF_TOKENS, 'session/expires-in-semantics:never', 'resource/bearer-in-header'];
/** Whoever sends the password with each call has no credential that a sign-in elsewhere ends. */
const NO_CREDENTIAL_ENDS = 'session/ended-elsewhere';
const TOKENS_REVOKED = 'logout/tokens-revoked';
const RESTRICTED = 'registration/unverified-email-restricted';
const FOR_GUESTS = 'registration/anonymous-session-upgrade';
const IN_ONE_RESPONSE = 'registration/user-and-token-in-one-response';

/** With the password on each request there is no token to fetch. */
const NO_TOKEN_ENDPOINT = [
  'resilience/optional-fields:unknown-members',
  'resilience/token-endpoint-garbage',
  'resilience/token-endpoint-slow',
];
/** A lost answer may end a session whose tokens change with each. */
const LOST_PAIR = ['resilience/api-failure', 'resilience/offline-start'];

const BY_TOKEN = [WITHOUT_PEOPLE, ...OF_TOKENS, ...PAIRS, SIGNED, STALE_NONCE];
const BY_COOKIE = [WITHOUT_PEOPLE, BROTLI, ...NO_TOKEN, ...PAIRS, SIGNED, SCHEMES, FOR_GUESTS, IN_ONE_RESPONSE];
/** What the API answers at the sign-in is what proves the person afterwards. */
const BY_PROOF = [
  WITHOUT_PEOPLE,
  BROTLI,
  EVERYWHERE,
  ...ONE_PAGE,
  ...NO_TOKEN,
  RESTRICTED,
  'login/rest-boolean-is-not-a-session',
];

/** The whole catalogue: more than a test usually takes. */
const WHOLE = { timeout: 600_000, workers: 3 };

/** True where an app has not what a scenario needs. */
const lacks = (result: RunResult['results'][number]): boolean => {
  const app = apps.apps.find(({ id }) => id === result.app.id);
  const scenario = SCENARIOS.find(({ id }) => id === result.scenario);
  const persona = scenario?.personas.find((each) => each === result.persona);
  return app && persona && scenario ? missingVerbs({ app, persona, scenario }).length > 0 : false;
};

/** Each base client, with the scenarios and variants that it skips: what they need it does not do. */
const RIGHT: readonly (readonly [app: string, skipped: readonly string[]])[] = [
  [
    'web',
    [
      ...BY_ID_TOKEN,
      ...OF_ONE,
      ANOTHER_MAIL,
      BROTLI,
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
      ...BY_ID_TOKEN,
      ...OF_ONE,
      ANOTHER_MAIL,
      BROTLI,
      NATIVE,
      BY_POST,
      WITHOUT_PEOPLE,
      'refresh/omitted-refresh-token-is-kept:a-minute',
      'reauth/online-access-resume-request',
      'reauth/prompt-none-fallback',
      'reauth/max-age-auth-time',
    ],
  ],
  [
    'web-online-auth0',
    [
      ...BY_ID_TOKEN,
      ...OF_ONE,
      ANOTHER_MAIL,
      BROTLI,
      NATIVE,
      BY_POST,
      WITHOUT_PEOPLE,
      ...WITH_REFRESH_TOKEN,
      'reauth/max-age-auth-time',
    ],
  ],
  ['web-online', [...BY_ID_TOKEN, ...OF_ONE, ANOTHER_MAIL, BROTLI, IMPLICIT, IN_A_WINDOW, NATIVE, ...WITH_REFRESH_TOKEN]],
  [
    'upload-resuming',
    [
      ...BY_ID_TOKEN,
      ...WITHOUT_KEYS,
      BROTLI,
      ...[ONE_PROVIDER, NO_USERINFO, NO_REVOCATION, ...ONE_PAGE],
      IMPLICIT,
      IN_A_WINDOW,
      NATIVE,
      ...WITH_REFRESH_TOKEN,
      EVERYWHERE,
      'login/session-regenerated:by-password',
      'reauth/prompt-none-fallback',
      'logout/tokens-revoked',
    ],
  ],
  [
    'two-providers',
    [
      ...BY_ID_TOKEN,
      ...WITHOUT_KEYS,
      ...NOT_TOLD,
      BROTLI,
      ...ONE_PAGE,
      NO_USERINFO,
      NO_REVOCATION,
      ...WITH_REFRESH_TOKEN,
      EVERYWHERE,
      'session/many-people:resuming-together',
      IMPLICIT,
      IN_A_WINDOW,
      NATIVE,
      BY_POST,
      WITHOUT_PEOPLE,
      'login/session-regenerated:by-password',
      RESTRICTED,
      'reauth/max-age-auth-time',
    ],
  ],
  ['graph-client', [ONE_PROVIDER, RANDOM_STATE, ANOTHER_MAIL, BROTLI, IN_A_WINDOW, 'login/facebook-implicit-without-token']],
  ['facebook-window', [BROTLI, ONE_PROVIDER, ...IN_A_BROWSER]],
  ['backend-fb', []],
  ['backend-fb-google', []],
  [
    'native-google',
    [
      ...BY_ID_TOKEN,
      ...[ONE_PROVIDER, NO_USERINFO],
      BROTLI,
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
  ['machine-first-party', []],
  ['rest', [RANDOM_STATE, ...BY_COOKIE]],
  ['rest-tokens', [RANDOM_STATE, BROTLI, ...BY_TOKEN, FOR_GUESTS]],
  ['rest-relay', [...ONE_PAGE, ...BY_COOKIE, RESTRICTED]],
  [
    'rest-spa',
    [
      ...ONE_PAGE,
      ...NO_SESSION_COOKIE,
      'adversarial/return-url-open-redirect:from-another-site',
      ...BY_TOKEN,
      RESTRICTED,
      OF_EACH_TAB,
    ],
  ],
  ['token-scheme', [...ONE_PAGE, EVERYWHERE, BROTLI, ...BY_TOKEN, RESTRICTED]],
  ['basic', [...BY_PROOF, ...NO_TOKEN_ENDPOINT, ...PAIRS, SIGNED, STALE_NONCE, TOKENS_REVOKED, NO_CREDENTIAL_ENDS]],
  ['digest', [...BY_PROOF, ...NO_TOKEN_ENDPOINT, ...PAIRS, SIGNED, TOKENS_REVOKED, NO_CREDENTIAL_ENDS]],
  ['api-key', [...BY_PROOF, ...PAIRS, SIGNED, SCHEMES, TOKENS_REVOKED]],
  ['hmac', [...BY_PROOF, ...PAIRS, STALE_NONCE, TOKENS_REVOKED]],
  ['rolling', [...BY_PROOF, ...LOST_PAIR, SIGNED, SCHEMES, 'registration/api-secret-shown-once']],
  ['guest', [IN_ONE_RESPONSE, WITHOUT_PEOPLE]],
];

/** Each client with the scenarios of one area that are for it. */
const IN_AREAS = RIGHT.flatMap(([id, skipped]) => {
  const [app] = apps.apps.filter((each) => each.id === id);
  const isForApp = ({ kinds, personas }: Scenario) =>
    app && (kinds?.includes(app.kind) ?? true) && personas.some((persona) => app.personas.includes(persona));
  return AREAS.filter((area) => SCENARIOS.some((each) => each.id.startsWith(`${area}/`) && isForApp(each))).map(
    (area) => [id, area, skipped] as const,
  );
});

const PLAYED = sampled(IN_AREAS, ([app, area]) => `${app} ${area}`);

/** Clients with other settings than the base client, and what they are there for. */
const OF_OTHER_SETTINGS = [
  ['web-recent', 'reauth/max-age-auth-time'],
  ['web-form-post', 'login/form-post-callback'],
  ['web-form-post', 'login/nonce-mismatch-rejected'],
  ['web-hybrid', 'login/nonce-mismatch-rejected'],
  ['web-form-post', 'login/behind-tls-proxy'],
  ['web-hybrid', 'adversarial/idtoken-bad-signature'],
  ['web-basic', 'login/client-authentication-encoded'],
  ['web-basic-auth0', 'login/client-authentication-encoded'],
  ['web-auth0-vendor', 'adversarial/idtoken-wrong-iss'],
  ['two-providers-query', 'adversarial/mix-up-two-providers'],
  ['two-providers-facebook', 'adversarial/mix-up-two-providers'],
] as const;

test.each(sampled(OF_OTHER_SETTINGS, (row) => row.join(' ')))('%s passes %s in every variant', WHOLE, async (app, scenario) => {
  const options = { config: apps, configDir, apps: [app], scenarios: [scenario], extraEnv: { MUTANT: '' } };
  const { results } = await run({ ...options, lab, seed: 'right', workers: WHOLE.workers });
  expect(results.length).toBeGreaterThan(1);
  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

describe(`a right client is not (${PLAYED.length} of ${IN_AREAS.length})`, { timeout: WHOLE.timeout }, () => {
  test.each(PLAYED)('%s passes everything of %s but what does not apply to it', async (app, area, skipped) => {
    // Of some areas a client does nothing: the list of what it skips says which.
    const options = { config: apps, configDir, apps: [app], scenarios: [`${area}/**`], extraEnv: { MUTANT: '' } };
    const { results, summary } = await run({ ...options, allowUnjudged: true, lab, seed: 'right', workers: WHOLE.workers });
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ verdict }) => !['pass', 'info', 'skip'].includes(verdict))).toEqual([]);
    expect(results.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict !== 'info')).toEqual([]);
    const isMeant = (each: RunResult['results'][number]) =>
      lacks(each) || skipped.includes(each.scenario) || skipped.includes(`${each.scenario}:${each.variant}`);
    expect(results.filter((each) => (each.verdict === 'skip') !== isMeant(each))).toEqual([]);
    expect(summary.red).toBe(false);
  });
});

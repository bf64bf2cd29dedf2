import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { VENDORS } from '../../provider/personas/vendors.ts';
import { ENGINE_WORDS } from '../../provider/testing/test-hostile.ts';
import { type Comparison, comparisonSchema } from '../model/index.ts';
import { COMPARE_STORIES, compare } from './index.ts';

const PERSONAS = ['google', 'facebook', 'auth0', 'first-party'] as const;

const committed: Comparison = comparisonSchema.parse(
  JSON.parse(await readFile(new URL('../../reports/sample/compare.json', import.meta.url), 'utf8')),
);

const cellIn = (comparison: Comparison, story: string, fact: string, persona: string, step?: string | undefined) =>
  comparison.stories
    .find(({ id }) => id === story)
    ?.rows.find((row) => row.fact === fact && (step === undefined || row.step === step))?.cells[persona];

describe('played again', () => {
  let now: Comparison;
  beforeAll(async () => {
    now = await compare({ personas: PERSONAS, version: committed.tool.version });
  });

  test('it is what the published schema says', () => {
    expect(comparisonSchema.parse(now)).toEqual(now);
    expect(now.stories.map(({ id }) => id)).toEqual(COMPARE_STORIES.map(({ id }) => id));
  });

  test.each(COMPARE_STORIES.flatMap(({ id }) => PERSONAS.map((persona) => [id, persona] as const)))(
    '%s at %s says what the committed run says (npm run -s loginlab -- compare --format json --out reports/sample)',
    (story, persona) => {
      const column = ({ stories }: Comparison) => {
        const found = stories.find(({ id }) => id === story);
        return {
          cells: found?.rows.map(({ step, fact, cells }) => [step, fact, cells[persona]]),
          moves: found?.moves[persona],
          note: found?.notes[persona],
        };
      };
      expect(column(now)).toEqual(column(committed));
      expect(column(now).cells?.length).toBeGreaterThan(0);
    },
  );

  test('every behaviour of a cell is described, with its source', () => {
    const ids = now.stories.flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => Object.values(cells).flatMap((cell) => cell.behaviours)),
    );
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id) => !URL.canParse(now.behaviours[id]?.source.url ?? ''))).toEqual([]);
  });
});

const LOGOUT_STEP = 'logout at the provider, and what it reached';

/** What the catalogues of the vendors say. Row, story, fact, persona, words, behaviour, step. */
const FACTS: readonly (readonly [string, string, string, string, string, (string | undefined)?, string?])[] = [
  ['G-04', 'second-login', 'refresh-token', 'google', 'no', 'google/refresh/first-consent-only', 'second login'],
  ['G-05', 'second-login', 'refresh-token', 'google', 'yes', undefined, 'login that asks for consent again'],
  ['G-02', 'next-day-online', 'refresh-token', 'google', 'no', 'google/refresh/online-has-none'],
  ['G-03', 'next-day-online', 'pages', 'google', 'none', 'google/consent/remembered-by-project', 'login again'],
  [
    'G-23',
    'second-login',
    'redirect',
    'google',
    'state, iss, code, scope, authuser=0, prompt=none',
    'google/authorize/callback-prompt',
  ],
  ['G-50', 'revoked-by-the-user', 'token-status', 'google', '400, invalid_grant: Token has been expired or revoked.'],
  [
    'G-77',
    'logout-and-login',
    'reach',
    'google',
    'session at the provider still there, access token still valid, renewal by refresh_token still works',
    undefined,
    'logout in the app alone',
  ],
  [
    'G-76',
    'logout-and-login',
    'logout',
    'google',
    'no logout for apps: the browser is sent to the page that signs out of every Google account: 200',
    'google/logout/every-account',
  ],
  [
    'G-29',
    'expired-code',
    'token-status',
    'google',
    '400, invalid_grant: Bad Request',
    'google/token/errors',
    'its code is redeemed again',
  ],
  [
    'G-11',
    'more-scopes-later',
    'scope',
    'google',
    'openid …/calendar.readonly …/drive.file …/userinfo.email …/userinfo.profile',
    'google/consent/incremental',
    'login for one more scope',
  ],
  [
    'G-11',
    'more-scopes-later',
    'consent-page',
    'google',
    '…/calendar.readonly; no check boxes',
    undefined,
    'login for one more scope',
  ],
  [
    'G-12',
    'partly-declined',
    'consent-page',
    'google',
    'openid email profile …/drive.file …/calendar.readonly; with a check box: …/drive.file …/calendar.readonly (one page in the lab; Google has the scopes of the sign-in on a page before it)',
    'google/consent/granular',
  ],
  [
    'G-07',
    'silent-login',
    'redirect',
    'google',
    'state, error_subtype=access_denied, error=interaction_required',
    'google/authorize/silent-failure',
    'silent login without a session',
  ],
  [
    'G-12',
    'partly-declined',
    'call-status',
    'google',
    '403, PERMISSION_DENIED: Request had insufficient authentication scopes.',
    'google/api/403-insufficient-scope',
  ],
  ['F-19', 'second-login', 'pages', 'facebook', 'none', 'facebook/consent/remembered-by-app', 'second login'],
  ['F-35', 'first-login', 'refresh-token', 'facebook', 'no'],
  ['F-34', 'refresh-twice', 'rotation', 'facebook', 'none; a new access token instead'],
  [
    'F-60',
    'password-changed',
    'call-status',
    'facebook',
    '400, 190: Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
    'facebook/token-death/password-changed',
  ],
  [
    'F-60',
    'password-changed',
    'token-status',
    'facebook',
    '400, 190: Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
    'facebook/token-death/password-changed',
  ],
  ['F-62', 'logout-and-login', 'call-status', 'facebook', '200'],
  [
    'F-62',
    'logout-and-login',
    'logout',
    'facebook',
    'no end_session_endpoint: the browser is sent to logout.php with the token of the app. The session at Facebook ends, and with it short-lived web tokens; tokens that were exchanged to long-lived ones survive: 302, back to the app',
    'facebook/logout/next-and-token',
  ],
  ['F-49', 'password-changed', 'challenge', 'facebook', 'OAuth invalid_token', 'facebook/graph/challenge'],
  ['F-34', 'answer-lost', 'call-status', 'facebook', '200'],
  ['F-66', 'missing-email', 'email', 'facebook', 'no member for it'],
  ['F-91', 'expired-code', 'after-reuse', 'facebook', '200', 'facebook/token/reused-code-ends-nothing'],
  ['F-34', 'refresh-twice', 'renewal-grant', 'facebook', 'fb_exchange_token', 'facebook/token/long-lived-exchange'],
  [
    'F-39',
    'expired-code',
    'token-status',
    'facebook',
    '400, 100 36009: This authorization code has been used.',
    'facebook/token/code-used',
    'its code is redeemed again',
  ],
  [
    'F-40',
    'expired-code',
    'token-status',
    'facebook',
    '400, 100 36007: This authorization code has expired.',
    'facebook/token/code-expired',
    'the code is redeemed',
  ],
  ['A-60', 'second-login', 'refresh-token', 'auth0', 'yes', 'auth0/refresh/offline-access', 'second login'],
  [
    'A-63',
    'refresh-twice',
    'token-status',
    'auth0',
    '403, invalid_grant: Unknown or invalid refresh token.',
    'auth0/refresh/reuse-ends-family',
    'renewal with the token of the login',
  ],
  [
    'A-64',
    'refresh-twice',
    'token-status',
    'auth0',
    '403, invalid_grant: Unknown or invalid refresh token.',
    'auth0/refresh/invalid',
    'renewal with the newest token after that',
  ],
  [
    'A-116',
    'logout-and-login',
    'reach',
    'auth0',
    'session at the provider ended, access token still valid, renewal by refresh_token still works',
    'auth0/logout/v2',
    LOGOUT_STEP,
  ],
  [
    'A-44',
    'expired-code',
    'token-status',
    'auth0',
    '403, invalid_grant: Invalid authorization code',
    'auth0/token/code-error',
    'the code is redeemed',
  ],
  [
    'P-41',
    'logout-and-login',
    'reach',
    'first-party',
    'no session at the provider, access token ended, renewal by refresh_token refused',
    undefined,
    LOGOUT_STEP,
  ],
  [
    'P-40',
    'logout-and-login',
    'reach',
    'first-party',
    'no session at the provider, access token still valid, renewal by refresh_token still works',
    undefined,
    'logout in the app alone',
  ],
  ['A-01', 'first-login', 'redirect', 'auth0', 'code, state', 'auth0/callback/member-order'],
  [
    'A-24',
    'second-login',
    'pages',
    'auth0',
    'confirmation of the redirect to 127.0.0.1',
    'auth0/redirect/confirmation',
    'second login',
  ],
  ['A-61', 'next-day-offline', 'rotation', 'auth0', 'none: keep the old one', 'auth0/refresh/rotation'],
  ['A-64', 'answer-lost', 'call-status', 'auth0', '200', 'auth0/refresh/reuse-ends-family'],
  ['A-71', 'revoked-by-the-user', 'call-status', 'auth0', '200', 'auth0/revoke/spares-access-tokens'],
  ['A-90', 'missing-email', 'last-status', 'auth0', '400, email is required', 'auth0/sign-up/errors'],
  ['A-97', 'password-changed', 'pages', 'auth0', 'sign-in', 'auth0/session/password-changed'],
  ['A-60', 'more-scopes-later', 'consent-page', 'auth0', 'openid profile email offline_access read:orders; no check boxes'],
  ['A-81', 'next-day-online', 'call-status', 'auth0', '401, Unauthorized', 'auth0/userinfo/unauthorized'],
  ['A-116', 'logout-and-login', 'renewal-status', 'auth0', '200', 'auth0/logout/tokens-live-on'],
  [
    'A-64',
    'two-refreshes-at-once',
    'token-status',
    'auth0',
    '403, invalid_grant: Unknown or invalid refresh token.',
    'auth0/refresh/reuse-ends-family',
    'next renewal',
  ],
  ['A-69', 'password-changed', 'token-status', 'auth0', '200'],
  ['P-50', 'two-refreshes-at-once', 'all-rotation', 'first-party', 'a new one', 'first-party/oauth/rotation'],
  [
    'P-50',
    'two-refreshes-at-once',
    'token-status',
    'first-party',
    '400, invalid_grant: The refresh token was ended',
    'first-party/oauth/refresh-refused',
    'next renewal',
  ],
  [
    'P-42',
    'revoked-by-the-user',
    'removal',
    'first-party',
    'no such page: the person revokes all tokens instead (DELETE /tokens)',
    'first-party/logout/everywhere',
  ],
  [
    'P-50',
    'silent-login',
    'redirect',
    'first-party',
    'no redirect and no page: the app asks for the password and sends it to the token endpoint',
    'first-party/oauth/password-grant',
  ],
];

const NAMED = FACTS.map(([row, story, fact, persona, words, behaviour, step]) => ({
  row,
  story,
  fact,
  persona,
  words,
  behaviour,
  step,
}));

test.each(NAMED)('$row: $story, $fact, $persona: $words', ({ story, fact, persona, words, behaviour, step }) => {
  const cell = cellIn(committed, story, fact, persona, step);
  expect(cell?.text).toBe(words);
  if (behaviour !== undefined) expect(cell?.behaviours).toContain(behaviour);
});

test.each(PERSONAS)('every row that %s names for a cell stands at one', (persona) => {
  const places = committed.stories.flatMap(({ id, rows }) =>
    rows.flatMap(({ step, fact, cells: { [persona]: cell } }) =>
      cell?.sources ? [fact, `${id}/${fact}`, `${id}/${step}/${fact}`, ...(cell.cannot ? [`${id}/cannot`] : [])] : [],
    ),
  );
  expect(Object.keys(VENDORS[persona].reference?.said ?? {}).filter((key) => !places.includes(key))).toEqual([]);
});

test.each(['google', 'facebook', 'auth0'] as const)('an unavailable login of %s brings the state back', (persona) => {
  expect(cellIn(committed, 'provider-down', 'redirect', persona)?.text).toMatch(/\bstate\b/);
});

test.each([
  ['spares-tokens', '200'],
  ['ends-tokens', /^401/],
])('a code that is redeemed twice, with the setting %s', async (setting, text) => {
  const told = await compare({
    personas: ['google', 'facebook'],
    stories: COMPARE_STORIES.filter(({ id }) => id === 'expired-code'),
    version: '0',
    settings: { 'google/token/reused-code': setting },
  });
  expect(cellIn(told, 'expired-code', 'after-reuse', 'google')?.text).toMatch(text);
});

test('no cell says what the protocol engine says', () => {
  const texts = committed.stories.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => Object.values(cells).map(({ text }) => text)),
  );
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter((text) => ENGINE_WORDS.test(text))).toEqual([]);
});

test('a cell tells what happened, not what is known: with the behaviour off it says something else', async () => {
  const told = await compare({
    personas: ['google', 'auth0'],
    stories: COMPARE_STORIES.filter(({ id }) => id === 'second-login'),
    version: '0',
    settings: { 'google/refresh/first-consent-only': false },
  });
  expect(cellIn(told, 'second-login', 'refresh-token', 'google', 'second login')).toMatchObject({ text: 'yes' });
});

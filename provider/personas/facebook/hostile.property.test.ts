import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { ENGINE_WORDS, HOSTILE_TEXTS, hostileRequest, hostileValue, requestTo } from '../../testing/test-hostile.ts';
import { PERSONAS } from '../index.ts';
import { APP_ID, browse, CALLBACK, SECRET, SUCCESS, type TestBrowser } from './test-browser.ts';
import { fragmentOf } from './test-observe.ts';

const { facebook } = PERSONAS;

const NAMES = [
  ...['client_id', 'app_id', 'client_secret', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'display', 'prompt'],
  ...['auth_type', 'auth_nonce', 'config_id', 'return_scopes', 'code_challenge', 'code_challenge_method', 'code_verifier'],
  ...['grant_type', 'code', 'refresh_token', 'fb_exchange_token', 'access_token', 'input_token', 'appsecret_proof', 'fields'],
  ...['ticket', 'account', 'decision', 'logger_id', 'next', 'cancel_url', 'redirect', 'message', 'machine_id', 'signed_request'],
  ...['max_age', 'claims', 'request', 'request_uri', 'id_token_hint', 'response_mode', '__proto__', 'constructor', 'method'],
];

let lab: Lab;
let browser: TestBrowser;
/** Values that mean something here, or once did, or do elsewhere. */
let known: readonly string[] = [];

beforeAll(async () => {
  // What the lab does not serve it would answer in its own name.
  lab = await createLab({ personas: ['facebook'], gaps: 'vendor' });
  const [mine, other] = [await browse(lab), await browse(lab)];
  browser = mine;
  await mine.register({ configurations: { c1: { permissions: ['email'], token: 'system-user' } } });
  const replayed = await mine.signIn({ scope: 'openid email' });
  const tokens = (await (await mine.redeem(replayed)).json()) as Record<string, string>;
  const foreign = await other.tokens();
  const fragment = fragmentOf(await mine.signIn({ response_type: 'token' }));
  known = [
    ...Object.values(tokens).map(String),
    ...Object.values(foreign).map(String),
    ...fragment.values(),
    replayed.searchParams.get('code') ?? '',
    encodeURIComponent(replayed.searchParams.get('code') ?? ''),
    (tokens.access_token ?? '').slice(0, -4),
    ...[`${APP_ID}|${SECRET}`, `${APP_ID}|x`, `${APP_ID}|`, 'EAA', 'AQ', 'null', 'undefined'],
    ...[APP_ID, SECRET, CALLBACK, SUCCESS, `fb${APP_ID}://authorize/`, 'code', 'token', 'id_token', 'token,granted_scopes'],
    ...['authorization_code', 'client_credentials', 'fb_exchange_token', 'implicit', 'client_code', 'openid', 'email', 'S256'],
    ...['rerequest', 'reauthenticate', 'true', 'allow', 'deny', 'ana', '0', 'me', 'name,id', 'picture{url}'],
    ...HOSTILE_TEXTS,
  ];
});
afterAll(() => lab.close());

const value = hostileValue(() => known);
const hostile = hostileRequest(NAMES, value);

/** Facebook's envelope: an object under `error` with message, type and code. */
const isFacebooksError = (text: string): boolean => {
  const { error } = JSON.parse(text.replace(/^for \(;;\);/, '')) as { error?: unknown };
  return typeof error === 'object' && error !== null && 'message' in error && 'type' in error && 'code' in error;
};

const expectFacebook = async (reply: Response): Promise<void> => {
  const text = await reply.text();
  expect(reply.status).toBeLessThan(500);
  expect(text).not.toMatch(ENGINE_WORDS);
  const location = reply.headers.get('location') ?? '';
  expect(location).not.toMatch(/[?&#]error_description=(?!Permissions)/);
  expect(location).not.toMatch(/^javascript:/i);
  const type = reply.headers.get('content-type') ?? '';
  if (/json|javascript/.test(type) && reply.status >= 400 && text !== '') expect(isFacebooksError(text)).toBe(true);
};

const PATHS = [
  ...new Set(
    facebook.routes.map(({ path }) => path.replace(/:version\([^)]*\)\?/, 'v19.0').replace(/:\w+(?:\([^)]*\))?\??/g, 'some-id')),
  ),
];

describe('whatever is sent, Facebook answers as Facebook', () => {
  it.each(PATHS)('at %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (made) => expectFacebook(await lab.fetch(requestTo(browser.base + path, made)))),
      { numRuns: 40 },
    );
  });

  it('at the token endpoint, with requests that are nearly right', async () => {
    const nearly = fc.record(
      {
        grant_type: fc.constantFrom(
          'authorization_code',
          'client_credentials',
          'fb_exchange_token',
          'refresh_token',
          'implicit',
          '',
        ),
        client_id: fc.constantFrom(APP_ID, 'nobody'),
        client_secret: fc.constantFrom(SECRET, 'wrong', ''),
        redirect_uri: fc.constantFrom(CALLBACK, SUCCESS, 'x', 'https://other.example/', 'http://['),
        code: value,
        fb_exchange_token: value,
        refresh_token: value,
        code_verifier: fc.constantFrom('v'.repeat(43), 'short', ''),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (form) => {
        const texts = Object.entries(form).map(([name, text]) => [name, typeof text === 'function' ? text() : text]);
        const reply = await browser.post('/v19.0/oauth/access_token', Object.fromEntries(texts));
        expect([200, 400]).toContain(reply.status);
        await expectFacebook(reply);
      }),
      { numRuns: 150 },
    );
  });

  it('at the dialog, with requests that are nearly right, for somebody who is signed in', async () => {
    const nearly = fc.record(
      {
        response_type: fc.constantFrom(
          'code',
          'token',
          'id_token',
          'code token',
          'token,signed_request',
          'nonsense',
          'code code',
        ),
        redirect_uri: fc.constantFrom(
          CALLBACK,
          `${CALLBACK}?state=x`,
          SUCCESS,
          `fb${APP_ID}://authorize/`,
          'http://localhost/',
          '//x',
          CALLBACK,
        ),
        scope: fc.constantFrom('email', 'email,public_profile', 'openid,email', 'nonsense', ',', ' '),
        auth_type: fc.constantFrom('rerequest', 'reauthenticate,rerequest', 'nonsense'),
        config_id: fc.constantFrom('1', 'c1', '__proto__', 'constructor'),
        claims: fc.constantFrom('{}', '{', '{"id_token":{"sub":{"value":"7"}}}'),
        id_token_hint: value,
        request: fc.constantFrom('a.b.c', ''),
        max_age: fc.constantFrom('0', '-1', 'x'),
        nonce: fc.constantFrom('n', ''),
        code_challenge: fc.constantFrom('v'.repeat(43), 'x', ''),
        code_challenge_method: fc.constantFrom('S256', 'plain', 'S512'),
        state: value,
        display: fc.constantFrom('page', 'popup', 'nonsense'),
      },
      { requiredKeys: ['response_type', 'redirect_uri'] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (params) => {
        const texts = Object.entries(params).map(([name, text]) => [name, typeof text === 'function' ? text() : text] as const);
        await expectFacebook(await browser.dialog(Object.fromEntries(texts)));
      }),
      { numRuns: 200 },
    );
  });
});

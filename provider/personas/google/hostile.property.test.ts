import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { ENGINE_WORDS, HOSTILE_TEXTS, hostileRequest, hostileValue, requestTo } from '../../testing/test-hostile.ts';
import { PERSONAS } from '../index.ts';
import { CALLBACK, CLIENT_ID, DRIVE, SECRET, TestBrowser } from './test-browser.ts';

const { google } = PERSONAS;

const NAMES = [
  ...['client_id', 'client_secret', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state', 'nonce', 'prompt'],
  ...['access_type', 'login_hint', 'hd', 'authuser', 'code_challenge', 'code_challenge_method', 'include_granted_scopes'],
  ...['grant_type', 'code', 'refresh_token', 'code_verifier', 'token', 'access_token', 'id_token', 'assertion', 'max_age'],
  ...['claims', 'request', 'request_uri', 'registration', 'id_token_hint', 'acr_values', 'approval_prompt', 'ticket', 'account'],
  ...['decision', 'duration', 'authError', 'fields', 'q', 'pageSize', 'pageToken', 'uploadType', 'alt', 'continue', 'upload_id'],
  ...['__proto__', 'constructor', 'client_assertion', 'client_assertion_type', 'device_code', 'resource', 'audience'],
];
let lab: Lab;
let browser: TestBrowser;
/** Values that mean something here, or once did, or do elsewhere. */
let known: readonly string[] = [];

beforeAll(async () => {
  // What the lab does not serve it would answer in its own name.
  lab = await createLab({ personas: ['google'], gaps: 'vendor' });
  const [mine, other] = [new TestBrowser(lab, await lab.world()), new TestBrowser(lab, await lab.world())];
  for (const each of [mine, other]) await each.register();
  browser = mine;
  const params = { access_type: 'offline', scope: `openid email ${DRIVE}` };
  const replayed = await mine.signIn(params);
  const tokens = (await (await mine.redeem(replayed)).json()) as Record<string, string>;
  const foreign = await other.tokens(params);
  const [header, claims] = (tokens.id_token ?? '').split('.');
  known = [
    ...Object.values(tokens).map(String),
    ...Object.values(foreign).map(String),
    replayed.searchParams.get('code') ?? '',
    encodeURIComponent(replayed.searchParams.get('code') ?? ''),
    `${header}.${claims}.AAAA`,
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
    `${Buffer.from('[]').toString('base64url')}.${Buffer.from('null').toString('base64url')}.x`,
    ...[CLIENT_ID, SECRET, CALLBACK, 'code', 'token', 'id_token', 'openid', 'none', 'consent', 'S256', 'plain', 'form_post'],
    ...['authorization_code', 'refresh_token', 'offline', 'true', 'allow', 'ana', '0', '-1', 'resumable', 'multipart', 'media'],
    ...HOSTILE_TEXTS,
    '{"id_token":{"auth_time":{"essential":true}}}',
    'storagerelay://http/127.0.0.1:3000?id=a',
  ];
});
afterAll(() => lab.close());

const value = hostileValue(() => known);
const hostile = hostileRequest(NAMES, value);

/** `error` as a text, or as an object with code and message; version 3 of tokeninfo has the description alone. */
const isGooglesError = (text: string): boolean => {
  const { error, error_description: description } = JSON.parse(text) as { error?: unknown; error_description?: unknown };
  if (typeof error === 'object' && error !== null) return 'code' in error && 'message' in error;
  return typeof error === 'string' || (error === undefined && typeof description === 'string');
};

const expectGoogle = async (reply: Response): Promise<void> => {
  const text = await reply.text();
  expect(reply.status).toBeLessThan(500);
  expect(text).not.toMatch(ENGINE_WORDS);
  const location = reply.headers.get('location') ?? '';
  expect(location).not.toMatch(/error_description=/);
  const isJson = (reply.headers.get('content-type') ?? '').startsWith('application/json');
  if (isJson && reply.status >= 400 && text !== '') expect(isGooglesError(text)).toBe(true);
};

const PATHS = [...new Set(google.routes.map(({ path }) => path.replace(/:\w+/g, 'some-id')))];

describe('whatever is sent, Google answers as Google', () => {
  it.each(PATHS)('at %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (made) => expectGoogle(await lab.fetch(requestTo(browser.base + path, made)))),
      { numRuns: 40 },
    );
  });

  it('at the token endpoint, with forms that are nearly right', async () => {
    const nearly = fc.record(
      {
        grant_type: fc.constantFrom('authorization_code', 'refresh_token', 'password', ''),
        client_id: fc.constantFrom(CLIENT_ID, 'nobody'),
        client_secret: fc.constantFrom(SECRET, 'wrong', ''),
        redirect_uri: fc.constantFrom(CALLBACK, 'postmessage', 'x'),
        code: value.map((make) => make),
        refresh_token: value.map((make) => make),
        code_verifier: fc.constantFrom('v'.repeat(43), 'short', ''),
        scope: fc.constantFrom('openid', DRIVE, 'nonsense', ''),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (form) => {
        const texts = Object.entries(form).map(([name, text]) => [name, typeof text === 'function' ? text() : text] as const);
        await expectGoogle(await browser.post('/token', Object.fromEntries(texts)));
      }),
      { numRuns: 150 },
    );
  });

  it('at the authorization endpoint, with requests that are nearly right', async () => {
    const nearly = fc.record(
      {
        client_id: fc.constantFrom(CLIENT_ID, 'nobody'),
        redirect_uri: fc.constantFrom(CALLBACK, 'http://10.0.0.1/x', 'x'),
        response_type: fc.constantFrom('code', 'token', 'id_token', 'none', 'nonsense', 'code code'),
        response_mode: fc.constantFrom('query', 'fragment', 'form_post', 'web_message', 'jwt'),
        scope: fc.constantFrom('openid', 'openid email', DRIVE, 'nonsense', ' '),
        prompt: fc.constantFrom('none', 'consent', 'select_account', 'none consent', 'create'),
        claims: fc.constantFrom('{}', '{', '{"id_token":{"sub":{"value":"7"}}}', '{"userinfo":1}'),
        id_token_hint: value.map((make) => make),
        request: fc.constantFrom('a.b.c', ''),
        request_uri: fc.constantFrom('https://x.example/', 'urn:x'),
        max_age: fc.constantFrom('0', '-1', 'x'),
        nonce: fc.constantFrom('n', ''),
        code_challenge: fc.constantFrom('v'.repeat(43), 'x', ''),
        code_challenge_method: fc.constantFrom('S256', 'plain', 'S512'),
        login_hint: fc.constantFrom('ana@example.com', 'nobody', ''),
      },
      { requiredKeys: ['client_id', 'redirect_uri', 'response_type', 'scope'] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (params) => {
        const texts = Object.entries(params).map(([name, text]) => [name, typeof text === 'function' ? text() : text] as const);
        const reply = await browser.authorize(Object.fromEntries(texts));
        const location = reply.headers.get('location');
        await expectGoogle(reply);
        if (location?.includes('/signin/oauth/error')) await expectGoogle(await browser.send(location));
      }),
      { numRuns: 150 },
    );
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { ENGINE_WORDS, HOSTILE_TEXTS, hostileRequest, hostileValue, requestTo } from '../../testing/test-hostile.ts';
import { PERSONAS } from '../index.ts';
import { API, CALLBACK, CLIENT_ID, DATABASE, OFFLINE, REALM_GRANT, SECRET, TestBrowser } from './test-browser.ts';

const { auth0 } = PERSONAS;

const NAMES = [
  ...['client_id', 'client_secret', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state', 'nonce', 'prompt'],
  ...[
    'audience',
    'connection',
    'login_hint',
    'screen_hint',
    'max_age',
    'organization',
    'code_challenge',
    'code_challenge_method',
  ],
  ...['grant_type', 'code', 'refresh_token', 'code_verifier', 'token', 'access_token', 'id_token_hint', 'username', 'password'],
  ...['realm', 'ticket', 'account', 'decision', 'email', 'returnTo', 'federated', 'post_logout_redirect_uri', 'logout_hint'],
  ...[
    'claims',
    'request',
    'request_uri',
    'registration',
    'acr_values',
    'client_assertion',
    'resource',
    '__proto__',
    'constructor',
  ],
];
let lab: Lab;
let browser: TestBrowser;
/** Values that mean something here, or once did, or do elsewhere. */
let known: readonly string[] = [];

beforeAll(async () => {
  // What the lab does not serve it would answer in its own name.
  lab = await createLab({ personas: ['auth0'], gaps: 'vendor' });
  const [mine, other] = [new TestBrowser(lab, await lab.world()), new TestBrowser(lab, await lab.world())];
  for (const each of [mine, other]) await each.register();
  browser = mine;
  await mine.world.settings.change({ 'auth0/limits/rate': 'off' });
  const replayed = await mine.signIn({ ...OFFLINE, audience: API });
  const tokens = (await (await mine.redeem(replayed)).json()) as Record<string, string>;
  const foreign = await other.tokens(OFFLINE);
  const [header, claims] = (tokens.id_token ?? '').split('.');
  const login = (await mine.authorize({ prompt: 'login' })).headers.get('location') ?? '';
  known = [
    ...[...Object.values(tokens), ...Object.values(foreign)].map(String),
    replayed.searchParams.get('code') ?? '',
    `${header}.${claims}.AAAA`,
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
    new URL(login).searchParams.get('state') ?? '',
    ...[CLIENT_ID, SECRET, CALLBACK, API, 'ana', 'ana@example.com', 'code', 'openid', 'allow', 'google-oauth2'],
    ...['authorization_code', 'client_credentials', 'password', REALM_GRANT, 'web_message', 'none', 'login', 'true'],
    ...HOSTILE_TEXTS,
  ];
});
afterAll(() => lab.close());

const value = hostileValue(() => known);
const hostile = hostileRequest(NAMES, value);

type Body = Readonly<Record<string, unknown>>;

const isText = (...texts: readonly unknown[]): boolean => texts.every((text) => typeof text === 'string');

/** Errors of its three APIs: OAuth, the database connection, and the Management API. */
const isAuth0sError = (text: string, path: string): boolean => {
  const body = JSON.parse(text) as Body;
  if (path.startsWith('/api/v2')) return isText(body.error, body.message) && typeof body.statusCode === 'number';
  if (!path.startsWith('/dbconnections') || 'error_description' in body) return isText(body.error, body.error_description);
  return isText(body.error) || (isText(body.name, body.code) && body.statusCode === 400);
};

const expectAuth0 = async (reply: Response, path = ''): Promise<void> => {
  const text = await reply.text();
  expect(reply.status).toBeLessThan(500);
  expect(text).not.toMatch(ENGINE_WORDS);
  const location = reply.headers.get('location') ?? '';
  expect(decodeURIComponent(location.replaceAll(/%(?![0-9a-f]{2})/gi, ''))).not.toMatch(ENGINE_WORDS);
  const isJson = (reply.headers.get('content-type') ?? '').startsWith('application/json');
  if (isJson && reply.status >= 400 && text !== '') expect(isAuth0sError(text, path)).toBe(true);
};

const ticketFor = async (asked: TestBrowser, kind: string): Promise<string> => {
  const reply = await asked.manage('POST', `/tickets/${kind}`, { user_id: await asked.userId('ana') });
  return ((await reply.json()) as { ticket: string }).ticket;
};

const PATHS = [...new Set(auth0.routes.map(({ path }) => path))];

describe('whatever is sent, Auth0 answers as Auth0', () => {
  it.each(PATHS)('at %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (made) => expectAuth0(await lab.fetch(requestTo(browser.base + path, made)), path)),
      { numRuns: 40 },
    );
  });

  it('at the token endpoint, with forms that are nearly right', async () => {
    const nearly = fc.record(
      {
        grant_type: fc.constantFrom(
          'authorization_code',
          'refresh_token',
          'password',
          'client_credentials',
          REALM_GRANT,
          'x',
          '',
        ),
        client_id: fc.constantFrom(CLIENT_ID, 'nobody'),
        client_secret: fc.constantFrom(SECRET, 'wrong', ''),
        redirect_uri: fc.constantFrom(CALLBACK, 'x'),
        code: value.map((make) => make),
        refresh_token: value.map((make) => make),
        code_verifier: fc.constantFrom('v'.repeat(43), 'short', ''),
        scope: fc.constantFrom('openid', 'read:orders', 'offline_access', ''),
        audience: fc.constantFrom(API, 'nonsense', ''),
        username: fc.constantFrom('ana@example.com', 'nobody', ''),
        password: fc.constantFrom('x', 'wrong', ''),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (form) => {
        const texts = Object.entries(form).map(([name, text]) => [name, typeof text === 'function' ? text() : text] as const);
        await expectAuth0(await browser.post('/oauth/token', Object.fromEntries(texts)));
      }),
      { numRuns: 150 },
    );
  });

  it('at the database connection, with members that are nearly right', async () => {
    const nearly = fc.record(
      {
        client_id: fc.constantFrom(CLIENT_ID, 'nobody', 7),
        connection: fc.constantFrom(DATABASE, 'google-oauth2', 'nowhere', ''),
        email: fc.constantFrom('new@example.com', 'ana@example.com', 'x', `${'x'.repeat(300)}@example.com`, null),
        password: fc.constantFrom('Passw0rd!', 'weak', '', 'x'.repeat(300)),
        username: fc.constantFrom('new', 7),
        given_name: fc.constantFrom('New', 'x'.repeat(5000)),
        user_metadata: fc.constantFrom({ a: '1' }, '{', '{"__proto__":{"a":1}}', [1], 'null'),
      },
      { requiredKeys: ['client_id', 'connection'] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, fc.constantFrom('signup', 'change_password'), async (body, name) => {
        const path = `/dbconnections/${name}`;
        await expectAuth0(await browser.sendJson('POST', path, body), path);
      }),
      { numRuns: 150 },
    );
  });

  it('at the pages of tickets, with tickets and forms that are nearly right', async () => {
    const links = [await browser.verificationLink('links@example.com'), await ticketFor(browser, 'password-change')];
    const ticket = fc.constantFrom(...links.map((link) => new URL(link).searchParams.get('ticket') ?? ''), 'x', '');
    const page = fc.constantFrom('/u/email-verification', '/u/reset-password', `/u/reset-password/request/${DATABASE}`);
    const form = fc.record(
      {
        password: fc.constantFrom('N3w-Secret', 'weak', ''),
        're-enter-password': fc.constantFrom('N3w-Secret', 'x'),
        email: value,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(page, ticket, form, fc.constantFrom('GET', 'HEAD', 'POST'), async (path, id, fields, method) => {
        const texts = Object.entries(fields).map(([name, text]) => [name, typeof text === 'function' ? text() : text] as const);
        const body = method === 'POST' ? { body: new URLSearchParams(Object.fromEntries(texts)) } : {};
        await expectAuth0(await browser.send(`${path}?ticket=${encodeURIComponent(id)}&state=x`, { method, ...body }), path);
      }),
      { numRuns: 80 },
    );
  });

  it('at the Management API, with a good token and members that are nearly right', async () => {
    const authorization = `Bearer ${await browser.managementToken()}`;
    const ids = ['ana', 'ben'].map((key) => browser.userId(key));
    const id = fc.constantFrom(...(await Promise.all(ids)), 'auth0|x', 'x', '%', '__proto__');
    const any = fc.oneof(value, fc.constantFrom(null, true, 7, [], {}, 'ana@example.com', DATABASE));
    const members = [
      'email',
      'connection',
      'password',
      'blocked',
      'email_verified',
      'user_metadata',
      'user_id',
      'result_url',
      'ttl_sec',
    ];
    const body = fc.array(fc.tuple(fc.constantFrom(...members, 'x', '__proto__'), any), { maxLength: 4 });
    const query = fc.array(
      fc.tuple(fc.constantFrom('q', 'page', 'per_page', 'include_totals', 'email', 'take', 'from', 'x'), any),
      {
        maxLength: 3,
      },
    );
    const told = (made: unknown): unknown => (typeof made === 'function' ? (made as () => string)() : made);
    const path = fc.constantFrom(...PATHS.filter((each) => each.startsWith('/api/v2')));
    const method = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE');
    await fc.assert(
      fc.asyncProperty(path, id, method, body, query, async (template, user, verb, pairs, params) => {
        const at = template.replace(/:id/, encodeURIComponent(user));
        const asked = new URLSearchParams(
          params.map(([name, made]): [string, string] => [name, String(told(made)).slice(0, 5000)]),
        );
        const json = Object.fromEntries(pairs.map(([name, made]) => [name, told(made)]));
        const sent = verb === 'GET' || verb === 'DELETE' ? undefined : json;
        await expectAuth0(await browser.sendJson(verb, `${at}?${asked}`, sent, { authorization }), at);
      }),
      { numRuns: 300 },
    );
  });

  it('at the authorization endpoint and its pages, with requests that are nearly right', async () => {
    const nearly = fc.record(
      {
        client_id: fc.constantFrom(CLIENT_ID, 'nobody'),
        redirect_uri: fc.constantFrom(CALLBACK, 'http://10.0.0.1/x', 'x'),
        response_type: fc.constantFrom('code', 'token', 'id_token', 'none', 'nonsense', 'code code'),
        response_mode: fc.constantFrom('query', 'fragment', 'form_post', 'web_message', 'jwt'),
        scope: fc.constantFrom('openid', 'openid email', 'read:orders', ' ', ''),
        audience: fc.constantFrom(API, 'nonsense', ''),
        prompt: fc.constantFrom('none', 'consent', 'select_account', 'none consent', 'create'),
        connection: fc.constantFrom('google-oauth2', 'nowhere', 'Username-Password-Authentication'),
        screen_hint: fc.constantFrom('signup', 'x'),
        claims: fc.constantFrom('{}', '{', '{"id_token":{"sub":{"value":"7"}}}'),
        id_token_hint: value.map((make) => make),
        request: fc.constantFrom('a.b.c', ''),
        max_age: fc.constantFrom('0', '-1', 'x', '999999999999'),
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
        await expectAuth0(reply);
        if (location?.startsWith(browser.base)) await expectAuth0(await browser.send(location));
      }),
      { numRuns: 150 },
    );
  });
});

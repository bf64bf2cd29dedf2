import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import type { SettingValue } from '../../model/index.ts';
import { behaviours } from './behaviours/index.ts';
import { CALENDAR, CALLBACK, CLIENT_ID, DRIVE, jwtTexts, SECRET, TestBrowser, wireShape } from './test-browser.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['google'] });
});
afterAll(() => lab.close());

const browse = async (settings: Readonly<Record<string, SettingValue>> = {}): Promise<TestBrowser> => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  await browser.world.settings.change(settings);
  return browser;
};

const ALL_OFF = Object.fromEntries(behaviours.map(({ id }) => [id, false]));
const told = async (response: Response): Promise<string> => {
  const { error, error_description } = (await response.json()) as Record<string, string>;
  return `${response.status} ${error}: ${error_description}`;
};

describe('documents', () => {
  it('publishes Google’s discovery document byte for byte at Google’s own address', async () => {
    const response = await lab.fetch('https://accounts.google.com/.well-known/openid-configuration');
    expect(await response.text()).toBe(await wireShape('discovery'));
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it('publishes the same members in the same order under the address of a world', async () => {
    const browser = await browse();
    const text = await (await browser.send('/.well-known/openid-configuration')).text();
    const vendor = (await wireShape('discovery')).replaceAll(
      /https:\/\/(accounts|oauth2|openidconnect|www)\.google(apis)?\.com/g,
      browser.base,
    );
    expect(text).toBe(vendor);
  });

  it('signs ID tokens with a key that it publishes', async () => {
    const browser = await browse();
    const { id_token = '' } = await browser.tokens({ nonce: 'n-1' });
    const { keys } = (await (await browser.send('/oauth2/v3/certs')).json()) as { keys: { kid: string; kty: string }[] };
    const [header, body, signature] = id_token.split('.');
    const { kid } = JSON.parse(jwtTexts(id_token)[0] ?? '{}');
    const key = createPublicKey({ key: keys.find((each) => each.kid === kid) ?? {}, format: 'jwk' });
    expect(verify('RSA-SHA256', Buffer.from(`${header}.${body}`), key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
    expect(kid).toMatch(/^[0-9a-f]{40}$/);
    expect(keys.length).toBeGreaterThanOrEqual(2);
  });
});

describe('signing in', () => {
  it('takes four requests from the authorization request to the callback’s exchange', async () => {
    const browser = await browse();
    await browser.tokens();
    const { exchanges } = await browser.world.wire.read();
    expect(exchanges.map(({ endpoint, response }) => `${endpoint} ${response?.status}`)).toEqual([
      'authorize 200',
      'sign-in 200',
      'consent 302',
      'token 200',
    ]);
    expect(new Set(exchanges.map(({ flow }) => flow)).size).toBe(1);
    expect(exchanges.slice(1).map(({ person }) => person)).toEqual(['ana', 'ana', 'ana']);
  });

  it('redirects at once when the consent stands, and the next day too', async () => {
    const browser = await browse();
    await browser.signIn({ scope: DRIVE });
    await browser.world.clock.age('1d');
    const again = await browser.authorize({ scope: DRIVE });
    expect(again.status).toBe(302);
    expect(new URL(again.headers.get('location') ?? '').searchParams.get('state')).toBe('st/1');
  });

  it('asks for consent again after a scope was added', async () => {
    const browser = await browse();
    await browser.signIn({ scope: 'openid email' });
    expect(await (await browser.authorize({ scope: `openid email ${DRIVE}` })).text()).toContain('page-consent');
  });

  it('shares consent between the clients of one project and with no other', async () => {
    const browser = await browse();
    await browser.signIn();
    const sibling = CLIENT_ID.replace('-abc', '-xyz');
    const stranger = CLIENT_ID.replace('123456789012', '999999999999');
    for (const clientId of [sibling, stranger]) await browser.world.google.register({ clientId, redirectUris: [CALLBACK] });
    expect((await browser.authorize({ client_id: sibling })).status).toBe(302);
    expect((await browser.authorize({ client_id: stranger })).status).toBe(200);
  });

  it('grants only the scopes that stay ticked', async () => {
    const browser = await browse();
    const consent = await browser.press(await browser.authorize({ scope: `openid ${DRIVE} ${CALENDAR}` }), { account: 'ana' });
    const back = await browser.press(consent, { decision: 'allow' }, [CALENDAR]);
    const callback = new URL(back.headers.get('location') ?? '');
    expect(callback.searchParams.get('scope')).toBe(`${CALENDAR} openid`);
    const { scope, access_token } = (await (await browser.redeem(callback)).json()) as Record<string, string>;
    expect(scope).toBe(`${CALENDAR} openid`);
    expect((await browser.api('/drive/v3/files', access_token)).status).toBe(403);
  });

  it('cannot be made to decline what has no box', async () => {
    const browser = await browse();
    const consent = await browser.press(await browser.authorize({ scope: `openid ${DRIVE}` }), { account: 'ana' });
    const back = await browser.press(consent, { decision: 'allow' }, []);
    expect(new URL(back.headers.get('location') ?? '').searchParams.get('scope')).toBe(`${DRIVE} openid`);
  });

  it('tells the app of a refusal with error and state', async () => {
    const browser = await browse();
    const consent = await browser.press(await browser.authorize(), { account: 'ana' });
    const back = await browser.press(consent, { decision: 'deny' });
    expect(back.headers.get('location')).toBe(`${CALLBACK}?error=access_denied&state=st%2F1`);
    expect((await browser.authorize()).status).toBe(200);
  });

  it('names the issuer in a refusal too where that was chosen', async () => {
    const browser = await browse({ 'google/authorize/iss-parameter': 'always' });
    const consent = await browser.press(await browser.authorize(), { account: 'ana' });
    const back = await browser.press(consent, { decision: 'deny' });
    expect(new URL(back.headers.get('location') ?? '').searchParams.get('iss')).toBe(browser.base);
  });

  it('answers an implicit request in the fragment, without a refresh token', async () => {
    const browser = await browse();
    const callback = await browser.signIn({ response_type: 'token', scope: DRIVE, access_type: 'offline' });
    expect(callback.search).toBe('');
    const answer = new URLSearchParams(callback.hash.slice(1));
    expect([...answer.keys()]).toEqual(['state', 'iss', 'access_token', 'token_type', 'expires_in', 'scope']);
    expect((await browser.api('/drive/v3/files', answer.get('access_token') ?? '')).status).toBe(200);
  });

  it('keeps two accounts in one browser and says which one answered', async () => {
    const browser = await browse();
    await browser.signIn({}, 'ana');
    const second = await browser.signIn({ prompt: 'select_account' }, 'ben');
    expect(second.searchParams.get('authuser')).toBe('1');
    const hinted = await browser.signIn({ login_hint: 'ana@example.com' });
    expect([hinted.searchParams.get('authuser'), hinted.searchParams.get('prompt')]).toEqual(['0', 'none']);
  });

  it('answers prompt=none without a page, whatever is missing', async () => {
    const browser = await browse();
    const errorOf = async (params: Readonly<Record<string, string>>) =>
      (await browser.signIn({ prompt: 'none', ...params })).searchParams.get('error');
    expect(await errorOf({})).toBe('interaction_required');
    await browser.signIn({ scope: 'openid' });
    expect(await errorOf({ scope: 'openid' })).toBeNull();
    expect(await errorOf({ scope: DRIVE })).toBe('interaction_required');
    await browser.signIn({ prompt: 'select_account' }, 'ben');
    expect(await errorOf({ scope: 'openid' })).toBe('interaction_required');
  });

  it('answers a failed prompt=none in its own order, with a subtype', async () => {
    const browser = await browse();
    const reply = await browser.authorize({ prompt: 'none' });
    expect(reply.headers.get('location')).toBe(`${CALLBACK}?state=st%2F1&error_subtype=access_denied&error=interaction_required`);
  });

  it('asks who is there once the sessions were ended, but not for consent', async () => {
    const browser = await browse();
    await browser.signIn();
    await browser.world.sessions.end({ person: 'ana' });
    const chooser = await browser.authorize();
    expect(await chooser.clone().text()).toContain('page-account-chooser');
    expect((await browser.press(chooser, { account: 'ana' })).status).toBe(302);
  });

  it('shows what was refused on the error page and never tells the app', async () => {
    const browser = await browse();
    const refused = await browser.authorize({ redirect_uri: 'https://other.example/' });
    const location = refused.headers.get('location') ?? '';
    expect(location.startsWith(`${browser.base}/signin/oauth/error?authError=`)).toBe(true);
    const page = await browser.send(location);
    expect(page.status).toBe(400);
    const text = await page.text();
    expect(text).toContain('data-testid="page-error"');
    expect(text).toContain('Error 400: redirect_uri_mismatch');
    expect(text).toContain('redirect_uri=https://other.example/');
  });

  it('ends a form that it does not know on a page', async () => {
    const browser = await browse();
    const form = { ticket: 'nope', account: 'ana', decision: 'allow' };
    for (const path of ['/v3/signin/identifier', '/signin/oauth/consent']) {
      const page = await browser.post(path, form);
      expect(page.status).toBe(400);
      expect(await page.text()).toContain('This sign-in is over');
    }
    expect((await browser.send('/signin/oauth/error?authError=%00')).status).toBe(400);
  });

  it('does not let another browser answer a consent page', async () => {
    const browser = await browse();
    const consent = await browser.press(await browser.authorize(), { account: 'ana' });
    const other = new TestBrowser(lab, browser.world);
    expect(await (await other.press(consent, { decision: 'allow' })).text()).toContain('This sign-in is over');
  });

  it('refuses a parameter that comes twice', async () => {
    const browser = await browse();
    const response = await browser.send(
      `/o/oauth2/v2/auth?client_id=${CLIENT_ID}&scope=openid&scope=email&response_type=code&redirect_uri=${CALLBACK}`,
    );
    expect(response.headers.get('location')).toContain('/signin/oauth/error');
  });
});

describe('the token endpoint', () => {
  it('refuses in Google’s words, the client before the grant', async () => {
    const browser = await browse();
    const other = CLIENT_ID.replace('-abc', '-xyz');
    await browser.world.google.register({ clientId: other, clientSecret: SECRET, redirectUris: [CALLBACK] });
    const { refresh_token } = await browser.tokens({ access_type: 'offline' });
    const code = { grant_type: 'authorization_code', redirect_uri: CALLBACK };
    const cases: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [
        { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'nobody' },
        '401 invalid_client: The OAuth client was not found.',
      ],
      [{ grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'wrong' }, '401 invalid_client: Unauthorized'],
      [{ grant_type: 'refresh_token', refresh_token: 'x', client_secret: '' }, '400 invalid_request: client_secret is missing.'],
      [
        { grant_type: 'refresh_token', refresh_token: 'x', client_id: '' },
        '400 invalid_request: Could not determine client ID from request.',
      ],
      [{ grant_type: 'refresh_token' }, '400 invalid_request: Missing required parameter: refresh_token'],
      [{ grant_type: 'refresh_token', refresh_token: 'x' }, '400 invalid_grant: Bad Request'],
      [
        { grant_type: 'refresh_token', refresh_token: refresh_token ?? '', client_id: other },
        '401 unauthorized_client: Unauthorized',
      ],
      [{ ...code, code: '4%2F0Aabc' }, '400 invalid_grant: Malformed auth code.'],
      [{ ...code, code: '4/0Aabc' }, '400 invalid_grant: Bad Request'],
      [{ grant_type: 'authorization_code', code: '4/0Aabc' }, '400 invalid_request: Missing required parameter: redirect_uri'],
      [{ grant_type: 'password' }, '400 unsupported_grant_type: Invalid grant_type: password'],
      [{}, '400 unsupported_grant_type: Invalid grant_type: '],
    ];
    for (const [form, expected] of cases) expect(await told(await browser.token(form))).toBe(expected);
  });

  it('tells a wrong redirect URI from a used, an old and a foreign code', async () => {
    const browser = await browse({ 'google/token/failed-exchange-spends-code': false });
    const callback = await browser.signIn();
    expect(await told(await browser.redeem(callback, { redirect_uri: `${CALLBACK}/x` }))).toBe(
      '400 redirect_uri_mismatch: Bad Request',
    );
    expect((await browser.redeem(callback)).status).toBe(200);
    expect(await told(await browser.redeem(callback))).toBe('400 invalid_grant: Bad Request');
    const old = await browser.signIn();
    await browser.world.clock.age('11m');
    expect(await told(await browser.redeem(old))).toBe('400 invalid_grant: Bad Request');
  });

  it('words a dead refresh token as recorded', async () => {
    const browser = await browse();
    const { refresh_token } = await browser.tokens({ access_type: 'offline' });
    await browser.world.grants.revoke({ person: 'ana' });
    expect(await (await browser.refresh(refresh_token)).text()).toBe(await wireShape('token-refresh-revoked'));
    expect(await (await browser.refresh('x', { client_id: 'nobody' })).text()).toBe(await wireShape('token-client-unknown'));
  });

  it('takes the credentials from a Basic header and answers at its older addresses', async () => {
    const browser = await browse();
    const { refresh_token = '' } = await browser.tokens({ access_type: 'offline' });
    const authorization = `Basic ${Buffer.from(`${CLIENT_ID}:${SECRET}`).toString('base64')}`;
    const form = { grant_type: 'refresh_token', refresh_token };
    for (const path of ['/token', '/oauth2/v4/token', '/oauth2/v3/token', '/o/oauth2/token']) {
      expect((await browser.post(path, form, { authorization })).status).toBe(200);
    }
  });

  it('leaves earlier access tokens alive after a refresh', async () => {
    const browser = await browse();
    const { access_token, refresh_token } = await browser.tokens({ access_type: 'offline', scope: DRIVE });
    expect((await browser.refresh(refresh_token)).status).toBe(200);
    expect((await browser.api('/drive/v3/files', access_token)).status).toBe(200);
  });

  it('writes tokens and codes in Google’s lengths', async () => {
    const browser = await browse();
    const callback = await browser.signIn({ access_type: 'offline' });
    expect(callback.searchParams.get('code')).toMatch(/^4\/0A[\w-]{69}$/);
    const { access_token, refresh_token } = (await (await browser.redeem(callback)).json()) as Record<string, string>;
    expect(access_token).toMatch(/^ya29\.a0[\w-]{246}$/);
    expect(refresh_token).toMatch(/^1\/\/03[\w-]{98}$/);
  });

  it('refuses a parameter that comes twice', async () => {
    const browser = await browse();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `grant_type=refresh_token&refresh_token=a&refresh_token=b&client_id=${CLIENT_ID}&client_secret=${SECRET}`;
    expect(await told(await browser.send('/token', { method: 'POST', headers, body }))).toBe(
      '400 invalid_request: OAuth 2 parameters can only have a single value: refresh_token',
    );
  });
});

describe('userinfo, tokeninfo and revocation', () => {
  it('refuses dead tokens as recorded', async () => {
    const browser = await browse();
    const { access_token = '' } = await browser.tokens();
    await browser.world.clock.age('61m');
    const userinfo = await browser.api('/v1/userinfo', access_token);
    expect(userinfo.status).toBe(401);
    expect(await userinfo.text()).toBe(await wireShape('userinfo-v3-401'));
    expect(await (await browser.send(`/oauth2/v3/tokeninfo?access_token=${access_token}`)).text()).toBe(
      await wireShape('tokeninfo-v3-invalid'),
    );
    const revoked = await browser.post('/revoke', { token: access_token });
    expect(revoked.status).toBe(400);
    expect(await revoked.text()).toBe(await wireShape('revoke-already-dead'));
  });

  it('tells only what the scopes open, and hd for Workspace accounts', async () => {
    const browser = await browse();
    const { access_token } = await browser.tokens({ scope: 'openid email profile' }, 'dora');
    const body = (await (await browser.api('/v1/userinfo', access_token)).json()) as object;
    expect(Object.keys(body)).toEqual(['sub', 'name', 'given_name', 'family_name', 'picture', 'email', 'email_verified', 'hd']);
    const { access_token: drive } = await browser.tokens({ scope: DRIVE });
    expect((await browser.api('/v1/userinfo', drive)).status).toBe(403);
  });

  it('describes an ID token with texts only and refuses one that was changed', async () => {
    const browser = await browse();
    const { id_token = '' } = await browser.tokens();
    const described = (await (await browser.send(`/tokeninfo?id_token=${id_token}`)).json()) as object;
    expect(Object.values(described).every((value) => typeof value === 'string')).toBe(true);
    expect(Object.keys(described).slice(-3)).toEqual(['alg', 'kid', 'typ']);
    const [header, , signature] = id_token.split('.');
    const forged = `${header}.${Buffer.from('{"sub":"1","exp":9999999999}').toString('base64url')}.${signature}`;
    expect(await told(await browser.send(`/tokeninfo?id_token=${forged}`))).toBe('400 invalid_token: Invalid Value');
    expect(await told(await browser.send('/tokeninfo?id_token=a.b.c'))).toBe('400 invalid_token: Invalid Value');
  });

  it('revokes the whole project: all tokens of the person, and the consent', async () => {
    const browser = await browse();
    const sibling = CLIENT_ID.replace('-abc', '-xyz');
    await browser.world.google.register({ clientId: sibling, clientSecret: SECRET, redirectUris: [CALLBACK] });
    const first = await browser.tokens({ access_type: 'offline', scope: DRIVE });
    const second = (await (
      await browser.redeem(await browser.signIn({ client_id: sibling, scope: DRIVE }), { client_id: sibling })
    ).json()) as Record<string, string>;
    const revoked = await browser.post('/revoke', { token: first.refresh_token ?? '' });
    expect(await revoked.text()).toBe('{}');
    expect((await browser.api('/drive/v3/files', first.access_token)).status).toBe(401);
    expect((await browser.api('/drive/v3/files', second.access_token)).status).toBe(401);
    const again = await browser.tokens({ access_type: 'offline', scope: DRIVE });
    expect(again.refresh_token).toBeDefined();
  });
});

describe('with every behaviour off', () => {
  it('publishes and says what the plain engine does', async () => {
    const browser = await browse(ALL_OFF);
    const document = (await (await browser.send('/.well-known/openid-configuration')).json()) as Record<string, unknown>;
    expect(document).toMatchObject({ issuer: browser.base, code_challenge_methods_supported: ['S256'] });
    expect(Object.keys(document)[0]).toBe('authorization_endpoint');
    const wrong = await browser.refresh('x', { client_secret: 'wrong' });
    expect(await told(wrong)).toBe('401 invalid_client: client authentication failed');
    expect(wrong.headers.get('www-authenticate')).toContain('Basic');
    expect(await told(await browser.refresh('x'))).toBe('400 invalid_grant: grant request is invalid');
    const api = await browser.api('/drive/v3/files', 'x');
    expect(await told(api)).toBe('401 invalid_token: invalid token provided');
    expect(await browser.spoken()).toEqual(new Set());
  });

  it('signs in with consent each time, answers with state and code, and issues no refresh token', async () => {
    const browser = await browse(ALL_OFF);
    for (const _ of [1, 2]) {
      const callback = await browser.signIn({ access_type: 'offline' });
      expect([...callback.searchParams.keys()].toSorted()).toEqual(['code', 'state']);
      const tokens = (await (await browser.redeem(callback)).json()) as Record<string, unknown>;
      expect(Object.keys(tokens).toSorted()).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'token_type']);
      expect(tokens.expires_in).toBe(3600);
    }
    const { exchanges } = await browser.world.wire.read();
    expect(exchanges.filter(({ endpoint }) => endpoint === 'consent')).toHaveLength(2);
    expect(await browser.spoken()).toEqual(new Set());
  });

  it('revokes for its own client only, and one access token alone', async () => {
    const browser = await browse(ALL_OFF);
    const scope = `openid ${DRIVE}`;
    const [first, second] = [await browser.tokens({ scope }), await browser.tokens({ scope })];
    const token = first.access_token ?? '';
    expect(await told(await browser.post('/revoke', { token }))).toBe('401 invalid_client: client authentication failed');
    expect((await browser.post('/revoke', { token, client_id: CLIENT_ID, client_secret: SECRET })).status).toBe(200);
    expect((await browser.api('/drive/v3/files', token)).status).toBe(401);
    expect((await browser.api('/drive/v3/files', second.access_token)).status).toBe(200);
  });
});

describe('settings that are not the default', () => {
  it('speaks the legacy envelope', async () => {
    const browser = await browse({ 'google/api/401-invalid-token': 'legacy' });
    expect(await (await browser.api('/drive/v3/files', 'x')).text()).toBe(await wireShape('drive-401-legacy'));
  });

  it('writes the issuer without scheme for every login', async () => {
    const browser = await browse({ 'google/id-token/issuer-without-scheme': 'always' });
    const { id_token } = await browser.tokens();
    expect(JSON.parse(jwtTexts(id_token)[1] ?? '{}').iss).toBe(browser.base.replace('http://', ''));
  });

  it.each([
    ['immediate_failed', 'access_denied'],
    ['access_denied', null],
  ])('fails silently with %s where that was chosen, and the subtype %s', async (error, subtype) => {
    const browser = await browse({ 'google/authorize/silent-failure': error });
    const { searchParams } = await browser.signIn({ prompt: 'none' });
    expect([searchParams.get('error'), searchParams.get('error_subtype')]).toEqual([error, subtype]);
  });
});

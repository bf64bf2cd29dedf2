import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import type { SettingValue } from '../../model/index.ts';
import { CALENDAR, CALLBACK, CLIENT_ID, DRIVE, SECRET, TestBrowser } from './test-browser.ts';
import { bodyOf, openIdToken, refusalOf, told } from './test-observe.ts';

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

/** What Google shares with the plain engine, and what several behaviours make together. */
describe('the authorization endpoint of Google', () => {
  it('gives no refresh token for prompt=consent with online access', async () => {
    const browser = await browse();
    await browser.signIn();
    expect((await browser.authorize({ prompt: 'consent' })).status).toBe(200);
    expect(Object.keys(await browser.tokens({ prompt: 'consent' }))).not.toContain('refresh_token');
  });

  it('leaves earlier refresh tokens alive when prompt=consent brings a new one', async () => {
    const browser = await browse();
    const offline = { access_type: 'offline', prompt: 'consent' };
    const [first, second] = [await browser.tokens(offline), await browser.tokens(offline)];
    expect(first.refresh_token).not.toBe(second.refresh_token);
    expect((await browser.refresh(first.refresh_token)).status).toBe(200);
  });

  it('returns the state as it was sent, on success and on refusal', async () => {
    const browser = await browse();
    for (const state of ['a b+c/ü&=', '{"to":"/x?y=1"}']) {
      expect((await browser.signIn({ state })).searchParams.get('state')).toBe(state);
    }
    expect((await browser.signIn({ state: '' })).searchParams.has('state')).toBe(false);
  });

  it('answers in the query for a code alone and in the fragment for every other response type', async () => {
    const browser = await browse();
    const places: Record<string, string> = {};
    for (const type of ['code', 'token', 'id_token', 'code token', 'code id_token', 'token id_token', 'code token id_token']) {
      const callback = await browser.signIn({ response_type: type, nonce: 'n' });
      places[type] = `${callback.search ? 'query' : ''}${callback.hash ? 'fragment' : ''}`;
    }
    expect(places).toEqual({
      code: 'query',
      token: 'fragment',
      id_token: 'fragment',
      'code token': 'fragment',
      'code id_token': 'fragment',
      'token id_token': 'fragment',
      'code token id_token': 'fragment',
    });
  });

  it('orders an implicit answer and escapes only what it must', async () => {
    const browser = await browse({ 'google/authorize/iss-parameter': false });
    const { hash } = await browser.signIn({ response_type: 'token id_token', nonce: 'n' }, 'dora');
    expect([...new URLSearchParams(hash.slice(1)).keys()]).toEqual([
      ...['state', 'access_token', 'token_type', 'expires_in', 'scope', 'id_token', 'authuser', 'hd', 'prompt'],
    ]);
    expect(hash).toContain('&token_type=Bearer&expires_in=3599&scope=email%20profile%20https://www.googleapis.com/auth/');
  });

  it('ignores response_mode as it did until 2026', async () => {
    const browser = await browse({ 'google/authorize/response-mode': 'ignored' });
    for (const response_mode of ['fragment', 'form_post']) {
      expect((await browser.signIn({ response_mode })).searchParams.has('code')).toBe(true);
    }
  });

  it('refuses approval_prompt=auto as on one day of 2020', async () => {
    const browser = await browse({ 'google/authorize/unknown-approval-prompt': 'auto-too' });
    expect(refusalOf(await browser.authorize({ approval_prompt: 'auto' }))).toBe(
      "400 invalid_request: Invalid parameter value for approval_prompt: 'auto' is not valid",
    );
  });

  it('takes parameters of several kinds that change nothing here', async () => {
    const browser = await browse();
    const idle = { display: 'popup', hl: 'de', ui_locales: 'de', 'openid.realm': 'x', request_visible_actions: 'y' };
    expect((await browser.signIn(idle)).searchParams.has('code')).toBe(true);
  });

  it('succeeds when every permission beyond signing in is declined', async () => {
    const browser = await browse();
    const scope = `openid ${DRIVE} ${CALENDAR}`;
    const consent = await browser.press(await browser.authorize({ scope }), { account: 'ana' });
    const back = await browser.press(consent, { decision: 'allow' }, []);
    const callback = new URL(back.headers.get('location') ?? '');
    expect(callback.searchParams.get('scope')).toBe('openid');
    const { scope: granted } = (await (await browser.redeem(callback)).json()) as Record<string, string>;
    expect(granted).toBe('openid');
  });

  it('lets nothing be declined singly where an administrator vouches for the app', async () => {
    const browser = await browse();
    await browser.register({ trusted: true });
    const consent = await browser.press(await browser.authorize({ scope: `openid ${DRIVE} ${CALENDAR}` }), { account: 'ana' });
    expect(await consent.text()).not.toContain('type="checkbox"');
  });

  it('lets another account in than hd names', async () => {
    const browser = await browse();
    const chooser = await browser.authorize({ hd: 'corp.example' });
    expect((await browser.press(chooser, { account: 'ana' })).status).toBe(200);
  });

  it('adds nothing to the tokens of installed apps', async () => {
    const browser = await browse();
    await browser.signIn({ scope: DRIVE });
    await browser.register({ kind: 'desktop' });
    expect((await browser.tokens({ scope: CALENDAR, include_granted_scopes: 'true' })).scope).toBe(CALENDAR);
  });

  it('revokes everything that was combined, by any of the tokens', async () => {
    const browser = await browse();
    const drive = await browser.tokens({ scope: DRIVE, access_type: 'offline' });
    const both = await browser.tokens({ scope: CALENDAR, include_granted_scopes: 'true' });
    expect((await browser.post('/revoke', { token: both.access_token ?? '' })).status).toBe(200);
    expect((await browser.refresh(drive.refresh_token)).status).toBe(400);
    expect(await (await browser.authorize({ scope: DRIVE })).text()).toContain('page-consent');
  });
});

describe('the token endpoint of Google', () => {
  it('refuses wrong credentials only after sign-in and consent went well', async () => {
    const browser = await browse();
    const callback = await browser.signIn();
    expect(callback.searchParams.has('code')).toBe(true);
    expect(await told(await browser.redeem(callback, { client_secret: 'wrong' }))).toBe('401 invalid_client: Unauthorized');
  });

  it('says Bearer, and gives expires_in as a number', async () => {
    const browser = await browse();
    const body: Readonly<Record<string, unknown>> = await browser.tokens();
    expect([body.token_type, typeof body.expires_in]).toEqual(['Bearer', 'number']);
  });

  it('names a code that was redeemed before, as in older days', async () => {
    const browser = await browse({ 'google/token/errors': 'redeemed-named' });
    const callback = await browser.signIn();
    await browser.redeem(callback);
    expect(await told(await browser.redeem(callback))).toBe('400 invalid_grant: Code was already redeemed.');
  });

  it('wants the credentials in order before it looks at the grant', async () => {
    const browser = await browse();
    const { refresh_token } = await browser.tokens({ access_type: 'offline' });
    await browser.world.people.change('ana', { status: 'deleted' });
    expect(await told(await browser.refresh(refresh_token, { client_secret: 'wrong' }))).toBe('401 invalid_client: Unauthorized');
    expect(await told(await browser.refresh(refresh_token))).toBe('400 invalid_grant: The account has been deleted');
  });

  it('wants the secret although PKCE was used', async () => {
    const browser = await browse();
    const callback = await browser.signIn({ code_challenge: 'v'.repeat(43) });
    const reply = await browser.redeem(callback, { code_verifier: 'v'.repeat(43), client_secret: '' });
    expect(await told(reply)).toBe('400 invalid_request: client_secret is missing.');
  });

  it('narrows the scopes of a refresh when asked to', async () => {
    const browser = await browse();
    const { refresh_token } = await browser.tokens({ access_type: 'offline', scope: `openid ${DRIVE}` });
    const { scope } = (await (await browser.refresh(refresh_token, { scope: DRIVE })).json()) as Record<string, string>;
    expect(scope).toBe(DRIVE);
  });

  it('issues access tokens with less than an hour left when told to', async () => {
    const browser = await browse();
    await browser.world.tokens.short({ lifetimeSeconds: 3419 });
    expect((await browser.tokens()).expires_in).toBe(3419);
  });

  it('says rapt_required where that was chosen', async () => {
    const browser = await browse({ 'google/refresh/session-control': 'rapt_required' });
    const scope = 'openid https://www.googleapis.com/auth/cloud-platform';
    const { refresh_token } = await browser.tokens({ access_type: 'offline', scope }, 'dora');
    expect((await browser.refresh(refresh_token)).status).toBe(200);
    await browser.world.clock.age('17h');
    expect(await (await browser.refresh(refresh_token)).json()).toEqual({
      error: 'invalid_grant',
      error_description: 'reauth related error (rapt_required)',
      error_uri: 'https://support.google.com/a/answer/9368756',
      error_subtype: 'rapt_required',
    });
  });
});

describe('refresh tokens of Google', () => {
  it('live on in testing when they only sign people in', async () => {
    const browser = await browse();
    await browser.register({ status: 'testing' });
    const { refresh_token, ...body } = await browser.tokens({ access_type: 'offline' });
    expect(body).not.toHaveProperty('refresh_token_expires_in');
    await browser.world.clock.age('8d');
    expect((await browser.refresh(refresh_token)).status).toBe(200);
  });

  it('die in testing however often they are used, and each refresh says what is left', async () => {
    const browser = await browse();
    await browser.register({ status: 'testing' });
    const { refresh_token } = await browser.tokens({ access_type: 'offline', scope: DRIVE });
    await browser.world.clock.age('6d');
    const again = (await (await browser.refresh(refresh_token)).json()) as Record<string, number>;
    expect(again.refresh_token_expires_in).toBeLessThanOrEqual(86_399);
    expect(again.refresh_token_expires_in).toBeGreaterThan(86_300);
    await browser.world.clock.age('2d');
    expect((await browser.refresh(refresh_token)).status).toBe(400);
  });

  it('live through a change of password without Gmail, and after it with a new login', async () => {
    const browser = await browse();
    const gmail = { access_type: 'offline', prompt: 'consent', scope: 'https://mail.google.com/' };
    const [drive, mail] = [await browser.tokens({ ...gmail, scope: DRIVE }), await browser.tokens(gmail)];
    await browser.world.people.changePassword('ana');
    expect((await browser.refresh(drive.refresh_token)).status).toBe(200);
    expect((await browser.refresh(mail.refresh_token)).status).toBe(400);
    expect((await browser.refresh((await browser.tokens(gmail)).refresh_token)).status).toBe(200);
  });

  it('fail together with the access token after the person removed the app', async () => {
    const browser = await browse();
    const { access_token, refresh_token } = await browser.tokens({ access_type: 'offline', scope: DRIVE });
    await browser.world.grants.revoke({ person: 'ana' });
    expect(await told(await browser.refresh(refresh_token))).toBe('400 invalid_grant: Token has been expired or revoked.');
    expect((await browser.api('/drive/v3/files', access_token)).status).toBe(401);
  });

  it('are not described by tokeninfo, dead or alive', async () => {
    const browser = await browse();
    const { refresh_token = '' } = await browser.tokens({ access_type: 'offline' });
    const asked = `/tokeninfo?access_token=${encodeURIComponent(refresh_token)}`;
    expect(await told(await browser.send(asked))).toBe('400 invalid_token: Invalid Value');
  });
});

describe('ID tokens of Google', () => {
  it('copy the nonce', async () => {
    const browser = await browse();
    expect(openIdToken((await browser.tokens({ nonce: 'n/1' })).id_token).nonce).toBe('n/1');
    expect(openIdToken((await browser.tokens()).id_token)).not.toHaveProperty('nonce');
  });

  it('leave out what the account does not have', async () => {
    const browser = await browse();
    const { picture: _, ...person } = await browser.world.people.add({ key: 'eve', familyName: '' });
    expect(person.familyName).toBe('');
    const claims = openIdToken((await browser.tokens({}, 'eve')).id_token);
    expect(claims).not.toHaveProperty('family_name');
    expect(openIdToken((await browser.tokens({ prompt: 'select_account', scope: 'openid' }, 'ben')).id_token)).not.toHaveProperty(
      'name',
    );
  });

  it('have a boolean email_verified where tokeninfo has a text, and hd for organizations only', async () => {
    const browser = await browse();
    const { id_token, access_token } = await browser.tokens();
    expect(openIdToken(id_token)).toMatchObject({ email_verified: true });
    expect(openIdToken(id_token)).not.toHaveProperty('hd');
    expect(await bodyOf(await browser.send(`/tokeninfo?access_token=${access_token}`))).toContain('"email_verified": "true"');
    const dora = openIdToken((await browser.tokens({ prompt: 'select_account' }, 'dora')).id_token);
    expect(dora.hd).toBe('corp.example');
  });

  it('have the same sub for every client, and keep it when the address changes', async () => {
    const browser = await browse();
    const other = CLIENT_ID.replace('123456789012', '999999999999');
    await browser.world.google.register({ clientId: other, clientSecret: SECRET, redirectUris: [CALLBACK] });
    const first = openIdToken((await browser.tokens()).id_token);
    await browser.world.people.change('ana', { email: 'ana@new.example' });
    const callback = await browser.signIn({ client_id: other });
    const reply = await browser.redeem(callback, { client_id: other });
    const second = openIdToken(((await reply.json()) as Record<string, string>).id_token);
    expect([second.sub, second.email]).toEqual([first.sub, 'ana@new.example']);
  });

  it('live an hour from the clock of the lab, without leeway', async () => {
    const browser = await browse();
    const { iat, exp, ...others } = openIdToken((await browser.tokens()).id_token);
    expect(Number(exp) - Number(iat)).toBe(3600);
    for (const name of ['nbf', 'auth_time', 'jti', 'amr', 'sid']) expect(others).not.toHaveProperty(name);
  });

  it('are signed with a key that was published before its use, and old keys stay for a while', async () => {
    const browser = await browse();
    const kids = async () =>
      ((await (await browser.send('/oauth2/v3/certs')).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    const before = await kids();
    const { kid } = await browser.world.google.rotateKeys();
    expect(before).toContain(kid);
    const after = await kids();
    expect(after.filter((each) => before.includes(each)).length).toBeGreaterThanOrEqual(2);
    expect(after.length).toBeLessThanOrEqual(4);
    const certificates = (await (await browser.send('/oauth2/v1/certs')).json()) as object;
    expect(Object.keys(certificates).toSorted()).toEqual(after.toSorted());
  });
});

describe('the other endpoints of Google', () => {
  it('refuse dead and unknown access tokens alike', async () => {
    const browser = await browse();
    const { access_token } = await browser.tokens({ scope: DRIVE });
    await browser.world.tokens.expire({ person: 'ana' });
    const dead = await bodyOf(await browser.api('/drive/v3/files', access_token));
    expect(dead).toBe(await bodyOf(await browser.api('/drive/v3/files', 'nonsense')));
  });

  it('answer limits in the forms of newer services and of the guard against robots', async () => {
    const browser = await browse({ 'google/api/rate-limit': 1 });
    const { access_token } = await browser.tokens({ scope: DRIVE });
    await browser.api('/drive/v3/files', access_token);
    await browser.world.settings.change({ 'google/api/rate-limit-reply': '429-resource-exhausted' });
    const newer = await browser.api('/drive/v3/files', access_token);
    expect([newer.status, newer.headers.get('retry-after')]).toEqual([429, null]);
    expect(await newer.text()).toContain('"reason": "RATE_LIMIT_EXCEEDED"');
    await browser.world.settings.change({ 'google/api/rate-limit-reply': '429-html' });
    const sorry = await browser.api('/drive/v3/files', access_token);
    expect([sorry.status, sorry.headers.get('content-type')]).toEqual([429, 'text/html; charset=UTF-8']);
    await browser.world.clock.age('2m');
    expect((await browser.api('/drive/v3/files', access_token)).status).toBe(200);
  });

  it('show the consent page again after a revocation, and give a refresh token again', async () => {
    const browser = await browse();
    const offline = { access_type: 'offline' };
    const { access_token = '' } = await browser.tokens(offline);
    await browser.post('/revoke', { token: access_token });
    expect(await (await browser.authorize(offline)).text()).toContain('page-consent');
    expect(await browser.tokens(offline)).toHaveProperty('refresh_token');
  });

  it('tell userinfo without a token that credentials are missing', async () => {
    const browser = await browse();
    const reply = await browser.send('/v1/userinfo');
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="https://accounts.google.com/"']);
    expect(await reply.text()).toContain('Request is missing required authentication credential.');
  });

  it('publish the metadata of RFC 8414 with the members of discovery', async () => {
    const browser = await browse();
    const [metadata, discovery] = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];
    expect(await bodyOf(await browser.send(metadata))).toBe(await bodyOf(await browser.send(discovery)));
  });
});

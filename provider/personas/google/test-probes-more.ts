import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { BehaviourId, Person } from '../../model/index.ts';
import { containing } from '../../testing/test-probe.ts';
import { CALENDAR, CALLBACK, CLIENT_ID, DRIVE, SECRET, type TestBrowser } from './test-browser.ts';
import { bodyOf, driveToken, keys, openIdToken, type Probe, refusalOf, refused, told, twoAccounts } from './test-observe.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.readonly';
const CLOUD = 'https://www.googleapis.com/auth/cloud-platform';
const RELAY = 'storagerelay://http/127.0.0.1:3000?id=auth123456';
const OFFLINE = { access_type: 'offline', scope: `openid ${DRIVE}` };

/** Signs in with a client of other standing; gives the refusal or the redirect. */
const arrival = async (browser: TestBrowser, client: Parameters<TestBrowser['register']>[0], as = 'ana'): Promise<string> => {
  await browser.register(client);
  return refusalOf(await browser.press(await browser.authorize(), { account: as }));
};

/** A login, then a change to the person, then a refresh. */
const refreshAfter =
  (change: (browser: TestBrowser) => Promise<unknown>, params: Readonly<Record<string, string>> = {}, as = 'ana') =>
  async (browser: TestBrowser): Promise<string> => {
    const { refresh_token } = await browser.tokens({ ...OFFLINE, ...params }, as);
    await change(browser);
    return told(await browser.refresh(refresh_token));
  };

const changing = (changes: Partial<Person>) => (browser: TestBrowser) => browser.world.people.change('ana', changes);

/** Statuses of a refresh after each of several ages. */
const refreshedAt = async (browser: TestBrowser, token: string | undefined, ages: readonly string[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const age of ages) {
    await browser.world.clock.age(age);
    statuses.push((await browser.refresh(token)).status);
  }
  return statuses;
};

const limitedTokens = async (browser: TestBrowser): Promise<Readonly<Record<string, string>>> => {
  const consent = await browser.press(await browser.authorize(OFFLINE), { account: 'ana' });
  const back = await browser.press(consent, { decision: 'allow', duration: '7d' });
  return (await (await browser.redeem(new URL(back.headers.get('location') ?? ''))).json()) as Record<string, string>;
};

/** Makes the proofs of one new key for the token endpoint. */
const proofsOf = (browser: TestBrowser) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return (claims: Readonly<Record<string, string>>): string => {
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) };
    const iat = Math.floor(Date.now() / 1000);
    const text = `${part(header)}.${part({ htm: 'POST', htu: `${browser.base}/token`, iat, ...claims })}`;
    return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
};

/** What a popup hands to the window that opened it. */
const popup = async (browser: TestBrowser): Promise<Readonly<Record<string, string>>> => {
  const consent = await browser.press(await browser.authorize({ redirect_uri: RELAY }), { account: 'ana' });
  const page = await (await browser.press(consent, { decision: 'allow' })).text();
  const [, message = '{}'] = /data-message="([^"]*)"/.exec(page) ?? [];
  return JSON.parse(message.replaceAll('&quot;', '"'));
};

const EVERYBODY = 'ana ben cleo dora denies no-email blocked unverified';

const offeredAccounts = async (browser: TestBrowser, params: Readonly<Record<string, string>>): Promise<string> =>
  [...(await (await browser.authorize(params)).text()).matchAll(/data-testid="account-([^"]+)"/g)]
    .map(([, key]) => key)
    .join(' ');

const drive = async (browser: TestBrowser, token: string | undefined): Promise<string> =>
  bodyOf(await browser.api('/drive/v3/files', token));

/** Behaviours about the standing of apps and accounts, redirects, the life of refresh tokens, and limits. */
export const MORE_PROBES: Readonly<Record<BehaviourId, Probe>> = {
  'google/authorize/disabled-account': {
    on: '403 account_disabled: Your account has been disabled. It looks like it was used in a way that violated our policies.',
    observe: async (browser) => refusalOf(await browser.press(await browser.authorize(), { account: 'blocked' })),
  },
  'google/consent/denied-by-person': {
    on: 'access_denied',
    observe: async (browser) => (await browser.signIn({}, 'denies')).searchParams.get('error'),
  },
  'google/authorize/deleted-client': {
    on: '401 deleted_client: The OAuth client was deleted.',
    observe: async (browser) => {
      await browser.register({ status: 'deleted' });
      return refusalOf(await browser.authorize());
    },
  },
  'google/authorize/origin-mismatch': {
    on: "400 origin_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    observe: refused({ redirect_uri: 'storagerelay://https/evil.example?id=auth1' }),
  },
  'google/authorize/hidden-scope': {
    on: `400 invalid_scope: Some requested scopes cannot be shown: [${DRIVE}]`,
    observe: async (browser) => {
      await browser.register({ hiddenScopes: [DRIVE] });
      return refusalOf(await browser.authorize({ scope: `openid ${DRIVE}` }));
    },
  },
  'google/authorize/testers-only': {
    on: '403 access_denied: Shop has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers.',
    observe: (browser) => arrival(browser, { status: 'testing', testers: ['ben'] }),
  },
  'google/authorize/org-internal': {
    on: '403 org_internal: Shop is restricted to users within its organization.',
    observe: (browser) => arrival(browser, { audience: 'internal', organization: 'corp.example' }),
  },
  'google/authorize/admin-policy': {
    on: containing('400 admin_policy_enforced: '),
    observe: async (browser) => {
      await browser.world.people.change('dora', { blockedByAdmin: [CLIENT_ID] });
      return arrival(browser, {}, 'dora');
    },
  },
  'google/redirect/desktop-loopback': {
    on: 'http://127.0.0.1:45667',
    observe: async (browser) => {
      await browser.register({ kind: 'desktop', redirectUris: ['http://localhost/'] });
      const callback = await browser.signIn({ redirect_uri: 'http://127.0.0.1:45667/oauth2/callback' });
      await browser.register({ kind: 'desktop', redirectUris: [] });
      return (await browser.signIn({ redirect_uri: callback.href.split('?')[0] ?? '' })).origin;
    },
  },
  'google/redirect/reversed-client-id': {
    on: `${CLIENT_ID.split('.').toReversed().join('.')}:/oauth2redirect`,
    observe: async (browser) => {
      await browser.register({ kind: 'mobile', redirectUris: [] });
      const redirect_uri = `${CLIENT_ID.split('.').toReversed().join('.')}:/oauth2redirect`;
      return (await browser.signIn({ redirect_uri })).href.split('?')[0];
    },
  },
  'google/redirect/popup-origin': {
    on: 200,
    observe: async (browser) => (await browser.authorize({ redirect_uri: RELAY })).status,
  },
  'google/authorize/insecure-redirect': {
    on: "400 invalid_request: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy for keeping apps secure.",
    observe: async (browser) => {
      await browser.register({ redirectUris: ['http://shop.example/callback'] });
      return refusalOf(await browser.authorize({ redirect_uri: 'http://shop.example/callback' }));
    },
  },
  'google/token/postmessage': {
    on: ['400 redirect_uri_mismatch: Bad Request', 200],
    observe: async (browser) => {
      const exchange = async (redirect_uri: string) => {
        const { code = '' } = await popup(await fresh(browser));
        return browser.token({ grant_type: 'authorization_code', code, redirect_uri });
      };
      return [await told(await exchange(RELAY)), (await exchange('postmessage')).status];
    },
  },
  'google/authorize/popup-answer': {
    on: 'state iss code scope authuser prompt',
    observe: async (browser) => keys(await popup(browser)),
  },
  'google/authorize/response-mode': {
    on: containing(`<form method="post" action="${CALLBACK}">`),
    observe: async (browser) => {
      const consent = await browser.press(await browser.authorize({ response_mode: 'form_post' }), { account: 'ana' });
      return (await browser.press(consent, { decision: 'allow' })).text();
    },
  },
  'google/authorize/prompt-conflict': {
    on: '400 invalid_request: Conflict params: approval_prompt and prompt',
    observe: refused({ approval_prompt: 'auto', prompt: 'consent' }),
  },
  'google/authorize/unknown-approval-prompt': {
    on: "400 invalid_request: Invalid parameter value for approval_prompt: 'always' is not valid",
    observe: refused({ approval_prompt: 'always' }),
  },
  'google/authorize/nonce-required': {
    on: '400 invalid_request: Missing required parameter: nonce',
    observe: refused({ response_type: 'id_token' }),
  },
  'google/authorize/approval-prompt': {
    on: 200,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize({ approval_prompt: 'force' })).status;
    },
  },
  'google/authorize/scope-aliases': {
    on: 'https://www.googleapis.com/auth/contacts',
    observe: async (browser) => (await browser.tokens({ scope: 'https://www.google.com/m8/feeds' })).scope,
  },
  'google/authorize/max-age-ignored': {
    on: [302, false],
    observe: async (browser) => {
      await browser.signIn();
      const again = await browser.authorize({ max_age: '0' });
      return [again.status, 'auth_time' in openIdToken((await browser.tokens({ max_age: '9' })).id_token)];
    },
  },
  'google/authorize/hd-choice': {
    on: [302, 200],
    observe: async (browser) => {
      await browser.signIn({}, 'ana');
      await browser.signIn({ prompt: 'select_account' }, 'dora');
      return [
        (await browser.authorize({ hd: 'corp.example' })).status,
        (await browser.authorize({ hd: 'other.example' })).status,
      ];
    },
  },
  'google/authorize/hd-list': {
    on: ['dora', 'dora', EVERYBODY],
    observe: async (browser) => [
      await offeredAccounts(browser, { hd: '*' }),
      await offeredAccounts(browser, { hd: 'corp.example' }),
      await offeredAccounts(browser, {}),
    ],
  },
  'google/consent/incremental': {
    on: [`${CALENDAR} ${DRIVE} openid`, 200],
    observe: async (browser) => {
      await browser.signIn(OFFLINE);
      const { scope, access_token } = await browser.tokens({ scope: CALENDAR, include_granted_scopes: 'true' });
      return [scope, (await browser.api('/drive/v3/files', access_token)).status];
    },
  },
  'google/refresh/time-limited-access': {
    on: [200, 400],
    observe: async (browser) => refreshedAt(browser, (await limitedTokens(browser)).refresh_token, ['6d', '2d']),
  },
  'google/refresh/testing-seven-days': {
    on: [200, 400],
    observe: async (browser) => {
      await browser.register({ status: 'testing' });
      return refreshedAt(browser, (await browser.tokens(OFFLINE)).refresh_token, ['6d', '2d']);
    },
  },
  'google/refresh/six-months-unused': {
    on: [200, 200, 400],
    observe: async (browser) => refreshedAt(browser, (await browser.tokens(OFFLINE)).refresh_token, ['179d', '179d', '181d']),
  },
  'google/refresh/limit-of-100': {
    on: ['400 invalid_grant: Token has been expired or revoked.', 200],
    observe: async (browser) => {
      const mint = async () => (await browser.world.google.mint({ as: 'ana', clientId: CLIENT_ID })).refresh_token;
      const [oldest, next] = [await mint(), await mint()];
      for (let living = 2; living < 100; living += 1) await mint();
      await browser.tokens({ ...OFFLINE, prompt: 'consent' });
      return [await told(await browser.refresh(oldest)), (await browser.refresh(next)).status];
    },
  },
  'google/refresh/expires-in': {
    on: [604_799, 'access_token expires_in refresh_token scope token_type id_token refresh_token_expires_in'],
    observe: async (browser) => {
      await browser.register({ status: 'testing' });
      const body = await browser.tokens(OFFLINE);
      return [body.refresh_token_expires_in, keys(body)];
    },
  },
  'google/token/deleted-client': {
    on: '401 deleted_client: The OAuth client was deleted.',
    observe: refreshAfter((browser) => browser.register({ status: 'deleted' })),
  },
  'google/refresh/account-gone': {
    on: '400 invalid_grant: The account has been deleted',
    observe: refreshAfter(changing({ status: 'deleted' })),
  },
  'google/refresh/admin-policy': {
    on: '400 admin_policy_enforced: undefined',
    observe: refreshAfter(changing({ blockedByAdmin: [DRIVE] })),
  },
  'google/refresh/password-change': {
    on: '400 invalid_grant: Token has been expired or revoked.',
    observe: refreshAfter((browser) => browser.world.people.changePassword('ana'), { scope: `openid ${GMAIL}` }),
  },
  'google/refresh/session-control': {
    on: '400 invalid_grant: reauth related error (invalid_rapt)',
    observe: refreshAfter((browser) => browser.world.clock.age('17h'), { scope: `openid ${CLOUD}` }, 'dora'),
  },
  'google/id-token/refreshed-without-profile': {
    on: ['Ana', undefined],
    observe: async (browser) => {
      const first = await browser.tokens({ access_type: 'offline' });
      const again = (await (await browser.refresh(first.refresh_token)).json()) as Record<string, string>;
      return [openIdToken(first.id_token).given_name, openIdToken(again.id_token).given_name];
    },
  },
  'google/id-token/server-audience': {
    on: [CLIENT_ID.replace('-abc', '-server'), CLIENT_ID],
    observe: async (browser) => {
      await browser.register({ kind: 'mobile' });
      const audience = `server:client_id:${CLIENT_ID.replace('-abc', '-server')}`;
      const { aud, azp } = openIdToken((await browser.tokens({ audience })).id_token);
      return [aud, azp];
    },
  },
  'google/documents/certificates': {
    on: [200, true],
    observe: async (browser) => {
      const reply = await browser.send('/oauth2/v1/certs');
      return [reply.status, (await reply.text()).includes('-----BEGIN CERTIFICATE-----\\n')];
    },
  },
  'google/api/rate-limit': {
    on: containing('403 {\n  "error": {\n    "code": 403,\n    "message": "User Rate Limit Exceeded.'),
    observe: async (browser) => {
      const token = await driveToken(browser);
      // Whoever switched the limit off must not have it set again.
      const { 'google/api/rate-limit': limit } = await browser.world.settings.read();
      if (limit !== false) await browser.world.settings.change({ 'google/api/rate-limit': 2 });
      for (let call = 0; call < 2; call += 1) await browser.api('/drive/v3/files', token);
      return drive(browser, token);
    },
  },
  'google/api/rate-limit-reply': {
    on: containing('"reason": "userRateLimitExceeded"'),
    observe: async (browser) => {
      await browser.world.settings.change({ 'google/api/rate-limit': 1 });
      const token = await driveToken(browser);
      await drive(browser, token);
      return drive(browser, token);
    },
  },
  'google/api/403-service-disabled': {
    on: containing('"reason": "accessNotConfigured"'),
    observe: async (browser) => {
      await browser.register({ disabledApis: ['drive.googleapis.com'] });
      return drive(browser, await driveToken(browser));
    },
  },
  'google/authorize/brand-accounts': {
    on: ['/DelegateAccountSelector', true],
    observe: async (browser) => {
      const scope = 'https://www.googleapis.com/auth/youtube.readonly';
      const page = await browser.press(await browser.authorize({ scope }), { account: 'ana' });
      const [, action = ''] = /action="([^"]+)"/.exec(await page.clone().text()) ?? [];
      const consent = await browser.press(page, { account: 'ana', decision: 'allow' });
      return [action.replace(browser.base, ''), (await consent.text()).includes('page-consent')];
    },
  },
  'google/token/dpop': {
    on: ['400 invalid_dpop_proof', '400 use_dpop_nonce', '200 Bearer', '400 invalid_grant', '400 invalid_grant', '200 Bearer'],
    observe: async (browser) => {
      const [mine, other] = [proofsOf(browser), proofsOf(browser)];
      const code = (await browser.signIn({ access_type: 'offline' })).searchParams.get('code') ?? '';
      const seen: string[] = [];
      let refreshToken: string | undefined;
      const send = async (form: Readonly<Record<string, string>>, proof: string | undefined): Promise<string> => {
        const reply = await browser.token(form, proof === undefined ? {} : { dpop: proof });
        const { error, token_type, refresh_token } = (await reply.json()) as Record<string, string>;
        refreshToken ??= refresh_token;
        seen.push(`${reply.status} ${error ?? token_type}`);
        return reply.headers.get('dpop-nonce') ?? '';
      };
      const exchange = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
      const jti = createHash('sha256').update(code).digest('base64url');
      await send(exchange, mine({ jti: 'another' }));
      const nonce = await send(exchange, mine({ jti }));
      await send(exchange, mine({ jti, nonce }));
      const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken ?? '' };
      await send(refresh, undefined);
      await send(refresh, other({ jti: '2', nonce }));
      await send(refresh, mine({ jti: '3', nonce }));
      return seen;
    },
  },
  'google/logout/every-account': {
    on: [200, EVERYBODY, 'https://mail.google.com/'],
    observe: async (browser) => {
      await twoAccounts(browser);
      const out = await browser.send('/Logout?continue=https://shop.example/');
      const after = await offeredAccounts(browser, {});
      return [out.status, after, (await browser.send('/logout?continue=https://mail.google.com/')).headers.get('location')];
    },
  },
};

/** The same browser before anybody signed in, so that the next popup asks again. */
const fresh = async (browser: TestBrowser): Promise<TestBrowser> => {
  await browser.world.sessions.end();
  await browser.world.grants.revoke({ person: 'ana' });
  await browser.register({ clientSecret: SECRET });
  return browser;
};

import type { BehaviourId } from '../../model/index.ts';
import { containing } from '../../testing/test-probe.ts';
import { CALENDAR, CALLBACK, CLIENT_ID, DRIVE, jwtTexts, SECRET } from './test-browser.ts';
import {
  bodyOf,
  boundCode,
  claimsOf,
  denied,
  driveToken,
  keys,
  namesOf,
  type Probe,
  refused,
  twoAccounts,
  VERIFIER,
} from './test-observe.ts';
import { MORE_PROBES } from './test-probes-more.ts';

/** One probe for each behaviour; a test drives both legs of all. */
export const PROBES: Readonly<Record<BehaviourId, Probe>> = {
  ...MORE_PROBES,
  'google/authorize/disallowed-user-agent': {
    on: '403 disallowed_useragent: Shop\'s request does not comply with Google\'s "Use secure browsers" policy.',
    observe: refused(
      {},
      { 'user-agent': 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36' },
    ),
  },
  'google/authorize/missing-parameter': {
    on: '400 invalid_request: Missing required parameter: scope',
    observe: refused({ scope: '' }),
  },
  'google/authorize/unknown-client': {
    on: '401 invalid_client: The OAuth client was not found.',
    observe: refused({ client_id: 'nobody' }),
  },
  'google/authorize/oob-removed': {
    on: containing('400 invalid_request: The out-of-band (OOB) flow has been blocked'),
    observe: refused({ redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' }),
  },
  'google/authorize/private-address': {
    on: '400 invalid_request: device_id and device_name are required for private IP: http://192.168.1.10:3000/callback',
    observe: refused({ redirect_uri: 'http://192.168.1.10:3000/callback' }),
  },
  'google/authorize/reserved-redirect-parameter': {
    on: '400 invalid_request: Invalid redirect_uri contains reserved response param state',
    observe: refused({ redirect_uri: `${CALLBACK}?state=mine` }),
  },
  'google/authorize/redirect-uri-mismatch': {
    on: "400 redirect_uri_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    observe: refused({ redirect_uri: `${CALLBACK}/` }),
  },
  'google/authorize/unknown-scope': {
    on: '400 invalid_scope: Some requested scopes were invalid. {valid=[openid], invalid=[https://x.example/no]}',
    observe: refused({ scope: 'openid https://x.example/no' }),
  },
  'google/authorize/unknown-prompt': {
    on: '400 invalid_request: Invalid parameter value for prompt: Invalid prompt: create',
    observe: refused({ prompt: 'create' }),
  },
  'google/authorize/error-page': {
    on: '400 invalid_request: Invalid code_challenge_method: S512',
    observe: refused({ code_challenge: VERIFIER, code_challenge_method: 'S512' }),
  },
  'google/authorize/pkce-plain': {
    on: 200,
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: VERIFIER, code_challenge_method: 'plain' });
      return callback.searchParams.has('code') && (await browser.redeem(callback, { code_verifier: VERIFIER })).status;
    },
  },
  'google/authorize/openid-unasked': {
    on: true,
    observe: async (browser) => 'id_token' in (await browser.tokens({ scope: 'email' })),
  },
  'google/authorize/openid-parameters-ignored': {
    on: 200,
    observe: async (browser) => (await browser.authorize({ scope: DRIVE, nonce: 'n' })).status,
  },
  'google/authorize/no-forced-login': {
    on: 302,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize({ prompt: 'login' })).status;
    },
  },
  'google/authorize/select-account': {
    on: 200,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize({ prompt: 'select_account' })).status;
    },
  },
  'google/authorize/login-hint': {
    on: 302,
    observe: async (browser) => {
      await twoAccounts(browser);
      return (await browser.authorize({ login_hint: 'ANA@example.com' })).status;
    },
  },
  'google/authorize/authuser': {
    on: 302,
    observe: async (browser) => {
      await twoAccounts(browser);
      return (await browser.authorize({ authuser: '1' })).status;
    },
  },
  'google/authorize/account-chooser': {
    on: 200,
    observe: async (browser) => {
      await twoAccounts(browser);
      return (await browser.authorize()).status;
    },
  },
  'google/authorize/silent-failure': {
    on: 'interaction_required',
    observe: async (browser) => (await browser.signIn({ prompt: 'none' })).searchParams.get('error'),
  },
  'google/consent/remembered-by-project': {
    on: 302,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize()).status;
    },
  },
  'google/consent/granular': {
    on: 2,
    observe: async (browser) => {
      const consent = await browser.press(await browser.authorize({ scope: `openid ${DRIVE} ${CALENDAR}` }), { account: 'ana' });
      return [...(await consent.text()).matchAll(/type="checkbox"/g)].length;
    },
  },
  'google/authorize/denied-without-description': {
    on: 'error state iss',
    observe: async (browser) => namesOf(await denied(browser)),
  },
  'google/authorize/iss-parameter': {
    on: true,
    observe: async (browser) => (await browser.signIn()).searchParams.get('iss') === browser.base,
  },
  'google/authorize/callback-scope': {
    on: 'email https://www.googleapis.com/auth/userinfo.email openid',
    observe: async (browser) => (await browser.signIn({ scope: 'openid email' })).searchParams.get('scope'),
  },
  'google/authorize/callback-account': {
    on: ['0', 'corp.example'],
    observe: async (browser) => {
      const { searchParams } = await browser.signIn({}, 'dora');
      return [searchParams.get('authuser'), searchParams.get('hd')];
    },
  },
  'google/authorize/callback-prompt': {
    on: ['consent', 'none'],
    observe: async (browser) => [
      (await browser.signIn()).searchParams.get('prompt'),
      (await browser.signIn()).searchParams.get('prompt'),
    ],
  },
  'google/authorize/implicit-lifetime': {
    on: '3599',
    observe: async (browser) =>
      new URLSearchParams((await browser.signIn({ response_type: 'token' })).hash.slice(1)).get('expires_in'),
  },
  'google/authorize/callback-order': {
    on: 'state iss code scope authuser hd prompt',
    observe: async (browser) => namesOf(await browser.signIn({}, 'dora')),
  },
  'google/authorize/callback-encoding': {
    on: true,
    observe: async (browser) => {
      await browser.register({ kind: 'desktop' });
      return (await browser.signIn()).search.includes('code=4/0A');
    },
  },
  'google/refresh/online-has-none': { on: false, observe: async (browser) => 'refresh_token' in (await browser.tokens()) },
  'google/refresh/first-consent-only': {
    on: [true, false, true],
    observe: async (browser) => {
      const offline = { access_type: 'offline' };
      const logins = [offline, offline, { ...offline, prompt: 'consent' }];
      const seen: boolean[] = [];
      for (const login of logins) seen.push('refresh_token' in (await browser.tokens(login)));
      return seen;
    },
  },
  'google/refresh/without-offline-scope': {
    on: true,
    observe: async (browser) => 'refresh_token' in (await browser.tokens({ access_type: 'offline' })),
  },
  'google/refresh/no-rotation': {
    // The plain engine does not rotate for these clients either: what shows is that the decision was the vendor's.
    on: true,
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens({ access_type: 'offline' });
      await browser.refresh(refresh_token);
      return (await browser.spoken()).has('google/refresh/no-rotation') && (await browser.refresh(refresh_token)).status === 200;
    },
  },
  'google/refresh/not-repeated': {
    on: false,
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens({ access_type: 'offline' });
      return 'refresh_token' in ((await (await browser.refresh(refresh_token)).json()) as object);
    },
  },
  'google/token/opaque-formats': {
    on: ['ya29.a0', 253, '1//0', 103],
    observe: async (browser) => {
      const { access_token = '', refresh_token = '' } = await browser.tokens({ access_type: 'offline' });
      return [access_token.slice(0, 7), access_token.length, refresh_token.slice(0, 4), refresh_token.length];
    },
  },
  'google/token/json-body': {
    on: 200,
    observe: async (browser) => {
      const code = (await browser.signIn()).searchParams.get('code');
      const body = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        client_id: CLIENT_ID,
        client_secret: SECRET,
      };
      const headers = { 'content-type': 'application/json' };
      return (await browser.send('/token', { method: 'POST', headers, body: JSON.stringify(body) })).status;
    },
  },
  'google/token/expires-in-3599': { on: 3599, observe: async (browser) => (await browser.tokens()).expires_in },
  'google/token/scope-spelling': {
    on: 'https://www.googleapis.com/auth/userinfo.profile openid https://www.googleapis.com/auth/userinfo.email',
    observe: async (browser) => (await browser.tokens()).scope,
  },
  'google/token/member-order': {
    on: 'access_token expires_in refresh_token scope token_type id_token',
    observe: async (browser) => keys(await browser.tokens({ access_type: 'offline' })),
  },
  'google/token/pkce-errors': {
    on: ['Missing code verifier.', 'Invalid code verifier.', 'code_verifier or verifier is not needed'],
    observe: async (browser) => {
      const sayings: unknown[] = [];
      const described = async (reply: Response) =>
        sayings.push(((await reply.json()) as Record<string, unknown>).error_description);
      await described(await browser.redeem(await boundCode(browser)));
      await described(await browser.redeem(await boundCode(browser), { code_verifier: `${VERIFIER}-other` }));
      await described(await browser.redeem(await browser.signIn(), { code_verifier: VERIFIER }));
      return sayings;
    },
  },
  'google/refresh/dead-text-fades': {
    on: ['Token has been expired or revoked.', 'Bad Request'],
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens({ access_type: 'offline' });
      const sayings: unknown[] = [];
      for (const age of ['180d1h', '12h']) {
        await browser.world.clock.age(age);
        sayings.push(((await (await browser.refresh(refresh_token)).json()) as Record<string, unknown>).error_description);
      }
      return sayings;
    },
  },
  'google/token/errors': {
    on: '401 {\n  "error": "invalid_client",\n  "error_description": "The OAuth client was not found."\n}',
    observe: async (browser) => bodyOf(await browser.refresh('1//03x', { client_id: 'nobody' })),
  },
  'google/token/failed-exchange-spends-code': {
    on: [400, 400],
    observe: async (browser) => {
      const callback = await browser.signIn();
      const failed = await browser.redeem(callback, { redirect_uri: `${CALLBACK}/other` });
      return [failed.status, (await browser.redeem(callback)).status];
    },
  },
  'google/id-token/azp': { on: CLIENT_ID, observe: async (browser) => (await claimsOf(browser)).azp },
  'google/id-token/at-hash': { on: 'string', observe: async (browser) => typeof (await claimsOf(browser)).at_hash },
  'google/id-token/profile-claims': { on: 'Ana', observe: async (browser) => (await claimsOf(browser)).given_name },
  'google/id-token/refreshed-without-nonce': {
    on: [true, false],
    observe: async (browser) => {
      const { id_token, refresh_token } = await browser.tokens({ access_type: 'offline', nonce: 'n-1' });
      const again = (await (await browser.refresh(refresh_token)).json()) as Record<string, string>;
      return [id_token, again.id_token].map((jwt) => (jwtTexts(jwt)[1] ?? '').includes('"nonce"'));
    },
  },
  'google/id-token/issuer-without-scheme': {
    on: [true, false],
    observe: async (browser) => {
      const paths = ['/o/oauth2/auth', '/o/oauth2/v2/auth'];
      const schemeless: boolean[] = [];
      for (const path of paths) {
        const { iss } = JSON.parse(jwtTexts((await browser.tokens({}, 'ana', path)).id_token)[1] ?? '{}');
        schemeless.push(iss === browser.base.replace('http://', ''));
      }
      return schemeless;
    },
  },
  'google/id-token/claim-order': {
    on: 'iss azp aud sub email email_verified at_hash nonce name picture given_name family_name iat exp',
    observe: async (browser) => keys(await claimsOf(browser)),
  },
  'google/id-token/header-order': {
    on: 'alg kid typ',
    observe: async (browser) => keys(JSON.parse(jwtTexts((await browser.tokens()).id_token)[0] ?? '{}')),
  },
  'google/documents/discovery': {
    on: 'issuer authorization_endpoint device_authorization_endpoint',
    observe: async (browser) => {
      const document = await (await browser.send('/.well-known/openid-configuration')).json();
      return Object.keys(document as object)
        .slice(0, 3)
        .join(' ');
    },
  },
  'google/documents/jwks': {
    on: 'public, max-age=22678, must-revalidate, no-transform',
    observe: async (browser) => (await browser.send('/oauth2/v3/certs')).headers.get('cache-control'),
  },
  'google/userinfo/claims': {
    on: 'sub picture email email_verified',
    observe: async (browser) => {
      const { access_token } = await browser.tokens({ scope: 'openid email' });
      return keys((await (await browser.api('/v1/userinfo', access_token)).json()) as object);
    },
  },
  'google/userinfo/old-names': {
    on: 'id email verified_email name given_name family_name picture',
    observe: async (browser) =>
      keys((await (await browser.api('/oauth2/v2/userinfo', (await browser.tokens()).access_token)).json()) as object),
  },
  'google/tokeninfo/strings': {
    on: 'azp:string aud:string sub:string scope:string exp:string expires_in:string email:string email_verified:string access_type:string',
    observe: async (browser) => {
      const told = await (await browser.send(`/tokeninfo?access_token=${(await browser.tokens()).access_token}`)).json();
      return Object.entries(told as object)
        .map(([name, value]) => `${name}:${typeof value}`)
        .join(' ');
    },
  },
  'google/tokeninfo/old-names': {
    on: 'issued_to audience user_id scope expires_in email verified_email access_type',
    observe: async (browser) =>
      keys(
        (await (
          await browser.send(`/oauth2/v1/tokeninfo?access_token=${(await browser.tokens()).access_token}`)
        ).json()) as object,
      ),
  },
  'google/tokeninfo/errors': {
    on: '400 {\n  "error_description": "Invalid Value"\n}',
    observe: async (browser) => bodyOf(await browser.send('/oauth2/v3/tokeninfo?access_token=nope')),
  },
  'google/userinfo/errors': {
    on: '401 {\n  "error": "invalid_request",\n  "error_description": "Invalid Credentials"\n}',
    observe: async (browser) => bodyOf(await browser.api('/oauth2/v3/userinfo', 'nope')),
  },
  'google/api/token-in-query': {
    on: 200,
    observe: async (browser) => (await browser.send(`/drive/v3/files?access_token=${await driveToken(browser)}`)).status,
  },
  'google/api/401-invalid-token': {
    on: containing('"reason": "authError"'),
    observe: async (browser) => bodyOf(await browser.api('/drive/v3/files', 'nope')),
  },
  'google/api/403-reads-without-credentials': {
    on: 403,
    observe: async (browser) => (await browser.send('/drive/v3/files')).status,
  },
  'google/api/401-no-credentials': {
    on: containing('"reason": "CREDENTIALS_MISSING"'),
    observe: async (browser) => bodyOf(await browser.send('/drive/v3/files', { method: 'POST' })),
  },
  'google/api/403-insufficient-scope': {
    on: containing('"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"'),
    observe: async (browser) => bodyOf(await browser.api('/drive/v3/files', (await browser.tokens()).access_token)),
  },
  'google/api/error-envelope': {
    on: containing('"reason": "notFound"'),
    observe: async (browser) => bodyOf(await browser.api('/drive/v3/files/nope', await driveToken(browser))),
  },
  'google/revoke/get-404': {
    on: [404, 200],
    observe: async (browser) => {
      const token = await driveToken(browser);
      return [
        (await browser.send(`/revoke?token=${token}`)).status,
        (await browser.send(`/o/oauth2/revoke?token=${token}`)).status,
      ];
    },
  },
  'google/revoke/dead-token-400': {
    on: '400 {\n  "error": "invalid_token",\n  "error_description": "Token expired or revoked"\n}',
    observe: async (browser) => bodyOf(await browser.post('/revoke', { token: 'nope' })),
  },
  'google/revoke/whole-grant': {
    on: [200, 400, 200],
    observe: async (browser) => {
      const { access_token, refresh_token } = await browser.tokens({ access_type: 'offline' });
      const revoked = await browser.post('/revoke', { token: access_token ?? '' });
      return [revoked.status, (await browser.refresh(refresh_token)).status, (await browser.authorize()).status];
    },
  },
  'google/token/headers': {
    on: ['no-cache, no-store, max-age=0, must-revalidate', 'scaffolding on HTTPServer2', null],
    observe: async (browser) => {
      const { headers } = await browser.refresh('x', { client_secret: 'wrong' });
      return ['cache-control', 'server', 'www-authenticate'].map((name) => headers.get(name));
    },
  },
  'google/identity/headers': {
    on: 'application/json; charset=UTF-8',
    observe: async (browser) =>
      (await browser.api('/v1/userinfo', (await browser.tokens()).access_token)).headers.get('content-type'),
  },
  'google/token/pretty-body': {
    on: true,
    observe: async (browser) => (await (await browser.refresh('x')).text()).startsWith('{\n  "error"'),
  },
  'google/routes/html-404': {
    on: 'text/html; charset=UTF-8',
    observe: async (browser) => (await browser.send('/token')).headers.get('content-type'),
  },
};

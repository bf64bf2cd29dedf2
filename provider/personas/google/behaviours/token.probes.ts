import { matching } from '../../../testing/test-probe.ts';
import { CALLBACK, CLIENT_ID, DRIVE, SECRET } from '../test-browser.ts';
import { bodyOf, boundCode, keys, OFFLINE, type Probes, told, VERIFIER } from '../test-observe.ts';

export const probes: Probes = {
  'google/token/opaque-formats': {
    on: ['ya29.a0', 253, '1//0', 103],
    off: [matching(/^[\w-]{7}$/), 43, matching(/^[\w-]{4}$/), 43],
    observe: async (browser) => {
      const { access_token = '', refresh_token = '' } = await browser.tokens({ access_type: 'offline' });
      return [access_token.slice(0, 7), access_token.length, refresh_token.slice(0, 4), refresh_token.length];
    },
  },
  'google/token/json-body': {
    on: 200,
    off: 400,
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
  'google/token/json-camel-case': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const code = (await browser.signIn()).searchParams.get('code');
      const body = {
        grantType: 'authorization_code',
        code,
        redirectUri: CALLBACK,
        clientId: CLIENT_ID,
        client_secret: SECRET,
      };
      const headers = { 'content-type': 'application/json' };
      return (await browser.send('/token', { method: 'POST', headers, body: JSON.stringify(body) })).status;
    },
  },
  'google/token/query-parameters': {
    on: [200, 200],
    off: [400, 400],
    observe: async (browser) => {
      const { refresh_token = '' } = await browser.tokens({ access_type: 'offline' });
      const all = { grant_type: 'refresh_token', refresh_token, client_id: CLIENT_ID };
      const query = new URLSearchParams({ ...all, client_secret: SECRET });
      const bare = await browser.send(`/token?${query}`, { method: 'POST' });
      const mixed = await browser.post(`/token?${new URLSearchParams(all)}`, { client_secret: SECRET });
      return [bare.status, mixed.status];
    },
  },
  'google/refresh/scope-spelling': {
    on: ['200', '200'],
    off: ['400 invalid_scope: Bad Request', '400 invalid_scope: Bad Request'],
    observe: async (browser) => {
      const [short, long] = ['email', 'https://www.googleapis.com/auth/userinfo.email'] as const;
      const refreshed = async (granted: string, asked: string) => {
        const { refresh_token } = await browser.tokens({ access_type: 'offline', prompt: 'consent', scope: `openid ${granted}` });
        return told(await browser.refresh(refresh_token, { scope: asked }));
      };
      return [await refreshed(short, long), await refreshed(long, short)];
    },
  },
  'google/token/expires-in-3599': { on: 3599, off: 3600, observe: async (browser) => (await browser.tokens()).expires_in },
  'google/token/scope-spelling': {
    on: 'https://www.googleapis.com/auth/userinfo.profile openid https://www.googleapis.com/auth/userinfo.email',
    off: 'openid email profile',
    observe: async (browser) => (await browser.tokens()).scope,
  },
  'google/token/member-order': {
    on: 'access_token expires_in refresh_token scope token_type id_token',
    off: 'access_token expires_in id_token refresh_token scope token_type',
    observe: async (browser) => keys(await browser.tokens({ access_type: 'offline' })),
  },
  'google/token/unserved-grants': {
    on: [
      '400 invalid_request: Missing required parameter: assertion',
      '400 invalid_request: Bad Request',
      '400 invalid_grant: Invalid JWT Signature.',
      '400 invalid_grant: Bad Request',
    ],
    off: [
      '400 unsupported_grant_type: Invalid grant_type: urn:ietf:params:oauth:grant-type:jwt-bearer',
      '400 unsupported_grant_type: Invalid grant_type: urn:ietf:params:oauth:grant-type:jwt-bearer',
      '400 unsupported_grant_type: Invalid grant_type: urn:ietf:params:oauth:grant-type:jwt-bearer',
      '400 unsupported_grant_type: Invalid grant_type: urn:ietf:params:oauth:grant-type:device_code',
    ],
    observe: async (browser) => {
      await browser.world.settings.change({ 'lab/gaps': 'vendor' });
      const jwt = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' };
      const device = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'AH-1Ng' };
      const forms = [jwt, { ...jwt, assertion: 'x' }, { ...jwt, assertion: 'eyJhIjoxfQ.eyJhIjoxfQ.x' }, device];
      return Promise.all(forms.map(async (form) => told(await browser.token(form))));
    },
  },
  'google/token/repeated-parameter': {
    on: '400 invalid_request: OAuth 2 parameters can only have a single value: grant_type',
    off: '400 invalid_request: Bad Request',
    plain: {
      without: ['google/token/errors'],
      answer: "400 invalid_request: 'grant_type' parameter must not be provided twice",
    },
    observe: async (browser) => {
      const body = new URLSearchParams({
        client_id: CLIENT_ID,
        client_secret: SECRET,
        refresh_token: 'x',
        grant_type: 'refresh_token',
      });
      body.append('grant_type', 'refresh_token');
      return told(await browser.send('/token', { method: 'POST', body }));
    },
  },
  'google/refresh/unknown-scopes': {
    on: [
      '400 {\n  "error": "invalid_scope",\n  "error_description": "Some requested scopes were invalid. {invalid=[a, c, d]}",\n  "error_uri": "https://developers.google.com/identity/protocols/oauth2"\n}',
      '400 invalid_scope: Some requested scopes were invalid. {valid=[openid], invalid=[a]}',
    ],
    off: ['400 {\n  "error": "invalid_scope",\n  "error_description": "Bad Request"\n}', '400 invalid_scope: Bad Request'],
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens(OFFLINE);
      const bad = await bodyOf(await browser.refresh(refresh_token, { scope: 'a c d a' }));
      return [bad, await told(await browser.refresh(refresh_token, { scope: 'openid a' }))];
    },
  },
  'google/token/pkce-errors': {
    on: ['Missing code verifier.', 'Invalid code verifier.', 'code_verifier or verifier is not needed.'],
    off: ['Bad Request', 'Bad Request', 'Bad Request'],
    plain: {
      without: ['google/token/errors'],
      answer: ['grant request is invalid', 'grant request is invalid', 'grant request is invalid'],
    },
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
    off: ['Token has been expired or revoked.', 'Token has been expired or revoked.'],
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
    off: '401 {\n  "error": "invalid_client",\n  "error_description": "client authentication failed"\n}',
    observe: async (browser) => bodyOf(await browser.refresh('1//03x', { client_id: 'nobody' })),
  },
  'google/token/failed-exchange-spends-code': {
    on: [400, 400],
    off: [400, 200],
    observe: async (browser) => {
      const callback = await browser.signIn();
      const failed = await browser.redeem(callback, { redirect_uri: `${CALLBACK}/other` });
      return [failed.status, (await browser.redeem(callback)).status];
    },
  },
  'google/token/reused-code': {
    setting: 'spares-tokens',
    on: [400, 200],
    off: [400, 401],
    observe: async (browser) => {
      const callback = await browser.signIn({ scope: `openid ${DRIVE}` });
      const { access_token } = (await (await browser.redeem(callback)).json()) as Record<string, string>;
      const again = await browser.redeem(callback);
      return [again.status, (await browser.api('/drive/v3/files', access_token)).status];
    },
  },
};

import { matching } from '../../../testing/test-probe.ts';
import { CALLBACK, CLIENT_ID, SECRET } from '../test-browser.ts';
import { bodyOf, boundCode, keys, type Probes, VERIFIER } from '../test-observe.ts';

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
  'google/token/pkce-errors': {
    on: ['Missing code verifier.', 'Invalid code verifier.', 'code_verifier or verifier is not needed'],
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
};

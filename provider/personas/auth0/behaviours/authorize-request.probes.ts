import { containing } from '../../../testing/test-probe.ts';
import { API, CALLBACK, CLIENT_ID, VERIFIER } from '../test-browser.ts';
import { claimsOf, type Probes, seen, told } from '../test-observe.ts';

const OTHER = 'https://other.example/';

export const probes: Probes = {
  'auth0/authorize/lenient-parameters': {
    on: 'code',
    off: 'invalid_request: Invalid request parameters',
    observe: async (browser) => seen(await browser.reply({ prompt: 'create', claims: '{', acr_values: 'x' })),
  },
  'auth0/authorize/pkce-plain': {
    on: 200,
    off: 'invalid_request: Invalid request parameters',
    observe: async (browser) => {
      const reply = await browser.reply({ code_challenge: VERIFIER, code_challenge_method: 'plain' });
      const callback = new URL(reply.headers.get('location') ?? '');
      if (callback.searchParams.has('error')) return seen(reply);
      return (await browser.redeem(callback, { code_verifier: VERIFIER })).status;
    },
  },
  'auth0/authorize/repeated-parameters': {
    on: containing('/u/login'),
    off: 'invalid_request: Duplicate parameters are not allowed',
    observe: async (browser) => {
      const query = new URLSearchParams({ client_id: CLIENT_ID, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid' });
      return seen(await browser.send(`/authorize?${query}&scope=email`));
    },
  },
  'auth0/audience/named': {
    on: [API],
    off: 'no audience',
    observe: async (browser) => {
      const aud = claimsOf((await browser.tokens({ audience: API, scope: 'openid read:orders' })).access_token).aud;
      return Array.isArray(aud) ? aud.slice(0, 1) : 'no audience';
    },
  },
  'auth0/audience/default': {
    on: [API],
    off: 'no audience',
    setting: API,
    observe: async (browser) => {
      const aud = claimsOf((await browser.tokens({ scope: 'openid' })).access_token).aud;
      return Array.isArray(aud) ? aud.slice(0, 1) : 'no audience';
    },
  },
  'auth0/audience/unknown-with-password': {
    on: '400 invalid_request: invalid audience specified for password grant exchange',
    off: '200',
    observe: async (browser) => told(await browser.password({ audience: OTHER })),
  },
  'auth0/audience/unknown-with-client-credentials': {
    on: `403 access_denied: Service not enabled within domain: ${OTHER}`,
    off: '200',
    observe: async (browser) => told(await browser.machine({ audience: OTHER })),
  },
  'auth0/audience/unknown': {
    on: `access_denied: Service not found: ${OTHER}`,
    off: 'code',
    observe: async (browser) => seen(await browser.reply({ audience: OTHER })),
  },
  'auth0/audience/not-granted': {
    on: [`invalid_request: Client "${CLIENT_ID}" is not authorized to access resource server "${OTHER}".`, 403],
    off: ['code', 200],
    observe: async (browser) => {
      await browser.world.auth0.register({ clientId: 'other', apis: [{ identifier: OTHER, requiresGrant: true }] });
      return [await seen(await browser.reply({ audience: OTHER })), (await browser.machine({ audience: OTHER })).status];
    },
  },
};

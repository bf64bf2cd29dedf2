import { containing } from '../../../testing/test-probe.ts';
import { namesOf, type Probes, seen } from '../test-observe.ts';

const CUSTOM = 'https://shop.example.com/cb';

export const probes: Probes = {
  'auth0/redirect/subdomain-wildcard': {
    on: ['code', 403],
    off: [containing('Callback URL mismatch'), 403],
    observe: async (browser) => {
      await browser.register({ redirectUris: ['https://*.example.com/cb'] });
      const [fits, not] = [
        await browser.reply({ redirect_uri: CUSTOM }),
        await browser.authorize({ redirect_uri: 'https://a.b.example.com/cb' }),
      ];
      return [await seen(fits), not.status];
    },
  },
  'auth0/redirect/exact-port': {
    on: 403,
    off: 302,
    observe: async (browser) => {
      await browser.register({ kind: 'desktop' });
      return (await browser.authorize({ redirect_uri: 'http://127.0.0.1:45667/callback' })).status;
    },
  },
  'auth0/redirect/confirmation': {
    on: ['200 confirmation', 'code', 'login_required no'],
    off: ['code', 'code', 'login_required no'],
    observe: async (browser) => {
      await browser.register({ skipCallbackConfirmation: false });
      await browser.signIn();
      const first = await seen(await browser.settle(await browser.authorize()));
      const second = await seen(await browser.reply());
      const silent = await seen(await browser.authorize({ prompt: 'none' }));
      return [first, second, silent === 'code' ? 'login_required no' : silent];
    },
  },
  'auth0/redirect/response-modes': {
    on: ['200 form-post', 'fragment', 'message'],
    off: ['code', 'fragment', 'query'],
    observe: async (browser) => {
      const posted = await seen(await browser.reply({ response_mode: 'form_post' }));
      const inFragment = await browser.signIn({ response_mode: 'fragment' });
      const message = await browser.authorize({ response_mode: 'web_message', prompt: 'none' });
      const told = message.status === 200 && (await message.text()).includes('authorization_response') ? 'message' : 'query';
      return [posted, inFragment.hash ? 'fragment' : 'query', told];
    },
  },
  'auth0/redirect/web-origins': {
    on: false,
    off: true,
    observe: async (browser) => {
      const redirectUris = ['com.example.app://callback'];
      await browser.register({ redirectUris });
      const reply = await browser.authorize({
        redirect_uri: redirectUris[0] ?? '',
        response_mode: 'web_message',
        prompt: 'none',
      });
      return (await reply.text()).includes('authorization_response');
    },
  },
  'auth0/callback/member-order': {
    on: 'access_token scope expires_in token_type state id_token',
    off: 'id_token access_token expires_in token_type scope state',
    observe: async (browser) => namesOf(await browser.signIn({ response_type: 'token id_token', nonce: 'n' })),
  },
  'auth0/callback/encoding': {
    on: '?error=login_required&error_description=Login%20required&state=st%2F1',
    off: '?error=login_required&error_description=Login+required&state=st%2F1',
    observe: async (browser) => new URL((await browser.authorize({ prompt: 'none' })).headers.get('location') ?? '').search,
  },
  'auth0/callback/denied-words': {
    on: 'access_denied: User did not authorize the request',
    off: 'access_denied: End-User aborted interaction',
    observe: async (browser) => {
      const login = await browser.settle(await browser.authorize({ prompt: 'consent' }));
      const page = await browser.settle(await browser.press(login, { account: 'ana' }));
      return seen(await browser.press(page, { decision: 'deny' }));
    },
  },
  'auth0/callback/issuer': {
    on: 'code state iss',
    off: 'code state',
    setting: 'present',
    observe: async (browser) => namesOf(await browser.signIn()),
  },
};

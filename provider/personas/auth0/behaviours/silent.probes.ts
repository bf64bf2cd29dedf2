import { type Probes, seen } from '../test-observe.ts';

const LOCALHOST = 'http://localhost:3000/callback';

export const probes: Probes = {
  'auth0/silent/other-connection': {
    on: 'login_required: Login required',
    off: 'code',
    observe: async (browser) => {
      await browser.signIn();
      return seen(await browser.authorize({ prompt: 'none', connection: 'google-oauth2' }));
    },
  },
  'auth0/silent/development-keys': {
    on: 'login_required: Login required',
    off: 'code',
    setting: 'development-keys',
    observe: async (browser) => {
      await browser.signIn({ connection: 'google-oauth2' });
      return seen(await browser.authorize({ prompt: 'none' }));
    },
  },
  'auth0/silent/login-required': {
    on: 'login_required: Login required',
    off: 'login_required: End-User authentication is required',
    observe: async (browser) => seen(await browser.authorize({ prompt: 'none' })),
  },
  'auth0/silent/consent-required': {
    on: 'consent_required: Consent required',
    off: 'consent_required: requested scopes not granted',
    observe: async (browser) => {
      await browser.register({ redirectUris: ['http://127.0.0.1:3000/callback', LOCALHOST] });
      await browser.signIn();
      return seen(await browser.authorize({ prompt: 'none', redirect_uri: LOCALHOST }));
    },
  },
};

import { OFFLINE } from '../test-browser.ts';
import { type Probes, seen, told } from '../test-observe.ts';

export const probes: Probes = {
  'auth0/action/deny-at-callback': {
    on: [
      'access_denied: Please verify your email before logging in',
      'access_denied: Please verify your email before logging in',
    ],
    off: ['code', 'code'],
    observe: async (browser) => {
      await browser.register({ action: { deny: 'unverified' } });
      return [await seen(await browser.reply({}, 'unverified')), await seen(await browser.authorize())];
    },
  },
  'auth0/action/deny-at-token-endpoint': {
    on: '403 access_denied: Closed today',
    off: '200',
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens(OFFLINE);
      await browser.register({ action: { deny: 'always', reason: 'Closed today' } });
      return told(await browser.refresh(refresh_token));
    },
  },
  'auth0/action/deny-password': {
    on: '403 access_denied: Access denied',
    off: '200',
    observe: async (browser) => {
      await browser.register({ action: { deny: 'always' } });
      return told(await browser.password());
    },
  },
};

import { CALENDAR, DRIVE } from '../test-browser.ts';
import { OFFLINE, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/consent/remembered-by-project': {
    on: 302,
    off: 200,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize()).status;
    },
  },
  'google/consent/denied-by-person': {
    on: 'access_denied',
    off: null,
    observe: async (browser) => (await browser.signIn({}, 'denies')).searchParams.get('error'),
  },
  'google/consent/granular': {
    on: 2,
    off: 0,
    observe: async (browser) => {
      const consent = await browser.press(await browser.authorize({ scope: `openid ${DRIVE} ${CALENDAR}` }), { account: 'ana' });
      return [...(await consent.text()).matchAll(/type="checkbox"/g)].length;
    },
  },
  'google/consent/incremental': {
    on: [`${CALENDAR} ${DRIVE} openid`, 200],
    off: [CALENDAR, 403],
    observe: async (browser) => {
      await browser.signIn(OFFLINE);
      const { scope, access_token } = await browser.tokens({ scope: CALENDAR, include_granted_scopes: 'true' });
      return [scope, (await browser.api('/drive/v3/files', access_token)).status];
    },
  },
};

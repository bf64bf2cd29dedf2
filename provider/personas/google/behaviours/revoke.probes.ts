import { bodyOf, driveToken, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/revoke/get-404': {
    on: [404, 200],
    off: [200, 400],
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
    off: '401 {\n  "error": "invalid_client",\n  "error_description": "client authentication failed"\n}',
    observe: async (browser) => bodyOf(await browser.post('/revoke', { token: 'nope' })),
  },
  'google/revoke/whole-grant': {
    on: [200, 400, 200],
    off: [401, 200, 302],
    observe: async (browser) => {
      const { access_token, refresh_token } = await browser.tokens({ access_type: 'offline' });
      const revoked = await browser.post('/revoke', { token: access_token ?? '' });
      return [revoked.status, (await browser.refresh(refresh_token)).status, (await browser.authorize()).status];
    },
  },
};

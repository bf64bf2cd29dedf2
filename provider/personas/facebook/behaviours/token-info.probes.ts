import { APP_ID } from '../test-browser.ts';
import type { Probes } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/sign-in/auth-nonce': {
    on: 'an-1',
    off: undefined,
    observe: async (browser) => {
      const { access_token: token = '' } = await browser.tokens({ auth_type: 'reauthenticate', auth_nonce: 'an-1' });
      const query = new URLSearchParams({ client_id: APP_ID, access_token: token });
      return ((await (await browser.send(`/oauth/access_token_info?${query}`)).json()) as { auth_nonce?: string }).auth_nonce;
    },
  },
};

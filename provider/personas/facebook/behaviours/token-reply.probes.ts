import { containing, matching } from '../../../testing/test-probe.ts';
import { BUSINESS, bodyOf, keys, OPENID, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/token/bearer-in-lower-case': {
    on: 'bearer',
    off: 'Bearer',
    observe: async (browser) => (await browser.tokens()).token_type,
  },
  'facebook/token/no-scope': { on: false, off: true, observe: async (browser) => 'scope' in (await browser.tokens()) },
  'facebook/token/endless-is-silent': {
    on: 'access_token token_type',
    off: 'access_token token_type expires_in',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      return keys(await browser.tokens({ config_id: 'c1', scope: '' }));
    },
  },
  'facebook/token/member-order': {
    on: 'access_token id_token token_type expires_in',
    off: 'access_token expires_in id_token token_type',
    observe: async (browser) => keys(await browser.tokens(OPENID)),
  },
  'facebook/token/form-before-2-3': {
    on: matching(/^200 access_token=EAA\w+&expires=\d+$/),
    off: containing('200 {"access_token":"EAA'),
    observe: async (browser) => bodyOf(await browser.redeem(await browser.signIn(), {}, '/v2.2/oauth/access_token')),
  },
};

import { AT_ONCE, BUSINESS, listedBy, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/consent/remembered-by-app': {
    on: 302,
    off: 200,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.dialog()).status;
    },
  },
  'facebook/consent/openid-is-no-permission': {
    on: 'email* public_profile',
    off: 'email* openid public_profile',
    observe: async (browser) => {
      const chooser = await browser.settle(await browser.dialog({ scope: 'openid,email' }));
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/consent/declined-remembered': {
    on: 302,
    off: 200,
    observe: async (browser) => {
      await browser.signIn({}, 'ana', ['email']);
      return (await browser.dialog()).status;
    },
  },
  'facebook/consent/rerequest': {
    on: 'email*',
    off: AT_ONCE,
    observe: async (browser) => {
      await browser.signIn({}, 'ana', ['email']);
      return listedBy(await browser.dialog({ auth_type: 'rerequest' }));
    },
  },
  'facebook/consent/reauthorize': {
    on: 'email* public_profile',
    off: AT_ONCE,
    observe: async (browser) => {
      await browser.signIn();
      return listedBy(await browser.dialog({ auth_type: 'reauthorize' }));
    },
  },
  'facebook/business/all-or-nothing': {
    on: 'email pages_show_list public_profile',
    off: 'email* pages_show_list* public_profile',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      const chooser = await browser.settle(await browser.dialog({ config_id: 'c1' }));
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/consent/granular': {
    on: 'email* public_profile',
    off: 'email public_profile',
    observe: async (browser) => {
      const chooser = await browser.settle(await browser.dialog());
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
};

import { matching } from '../../../testing/test-probe.ts';
import type { TestBrowser } from '../test-browser.ts';
import { BUSINESS, exchanged, expiresIn, fragmentOf, type Probes } from '../test-observe.ts';

const DAY = 86_400;

const shortLifetime = async (browser: TestBrowser): Promise<number> =>
  Number(fragmentOf(await browser.signIn({ response_type: 'token' })).get('expires_in'));

export const probes: Probes = {
  'facebook/token/formats': {
    on: [matching(/^AQ[\w-]{298}$/), matching(/^EAA[A-Za-z0-9]{177}ZDZD$/)],
    off: [matching(/^[\w-]{43}$/), matching(/^[\w-]{43}$/)],
    observe: async (browser) => {
      const callback = await browser.signIn();
      const { access_token: token } = (await (await browser.redeem(callback)).json()) as { access_token: string };
      return [callback.searchParams.get('code'), token];
    },
  },
  'facebook/business/endless-token': {
    on: undefined,
    off: 60,
    observe: async (browser) => {
      await browser.register(BUSINESS);
      const { expires_in: seconds } = await browser.tokens({ config_id: 'c1', scope: '' });
      return seconds === undefined ? undefined : Math.ceil(Number(seconds) / DAY);
    },
  },
  'facebook/token/short-lived': {
    on: 'over an hour',
    off: 3600,
    observe: async (browser) => {
      const seconds = await shortLifetime(browser);
      return seconds > 3600 ? 'over an hour' : seconds;
    },
  },
  'facebook/token/code-flow-lifetime': {
    on: 60,
    off: 1,
    observe: async (browser) => Math.ceil((await expiresIn(await browser.redeem(await browser.signIn()))) / DAY),
  },
  'facebook/token/long-lived': { on: 60 * DAY, off: 3600, observe: async (browser) => expiresIn(await exchanged(browser)) },
  'facebook/token/code-lifetime': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const callback = await browser.signIn();
      await browser.world.clock.age('9m');
      return (await browser.redeem(callback)).status;
    },
  },
  'facebook/token/reused-code-ends-nothing': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const callback = await browser.signIn();
      const { access_token: token } = (await (await browser.redeem(callback)).json()) as { access_token: string };
      await browser.redeem(callback);
      return (await browser.send(`/me?access_token=${token}`)).status;
    },
  },
};

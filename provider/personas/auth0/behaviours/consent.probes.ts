import { API, type TestBrowser } from '../test-browser.ts';
import { type Probes, seen } from '../test-observe.ts';

const LOCALHOST = 'http://localhost:3000/callback';

const onLocalhost = async (browser: TestBrowser, params = {}): Promise<Response> => {
  await browser.register({ redirectUris: ['http://127.0.0.1:3000/callback', LOCALHOST], apis: [{ identifier: API }] });
  return browser.reply({ redirect_uri: LOCALHOST, ...params });
};

export const probes: Probes = {
  'auth0/consent/denying-person': {
    on: 'access_denied: User did not authorize the request',
    off: 'code',
    observe: async (browser) => seen(await browser.reply({}, 'denies')),
  },
  'auth0/consent/remembered': {
    on: ['code', '200 consent'],
    off: ['200 consent', '200 consent'],
    observe: async (browser) => {
      await onLocalhost(browser);
      const again = await browser.settle(await browser.authorize({ redirect_uri: LOCALHOST }));
      const forApi = await browser.settle(await browser.authorize({ redirect_uri: LOCALHOST, audience: API }));
      return [await seen(again), await seen(forApi)];
    },
  },
  'auth0/consent/first-party': {
    on: ['code', '200 consent', '200 consent'],
    off: ['200 consent', '200 consent', '200 consent'],
    observe: async (browser) => {
      const login = await browser.press(await browser.settle(await browser.authorize()), { account: 'ana' });
      const here = await seen(await browser.settle(login));
      await browser.register({ redirectUris: ['http://127.0.0.1:3000/callback', LOCALHOST] });
      const localhost = await seen(await browser.settle(await browser.authorize({ redirect_uri: LOCALHOST })));
      await browser.register({ thirdParty: true });
      return [here, localhost, await seen(await browser.settle(await browser.authorize()))];
    },
  },
};

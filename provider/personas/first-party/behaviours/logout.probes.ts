import { type Probes, told } from '../test-observe.ts';

export const probes: Probes = {
  'first-party/logout/server-side': {
    on: ['204', '401 token_ended'],
    off: ['204', '200'],
    observe: async (browser) => {
      const token = await browser.token();
      return [await told(await browser.json('DELETE', '/tokens/current', undefined, token)), await told(await browser.me(token))];
    },
  },
  'first-party/logout/everywhere': {
    on: ['204', '401 token_ended', '401 token_ended', '401 session_ended'],
    off: ['204', '200', '200', '200'],
    observe: async (browser) => {
      const [one, other] = [await browser.token(), await browser.token()];
      const ended = await told(await browser.json('DELETE', '/tokens', undefined, one));
      await browser.login();
      await browser.json('DELETE', '/tokens', undefined, await browser.token());
      return [ended, await told(await browser.me(one)), await told(await browser.me(other)), await told(await browser.me())];
    },
  },
  'first-party/logout/again': {
    on: ['204', '204', '204'],
    off: ['204', '401 authentication_required', '401 authentication_required'],
    observe: async (browser) => {
      const token = await browser.token();
      const leave = async () => told(await browser.json('DELETE', '/tokens/current', undefined, token));
      return [await leave(), await leave(), await told(await browser.json('POST', '/logout'))];
    },
  },
};

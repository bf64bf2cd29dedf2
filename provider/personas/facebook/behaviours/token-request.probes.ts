import { CALLBACK } from '../test-browser.ts';
import { CHALLENGE, clientCode, type Probes, VERIFIER } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/token/query-parameters': {
    on: 200,
    off: 400,
    observe: async (browser) => (await browser.redeem(await browser.signIn())).status,
  },
  'facebook/token/grant-type-optional': {
    on: 200,
    off: 400,
    observe: async (browser) => (await browser.redeem(await browser.signIn())).status,
  },
  'facebook/token/verifier-for-secret': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: CHALLENGE, code_challenge_method: 'S256' });
      return (await browser.redeem(callback, { client_secret: '', code_verifier: VERIFIER })).status;
    },
  },
  'facebook/token/client-code-without-secret': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const { code } = (await (await clientCode(browser)).json()) as { code: string };
      return (await browser.token({ code, client_secret: '', redirect_uri: CALLBACK })).status;
    },
  },
};

import { matching } from '../../../testing/test-probe.ts';
import { DRIVE } from '../test-browser.ts';
import { type Probes, refusalOf, VERIFIER } from '../test-observe.ts';

export const probes: Probes = {
  'google/authorize/pkce-plain': {
    on: 200,
    off: false,
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: VERIFIER, code_challenge_method: 'plain' });
      return callback.searchParams.has('code') && (await browser.redeem(callback, { code_verifier: VERIFIER })).status;
    },
  },
  'google/authorize/openid-unasked': {
    on: true,
    off: false,
    observe: async (browser) => 'id_token' in (await browser.tokens({ scope: 'email' })),
  },
  'google/authorize/openid-parameters-ignored': {
    on: '200 page',
    off: '400 invalid_request: Invalid scope: https://www.googleapis.com/auth/drive',
    plain: {
      without: ['google/authorize/error-page'],
      answer: matching(
        /^302 .*\/callback\?error=invalid_request&.*error_description=openid\+scope\+must\+be\+requested\+when\+using\+the\+nonce\+parameter/,
      ),
    },
    observe: async (browser) => refusalOf(await browser.authorize({ scope: DRIVE, nonce: 'n' })),
  },
  'google/authorize/no-forced-login': {
    on: 302,
    off: 200,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize({ prompt: 'login' })).status;
    },
  },
};

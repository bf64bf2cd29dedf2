import { containing } from '../../../testing/test-probe.ts';
import { APP_ID, CALLBACK } from '../test-browser.ts';
import { AT_ONCE, BUSINESS, endOf, LOGIN_PAGE, listedBy, namesOf, opened, type Probes, VERIFIER } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/dialog/app-id-alias': {
    on: LOGIN_PAGE,
    off: '400 Invalid App ID: Invalid App ID: The provided app ID does not look like a valid app ID.',
    plain: { without: ['facebook/dialog/unknown-app'], answer: '400 Error 400: invalid_client: client is invalid' },
    observe: opened({ client_id: '', app_id: APP_ID }),
  },
  'facebook/dialog/unknown-parameters': {
    on: AT_ONCE,
    off: "400 Sorry, something went wrong.: We're working on it and we'll get it fixed as soon as we can.",
    plain: {
      without: ['facebook/dialog/other-errors'],
      answer: containing(`302 ${CALLBACK}?error=invalid_request&error_description=openid+scope+must+be+requested+when+using`),
    },
    observe: async (browser) => {
      await browser.signIn();
      return endOf(await browser.dialog({ prompt: 'login', max_age: '0' }));
    },
  },
  'facebook/dialog/response-types': {
    on: 'access_token data_access_expiration_time expires_in long_lived_token granted_scopes denied_scopes state',
    off: 'none:400',
    plain: { without: ['facebook/dialog/other-errors'], answer: 'error error_description state' },
    observe: async (browser) => namesOf(await browser.signIn({ response_type: 'token,granted_scopes' })),
  },
  'facebook/dialog/comma-scopes': {
    on: 'email* user_friends* public_profile',
    off: 'email,user_friends,public_profile* public_profile',
    observe: async (browser) => {
      await browser.signIn({ scope: 'public_profile' }, 'ben');
      await browser.world.grants.revoke({ person: 'ben' });
      return listedBy(await browser.dialog({ scope: 'email,user_friends,public_profile' }));
    },
  },
  'facebook/business/configuration': {
    on: 'email pages_show_list public_profile',
    off: 'public_profile',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      const chooser = await browser.settle(await browser.dialog({ config_id: 'c1', scope: '' }));
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/dialog/public-profile-always': {
    on: 'email* public_profile',
    off: 'email*',
    observe: async (browser) => {
      const chooser = await browser.settle(await browser.dialog());
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/dialog/id-token-without-openid': {
    on: 'id_token state',
    off: 'none:400',
    plain: { without: ['facebook/dialog/other-errors'], answer: 'error error_description state' },
    observe: async (browser) => namesOf(await browser.signIn({ response_type: 'id_token' })),
  },
  'facebook/dialog/nonce-without-openid': {
    on: LOGIN_PAGE,
    off: "400 Sorry, something went wrong.: We're working on it and we'll get it fixed as soon as we can.",
    plain: {
      without: ['facebook/dialog/other-errors'],
      answer: containing(
        `302 ${CALLBACK}?error=invalid_request&error_description=openid+scope+must+be+requested+when+using+the+nonce+parameter`,
      ),
    },
    observe: opened({ nonce: 'n' }),
  },
  'facebook/dialog/pkce-plain': {
    on: 200,
    off: 400,
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: VERIFIER });
      return (await browser.redeem(callback, { code_verifier: VERIFIER })).status;
    },
  },
  'facebook/dialog/repeated-parameters': {
    on: LOGIN_PAGE,
    off: "400 Sorry, something went wrong.: We're working on it and we'll get it fixed as soon as we can.",
    plain: {
      without: ['facebook/dialog/other-errors'],
      answer: "400 Error 400: invalid_request: 'state' parameter must not be provided twice",
    },
    observe: async (browser) =>
      endOf(await browser.send(`/dialog/oauth?client_id=${APP_ID}&redirect_uri=${CALLBACK}&state=a&state=b`)),
  },
};

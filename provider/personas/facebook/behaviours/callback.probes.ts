import { matching } from '../../../testing/test-probe.ts';
import { CALLBACK } from '../test-browser.ts';
import { BUSINESS, cancelled, claimsOf, fragmentOf, namesOf, type Probes, TOKEN } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/callback/errors-in-query': {
    on: `${CALLBACK}?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=st%2F1#_=_`,
    off: `${CALLBACK}#error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=st%2F1`,
    observe: async (browser) => (await cancelled(browser, TOKEN)).href,
  },
  'facebook/callback/cancelled': {
    on: `${CALLBACK}?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=st%2F1#_=_`,
    off: `${CALLBACK}?error=access_denied&error_description=End-User+aborted+interaction&state=st%2F1#_=_`,
    observe: async (browser) => (await cancelled(browser)).href,
  },
  'facebook/callback/no-token-type': {
    on: 'access_token data_access_expiration_time expires_in long_lived_token state',
    off: 'access_token data_access_expiration_time expires_in long_lived_token token_type scope state',
    observe: async (browser) => namesOf(await browser.signIn(TOKEN)),
  },
  'facebook/callback/data-access-expiration': {
    on: 90 * 86_400,
    off: 'none',
    observe: async (browser) => {
      const fragment = fragmentOf(await browser.signIn({ response_type: 'id_token token' }));
      const { iat } = claimsOf(fragment.get('id_token') ?? undefined);
      const expires = fragment.get('data_access_expiration_time');
      // Two readings of the clock: whole minutes, so that a second between them does not count.
      return expires === null ? 'none' : Math.round((Number(expires) - Number(iat)) / 60) * 60;
    },
  },
  'facebook/callback/endless-is-zero': {
    on: '0',
    off: '315360000',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      await browser.world.settings.change({ 'facebook/business/code-only': false });
      return fragmentOf(await browser.signIn({ config_id: 'c1', ...TOKEN })).get('expires_in');
    },
  },
  'facebook/callback/granted-scopes': {
    on: ['public_profile', 'email'],
    off: [null, null],
    observe: async (browser) => {
      const { searchParams } = await browser.signIn({ return_scopes: 'true' }, 'ana', ['email']);
      return [searchParams.get('granted_scopes'), searchParams.get('denied_scopes')];
    },
  },
  'facebook/callback/signed-request': {
    on: 'granted_scopes denied_scopes signed_request graph_domain access_token data_access_expiration_time expires_in long_lived_token state',
    off: 'access_token data_access_expiration_time expires_in long_lived_token granted_scopes denied_scopes state',
    observe: async (browser) =>
      namesOf(await browser.signIn({ response_type: 'token,signed_request,graph_domain,granted_scopes' })),
  },
  'facebook/callback/order': {
    on: 'access_token data_access_expiration_time expires_in long_lived_token code state',
    off: 'code access_token expires_in state long_lived_token data_access_expiration_time',
    observe: async (browser) => namesOf(await browser.signIn({ response_type: 'code token' })),
  },
  'facebook/callback/long-lived-token': {
    on: matching(/^EAA/),
    off: null,
    observe: async (browser) => fragmentOf(await browser.signIn(TOKEN)).get('long_lived_token'),
  },
};

import { containing } from '../../../testing/test-probe.ts';
import { CALLBACK } from '../test-browser.ts';
import { CHALLENGE, type Probes, told, VERIFIER } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/token/secret-or-verifier': {
    on: '400 1: Error validating client secret.',
    off: '200',
    observe: async (browser) => {
      await browser.world.facebook.register({ clientId: '3', redirectUris: [CALLBACK], kind: 'mobile' });
      return told(await browser.redeem(await browser.signIn({ client_id: '3' }), { client_id: '3', client_secret: '' }));
    },
  },
  'facebook/token/client-id-missing': {
    on: '400 101: Missing client_id parameter.',
    off: '400 101: Error validating application. Invalid application ID.',
    observe: async (browser) => told(await browser.token({ client_id: '', code: 'AQx', redirect_uri: CALLBACK })),
  },
  'facebook/token/deleted-app': {
    on: '400 101: Error validating application. Application has been deleted.',
    off: '400 101: Error validating application. Invalid application ID.',
    observe: async (browser) => {
      await browser.register({ status: 'deleted' });
      return told(await browser.token({ code: 'AQx', redirect_uri: CALLBACK }));
    },
  },
  'facebook/token/unknown-app': {
    on: '400 101: Error validating application. Invalid application ID.',
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/code-malformed', 'facebook/token/other-errors'], answer: '401 invalid_client' },
    observe: async (browser) => told(await browser.token({ client_id: '1', code: 'x', redirect_uri: CALLBACK })),
  },
  'facebook/token/mobile-grants': {
    on: [
      '400 2500: An active access token must be used to query information about the current user.',
      '400 190: Invalid OAuth access token - Cannot parse access token',
      '400 100: (#100) Invalid parameter',
    ],
    off: [
      "400 100: Invalid grant_type: 'fb_extend_sso_token'. Supported types: authorization_code, client_credentials",
      "400 100: Invalid grant_type: 'fb_extend_sso_token'. Supported types: authorization_code, client_credentials",
      "400 100: Invalid grant_type: 'fb_exchange_nonce'. Supported types: authorization_code, client_credentials",
    ],
    observe: async (browser) => {
      await browser.world.settings.change({ 'lab/gaps': 'vendor' });
      const extend = { grant_type: 'fb_extend_sso_token' };
      const forms = [extend, { ...extend, access_token: 'x' }, { grant_type: 'fb_exchange_nonce', fb_exchange_nonce: 'x' }];
      return Promise.all(forms.map(async (form) => told(await browser.token(form))));
    },
  },
  'facebook/token/no-refresh': {
    on: "400 100: Invalid grant_type: 'refresh_token'. Supported types: authorization_code, client_credentials",
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '400 invalid_grant' },
    observe: async (browser) => told(await browser.token({ grant_type: 'refresh_token', refresh_token: 'x' })),
  },
  'facebook/token/grant-types': {
    on: "400 100: Invalid grant_type: '123abcauthorization_code'. Supported types: authorization_code, client_credentials",
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '400 unsupported_grant_type' },
    observe: async (browser) => told(await browser.token({ grant_type: '123abcauthorization_code' })),
  },
  'facebook/token/redirect-uri-missing': {
    on: '400 191: Missing redirect_uri parameter.',
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '400 invalid_request' },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: '' })),
  },
  'facebook/token/redirect-uri-relative': {
    on: "400 191: redirect_uri isn't an absolute URI. Check RFC 3986.",
    off: '400 100/36008: Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    plain: { without: ['facebook/token/redirect-uri-other', 'facebook/token/other-errors'], answer: '400 invalid_grant' },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: '/callback' })),
  },
  'facebook/token/redirect-uri-foreign': {
    on: containing("400 191: Can't load URL: The domain of this URL isn't included in the app's domains."),
    off: '400 100/36008: Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    plain: { without: ['facebook/token/redirect-uri-other', 'facebook/token/other-errors'], answer: '400 invalid_grant' },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: 'https://other.example/' })),
  },
  'facebook/token/wrong-secret': {
    on: '400 1: Error validating client secret.',
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '401 invalid_client' },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { client_secret: 'wrong' })),
  },
  'facebook/token/code-malformed': {
    on: '400 100: Invalid verification code format.',
    off: '400 invalid_grant',
    observe: async (browser) => {
      await browser.world.settings.change({ 'facebook/token/other-errors': false });
      return told(await browser.token({ code: 'nonsense', redirect_uri: CALLBACK }));
    },
  },
  'facebook/token/code-used': {
    on: '400 100/36009: This authorization code has been used.',
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '400 invalid_grant' },
    observe: async (browser) => {
      const callback = await browser.signIn();
      await browser.redeem(callback);
      return told(await browser.redeem(callback));
    },
  },
  'facebook/token/code-expired': {
    on: '400 100/36007: This authorization code has expired.',
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '400 invalid_grant' },
    observe: async (browser) => {
      const callback = await browser.signIn();
      await browser.world.clock.age('11m');
      return told(await browser.redeem(callback));
    },
  },
  'facebook/token/redirect-uri-other': {
    on: '400 100/36008: Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '400 invalid_grant' },
    observe: async (browser) => told(await browser.redeem(await browser.signIn(), { redirect_uri: `${CALLBACK}/` })),
  },
  'facebook/token/wrong-verifier': {
    on: '400 100: Invalid code verifier.',
    off: '400 100: Invalid verification code format.',
    plain: { without: ['facebook/token/other-errors'], answer: '400 invalid_grant' },
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: CHALLENGE, code_challenge_method: 'S256' });
      return told(await browser.redeem(callback, { code_verifier: `${VERIFIER}x` }));
    },
  },
  'facebook/token/other-errors': {
    on: '400 100: Invalid verification code format.',
    off: '400 invalid_grant',
    observe: async (browser) => told(await browser.token({ code: `AQ${'x'.repeat(298)}`, redirect_uri: CALLBACK })),
  },
};

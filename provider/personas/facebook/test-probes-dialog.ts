import type { BehaviourId } from '../../model/index.ts';
import { containing } from '../../testing/test-probe.ts';
import { APP_ID, CALLBACK, SUCCESS } from './test-browser.ts';
import { cancelled, claimsOf, endOf, fragmentOf, listedBy, namesOf, opened, type Probe, VERIFIER } from './test-observe.ts';

const LOGIN_PAGE = containing('/facebook/login.php?skip_api_login=1');
const WEB_VIEW = 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36';
const PHONE = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36';
const DEVELOPED = { status: 'testing', testers: ['ben'] } as const;
const BUSINESS = { configurations: { c1: { permissions: ['pages_show_list'], token: 'system-user' } } } as const;
const TOKEN = { response_type: 'token' };

/** One probe for each behaviour of the dialog and of the way back. */
export const DIALOG_PROBES: Readonly<Record<BehaviourId, Probe>> = {
  'facebook/dialog/app-id-alias': { on: LOGIN_PAGE, observe: opened({ client_id: '', app_id: APP_ID }) },
  'facebook/dialog/repeated-parameters': {
    on: LOGIN_PAGE,
    observe: async (browser) =>
      endOf(await browser.send(`/dialog/oauth?client_id=${APP_ID}&redirect_uri=${CALLBACK}&state=a&state=b`)),
  },
  'facebook/dialog/unknown-parameters': {
    on: 302,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.dialog({ prompt: 'login', max_age: '0' })).status;
    },
  },
  'facebook/dialog/response-types': {
    on: 'access_token data_access_expiration_time expires_in long_lived_token granted_scopes denied_scopes state',
    observe: async (browser) => namesOf(await browser.signIn({ response_type: 'token,granted_scopes' })),
  },
  'facebook/dialog/comma-scopes': {
    on: 'email* user_friends* public_profile',
    observe: async (browser) => {
      await browser.signIn({ scope: 'public_profile' }, 'ben');
      await browser.world.grants.revoke({ person: 'ben' });
      return listedBy(await browser.dialog({ scope: 'email,user_friends,public_profile' }));
    },
  },
  'facebook/dialog/public-profile-always': {
    on: 'email* public_profile',
    observe: async (browser) => {
      const chooser = await browser.settle(await browser.dialog());
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/dialog/id-token-without-openid': {
    on: 'id_token state',
    observe: async (browser) => namesOf(await browser.signIn({ response_type: 'id_token' })),
  },
  'facebook/dialog/nonce-without-openid': { on: LOGIN_PAGE, observe: opened({ nonce: 'n' }) },
  'facebook/dialog/pkce-plain': {
    on: 200,
    observe: async (browser) => {
      const callback = await browser.signIn({ code_challenge: VERIFIER });
      return (await browser.redeem(callback, { code_verifier: VERIFIER })).status;
    },
  },
  'facebook/dialog/unknown-app': {
    on: '400 Invalid App ID: Invalid App ID: The provided app ID does not look like a valid app ID.',
    observe: opened({ client_id: '1' }),
  },
  'facebook/dialog/redirect-uri-required': {
    on: '400 Error: The parameter redirect_uri is required',
    observe: opened({ redirect_uri: '' }),
  },
  'facebook/dialog/embedded-browser': {
    on: '400 Login disabled: For your account security, logging in to Facebook from an embedded browser is disabled.',
    observe: opened({ display: 'touch' }, {}, { 'user-agent': WEB_VIEW }),
  },
  'facebook/dialog/web-login-off': {
    on: containing('400 Error code 1349168: URL Blocked: This redirect failed'),
    observe: opened({}, { webLogin: false }),
  },
  'facebook/dialog/https-only': {
    on: containing("400 Error code 1349187: Insecure Login Blocked: You can't get an access token"),
    observe: opened({ redirect_uri: 'http://shop.example/callback' }, { redirectUris: ['http://shop.example/callback'] }),
  },
  'facebook/dialog/foreign-domain': {
    on: containing("400 Error code 1349048: Can't Load URL: The domain of this URL isn't included"),
    observe: opened({ redirect_uri: 'https://other.example/callback' }),
  },
  'facebook/dialog/redirect-blocked': {
    on: containing('400 Error code 1349168: URL Blocked: This redirect failed'),
    observe: opened({ redirect_uri: `${CALLBACK}/` }),
  },
  'facebook/dialog/invalid-scopes': {
    on: containing('400 Invalid Scopes: Invalid Scopes: pages_fly, pages_swim.'),
    observe: opened({ scope: 'email,pages_fly,pages_swim' }),
  },
  'facebook/dialog/language': {
    on: containing(`302 ${CALLBACK}?error_code=1349186&error_message=Funktion+nicht+verf`),
    observe: opened({ scope: 'user_posts', locale: 'de_DE' }, { hiddenScopes: ['user_posts'] }),
  },
  'facebook/dialog/unapproved-permissions': {
    on: containing(`302 ${CALLBACK}?error_code=1349186&error_message=Feature+Unavailable`),
    observe: opened({ scope: 'user_posts' }, { hiddenScopes: ['user_posts'] }),
  },
  'facebook/dialog/other-errors': {
    on: "400 Sorry, something went wrong.: We're working on it and we'll get it fixed as soon as we can.",
    observe: opened({ response_type: 'nonsense' }),
  },
  'facebook/dialog/mobile-host': {
    on: containing('302 https://m.facebook.com/dialog/oauth?client_id='),
    observe: async (browser) =>
      endOf(
        await browser.lab.fetch(`https://www.facebook.com/dialog/oauth?client_id=${APP_ID}&redirect_uri=${CALLBACK}`, {
          headers: { 'user-agent': PHONE, 'x-loginlab-world': browser.world.id },
        }),
      ),
  },
  'facebook/redirect/state-in-query': {
    on: LOGIN_PAGE,
    observe: opened({ redirect_uri: `${CALLBACK}?state=mine` }),
  },
  'facebook/redirect/localhost-in-development': {
    on: LOGIN_PAGE,
    observe: opened({ redirect_uri: 'http://localhost:8080/callback' }, { status: 'testing' }),
  },
  'facebook/redirect/every-port-counts': {
    on: containing('400 Error code 1349187'),
    observe: opened(
      { redirect_uri: 'http://127.0.0.1:2000/callback' },
      { kind: 'desktop', redirectUris: ['http://127.0.0.1:1000/callback'] },
    ),
  },
  'facebook/redirect/login-success-page': { on: LOGIN_PAGE, observe: opened({ redirect_uri: SUCCESS }) },
  'facebook/redirect/app-scheme': { on: LOGIN_PAGE, observe: opened({ redirect_uri: `fb${APP_ID}://authorize/` }) },
  'facebook/sign-in/login-page': { on: LOGIN_PAGE, observe: opened({}) },
  'facebook/sign-in/reauthenticate': {
    on: LOGIN_PAGE,
    observe: async (browser) => {
      await browser.signIn();
      return endOf(await browser.dialog({ auth_type: 'reauthenticate' }));
    },
  },
  'facebook/app/force-reauthentication': {
    on: LOGIN_PAGE,
    observe: async (browser) => {
      await browser.signIn();
      await browser.register({ reauthenticates: true });
      return endOf(await browser.dialog());
    },
  },
  'facebook/app/development-mode': {
    on: containing('400 App not active: App not active: This app is not accessible right now'),
    observe: async (browser) => {
      await browser.register(DEVELOPED);
      return endOf(await browser.goOn(await browser.dialog()));
    },
  },
  'facebook/consent/remembered-by-app': {
    on: 302,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.dialog()).status;
    },
  },
  'facebook/consent/openid-is-no-permission': {
    on: 'email* public_profile',
    observe: async (browser) => {
      const chooser = await browser.settle(await browser.dialog({ scope: 'openid,email' }));
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/consent/declined-remembered': {
    on: 302,
    observe: async (browser) => {
      await browser.signIn({}, 'ana', ['email']);
      return (await browser.dialog()).status;
    },
  },
  'facebook/consent/rerequest': {
    on: 'email*',
    observe: async (browser) => {
      await browser.signIn({}, 'ana', ['email']);
      return listedBy(await browser.dialog({ auth_type: 'rerequest' }));
    },
  },
  'facebook/consent/reauthorize': {
    on: 'email* public_profile',
    observe: async (browser) => {
      await browser.signIn();
      return listedBy(await browser.dialog({ auth_type: 'reauthorize' }));
    },
  },
  'facebook/consent/granular': {
    on: 'email* public_profile',
    observe: async (browser) => {
      const chooser = await browser.settle(await browser.dialog());
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/business/configuration': {
    on: 'email pages_show_list public_profile',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      const chooser = await browser.settle(await browser.dialog({ config_id: 'c1', scope: '' }));
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/business/all-or-nothing': {
    on: 'email pages_show_list public_profile',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      const chooser = await browser.settle(await browser.dialog({ config_id: 'c1' }));
      return listedBy(await browser.press(chooser, { account: 'ana' }));
    },
  },
  'facebook/business/code-only': {
    on: containing('400 Sorry, something went wrong.'),
    observe: opened({ config_id: 'c1', ...TOKEN }, BUSINESS),
  },
  'facebook/callback/errors-in-query': {
    on: `${CALLBACK}?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=st%2F1#_=_`,
    observe: async (browser) => (await cancelled(browser, TOKEN)).href,
  },
  'facebook/callback/cancelled': {
    on: `${CALLBACK}?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=st%2F1#_=_`,
    observe: async (browser) => (await cancelled(browser)).href,
  },
  'facebook/callback/no-token-type': {
    on: 'access_token data_access_expiration_time expires_in long_lived_token state',
    observe: async (browser) => namesOf(await browser.signIn(TOKEN)),
  },
  'facebook/callback/data-access-expiration': {
    on: 90 * 86_400,
    observe: async (browser) => {
      const fragment = fragmentOf(await browser.signIn({ response_type: 'id_token token' }));
      const { iat } = claimsOf(fragment.get('id_token') ?? undefined);
      return Number(fragment.get('data_access_expiration_time')) - Number(iat);
    },
  },
  'facebook/callback/endless-is-zero': {
    on: '0',
    observe: async (browser) => {
      await browser.register(BUSINESS);
      await browser.world.settings.change({ 'facebook/business/code-only': false });
      return fragmentOf(await browser.signIn({ config_id: 'c1', ...TOKEN })).get('expires_in');
    },
  },
  'facebook/callback/granted-scopes': {
    on: ['public_profile', 'email'],
    observe: async (browser) => {
      const { searchParams } = await browser.signIn({ return_scopes: 'true' }, 'ana', ['email']);
      return [searchParams.get('granted_scopes'), searchParams.get('denied_scopes')];
    },
  },
  'facebook/callback/signed-request': {
    on: 'granted_scopes denied_scopes signed_request graph_domain access_token data_access_expiration_time expires_in long_lived_token state',
    observe: async (browser) =>
      namesOf(await browser.signIn({ response_type: 'token,signed_request,graph_domain,granted_scopes' })),
  },
  'facebook/callback/order': {
    on: 'access_token data_access_expiration_time expires_in long_lived_token code state',
    observe: async (browser) => namesOf(await browser.signIn({ response_type: 'code token' })),
  },
  'facebook/callback/long-lived-token': {
    on: true,
    observe: async (browser) =>
      fragmentOf(await browser.signIn(TOKEN))
        .get('long_lived_token')
        ?.startsWith('EAA'),
  },
  'facebook/callback/repeat-visit': {
    on: SUCCESS,
    setting: 'bare',
    observe: async (browser) => {
      await browser.signIn({ redirect_uri: SUCCESS, ...TOKEN });
      return (await browser.signIn({ redirect_uri: SUCCESS, ...TOKEN })).href;
    },
  },
  'facebook/callback/question-mark': {
    on: containing(`302 ${CALLBACK}?#access_token=EAA`),
    observe: async (browser) => endOf(await browser.goOn(await browser.dialog(TOKEN))),
  },
  'facebook/callback/underscore-fragment': {
    on: '#_=_',
    observe: async (browser) => (await browser.signIn()).hash,
  },
  'facebook/callback/app-scheme-page': {
    on: containing(
      `200 <html><head></head><body><script type="text/javascript">window.location.href="fb${APP_ID}:\\/\\/authorize\\/`,
    ),
    observe: async (browser) => endOf(await browser.goOn(await browser.dialog({ redirect_uri: `fb${APP_ID}://authorize/` }))),
  },
};

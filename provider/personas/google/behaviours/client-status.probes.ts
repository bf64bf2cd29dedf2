import { containing } from '../../../testing/test-probe.ts';
import { CLIENT_ID, DRIVE, type TestBrowser } from '../test-browser.ts';
import { type Probes, refusalOf, refused } from '../test-observe.ts';

/** Signs in with a client of other standing; gives the refusal or the redirect. */
const arrival = async (browser: TestBrowser, client: Parameters<TestBrowser['register']>[0], as = 'ana'): Promise<string> => {
  await browser.register(client);
  return refusalOf(await browser.press(await browser.authorize(), { account: as }));
};

export const probes: Probes = {
  'google/authorize/deleted-client': {
    on: '401 deleted_client: The OAuth client was deleted.',
    off: '200 page',
    observe: async (browser) => {
      await browser.register({ status: 'deleted' });
      return refusalOf(await browser.authorize());
    },
  },
  'google/authorize/disabled-client': {
    on: '401 disabled_client: The OAuth client was disabled.',
    off: '200 page',
    observe: async (browser) => {
      await browser.register({ status: 'disabled' });
      return refusalOf(await browser.authorize());
    },
  },
  'google/authorize/origin-mismatch': {
    on: "400 origin_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    off: "400 redirect_uri_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    plain: { without: ['google/authorize/redirect-uri-mismatch', 'google/authorize/error-page'], answer: '400 page' },
    observe: refused({ redirect_uri: 'storagerelay://https/evil.example?id=auth1' }),
  },
  'google/authorize/hidden-scope': {
    on: `400 invalid_scope: Some requested scopes cannot be shown: [${DRIVE}]`,
    off: '200 page',
    observe: async (browser) => {
      await browser.register({ hiddenScopes: [DRIVE] });
      return refusalOf(await browser.authorize({ scope: `openid ${DRIVE}` }));
    },
  },
  'google/authorize/testers-only': {
    on: '403 access_denied: Shop has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers.',
    off: '200 page',
    observe: (browser) => arrival(browser, { status: 'testing', testers: ['ben'] }),
  },
  'google/authorize/disabled-account': {
    on: '403 account_disabled: Your account has been disabled. It looks like it was used in a way that violated our policies.',
    off: '200 page',
    observe: async (browser) => refusalOf(await browser.press(await browser.authorize(), { account: 'blocked' })),
  },
  'google/authorize/org-internal': {
    on: '403 org_internal: Shop is restricted to users within its organization.',
    off: '200 page',
    observe: (browser) => arrival(browser, { audience: 'internal', organization: 'corp.example' }),
  },
  'google/authorize/admin-policy': {
    on: containing('400 admin_policy_enforced: '),
    off: '200 page',
    observe: async (browser) => {
      await browser.world.people.change('dora', { blockedByAdmin: [CLIENT_ID] });
      return arrival(browser, {}, 'dora');
    },
  },
};

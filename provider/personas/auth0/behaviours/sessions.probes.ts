import { containing, matching } from '../../../testing/test-probe.ts';
import { API, OFFLINE, type TestBrowser } from '../test-browser.ts';
import { type Probes, seen, told } from '../test-observe.ts';

const BYE = 'http://127.0.0.1:3000/bye';

const logout = (browser: TestBrowser, params: Readonly<Record<string, string>>, path = '/v2/logout'): Promise<Response> =>
  browser.send(`${path}?${new URLSearchParams(params)}`);

const oidc = (browser: TestBrowser, params: Readonly<Record<string, string>>) => logout(browser, params, '/oidc/logout');

const clientOf = { client_id: 'YhLnDfFixture0Client0For0Tests00' };

/** Where a logout leads, and whether the browser is still signed in. */
const outcome = async (browser: TestBrowser, reply: Response): Promise<string> => {
  const went = reply.headers.get('location') ?? (await seen(reply));
  return `${went}, then ${await seen(await browser.authorize({ prompt: 'none' }))}`;
};

const GONE = 'login_required: Login required';

export const probes: Probes = {
  'auth0/session/lifetime': {
    on: ['code', 'code', GONE, GONE],
    off: ['code', 'code', 'code', 'code'],
    observe: async (browser) => {
      await browser.signIn();
      const silent = async () => seen(await browser.authorize({ prompt: 'none' }));
      await browser.world.clock.age('71h');
      const first = await silent();
      await browser.world.clock.age('71h');
      const second = await silent();
      await browser.world.clock.age('30h');
      const third = await silent();
      await browser.world.clock.age('5h');
      return [first, second, third, await silent()];
    },
  },
  'auth0/logout/v2': {
    on: [
      `${BYE}, then ${GONE}`,
      `${BYE}?a=1#x, then ${GONE}`,
      matching(/^400 invalid_request: The "returnTo" querystring parameter "http:\/\/evil.example\/" is not defined/),
      `200 OK, then ${GONE}`,
    ],
    off: [containing('404'), containing('404'), containing('404'), containing('404')],
    observe: async (browser) => {
      const seenAfter: string[] = [];
      for (const params of [clientOf, { ...clientOf, returnTo: `${BYE}?a=1#x` }, { returnTo: 'http://evil.example/' }, {}]) {
        await browser.signIn();
        seenAfter.push(await outcome(browser, await logout(browser, params)));
      }
      return seenAfter;
    },
  },
  'auth0/logout/oidc-hint-mismatch': {
    on: '400 invalid_request: client_id does not match the id_token_hint, then code',
    off: `${BYE}, then ${GONE}`,
    observe: async (browser) => {
      await browser.world.auth0.register({ clientId: 'other', logoutUrls: [BYE] });
      const { id_token = '' } = await browser.tokens();
      return outcome(
        browser,
        await oidc(browser, { id_token_hint: id_token, client_id: 'other', post_logout_redirect_uri: BYE }),
      );
    },
  },
  'auth0/logout/oidc': {
    on: [`${BYE}?state=s%201, then ${GONE}`, '200 consent, then code', `200 OK, then ${GONE}`, matching(/^400 .*then code$/)],
    off: [containing('404'), containing('404'), containing('404'), containing('404')],
    observe: async (browser) => {
      const { id_token = '' } = await browser.tokens();
      await browser.world.clock.age('11h');
      const hinted = await outcome(
        browser,
        await oidc(browser, { id_token_hint: id_token, post_logout_redirect_uri: BYE, state: 's 1' }),
      );
      await browser.signIn();
      const page = await oidc(browser, clientOf);
      const asked = await outcome(browser, page.clone());
      const isPage = (await page.clone().text()).includes('name="ticket"');
      const confirmed = await outcome(
        browser,
        isPage ? await browser.press(page, { decision: 'allow' }) : await oidc(browser, clientOf),
      );
      const { id_token: fresh = '' } = await browser.tokens();
      const query = { id_token_hint: fresh, post_logout_redirect_uri: `${BYE}?a=1` };
      return [hinted, asked, confirmed, await outcome(browser, await oidc(browser, query))];
    },
  },
  'auth0/logout/tokens-live-on': {
    on: ['200', 200],
    off: ['403 invalid_grant: Unknown or invalid refresh token.', 401],
    observe: async (browser) => {
      const { access_token, refresh_token } = await browser.tokens(OFFLINE);
      await logout(browser, clientOf);
      return [await told(await browser.refresh(refresh_token)), (await browser.userinfo(access_token)).status];
    },
  },
  'auth0/logout/federated': {
    on: ['code', '200 account-chooser'],
    off: ['code', 'code'],
    observe: async (browser) => {
      const social = async () => seen(await browser.settle(await browser.authorize({ connection: 'google-oauth2' })));
      const page = await browser.settle(await browser.authorize({ connection: 'google-oauth2' }));
      await browser.press(page, { account: 'ana' });
      await logout(browser, clientOf);
      const plain = await social();
      await logout(browser, { ...clientOf, federated: 'false' });
      return [plain, await social()];
    },
  },
  'auth0/logout/back-channel': {
    on: 1,
    off: 0,
    observe: async (browser) => {
      await browser.register({ backchannelLogoutUrl: 'http://127.0.0.1:9/backchannel' });
      await browser.tokens();
      await logout(browser, clientOf);
      await browser.world.wire.idle();
      const { exchanges } = await browser.world.wire.read({ limit: 1000 });
      return exchanges.filter(({ endpoint }) => endpoint === 'backchannel-logout').length;
    },
  },
  'auth0/session/password-changed': {
    on: ['200 account-chooser', '200', 'code'],
    off: ['code', '200', 'code'],
    observe: async (browser) => {
      const { refresh_token } = await browser.tokens(OFFLINE);
      await browser.world.people.changePassword('ana', 'Another-phrase-2');
      const after = await seen(await browser.settle(await browser.authorize()));
      const renewed = await told(await browser.refresh(refresh_token));
      await browser.signIn();
      return [after, renewed, await seen(await browser.authorize({ prompt: 'none' }))];
    },
  },
  'auth0/revoke/spares-access-tokens': {
    on: ['204', '403 invalid_grant: Unknown or invalid refresh token.', 200, 200],
    off: ['204', '403 invalid_grant: Unknown or invalid refresh token.', 401, 401],
    observe: async (browser) => {
      const forApi = await browser.tokens({ ...OFFLINE, audience: API });
      const opaque = await browser.tokens(OFFLINE);
      const reply = await browser.manage('DELETE', `/grants?user_id=${encodeURIComponent(await browser.userId('ana'))}`);
      const refreshed = await told(await browser.refresh(opaque.refresh_token));
      const uses = [forApi, opaque].map(async ({ access_token }) => (await browser.userinfo(access_token)).status);
      return [String(reply.status), refreshed, ...(await Promise.all(uses))];
    },
  },
  'auth0/revoke/everything': {
    on: ['200 ', '403 invalid_grant: Unknown or invalid refresh token.', 200],
    off: ['200 ', '200', 200],
    setting: 'everything',
    observe: async (browser) => {
      const [one, other] = [await browser.tokens(OFFLINE), await browser.tokens(OFFLINE)];
      const form = { ...clientOf, client_secret: 'a-secret-of-the-client-of-these-tests-0000000000000000000000000000' };
      const reply = await browser.post('/oauth/revoke', { ...form, token: one.refresh_token ?? '' });
      const body = `${reply.status} ${await reply.text()}`;
      return [body, await told(await browser.refresh(other.refresh_token)), (await browser.userinfo(one.access_token)).status];
    },
  },
};

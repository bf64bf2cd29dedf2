import { CLIENT_ID, SECRET, type TestBrowser } from '../test-browser.ts';
import { keys, type Probes, refusalOf, told } from '../test-observe.ts';

const RELAY = 'storagerelay://http/127.0.0.1:3000?id=auth123456';

/** What answers a popup after all pages. */
const popup = async (browser: TestBrowser): Promise<Response> => {
  const consent = await browser.press(await browser.authorize({ redirect_uri: RELAY }), { account: 'ana' });
  return browser.press(consent, { decision: 'allow' });
};

/** What a popup hands to the window that opened it. */
const messageOf = async (reply: Response): Promise<Readonly<Record<string, string>>> => {
  const page = await reply.text();
  const [, message = '{}'] = /data-message="([^"]*)"/.exec(page) ?? [];
  return JSON.parse(message.replaceAll('&quot;', '"'));
};

/** The same browser before anybody signed in, so that the next popup asks again. */
const fresh = async (browser: TestBrowser): Promise<TestBrowser> => {
  await browser.world.sessions.end();
  await browser.world.grants.revoke({ person: 'ana' });
  await browser.register({ clientSecret: SECRET });
  return browser;
};

export const probes: Probes = {
  'google/redirect/desktop-loopback': {
    on: 'http://127.0.0.1:45667/oauth2/callback',
    off: '/signin/oauth/error',
    plain: { without: ['google/authorize/redirect-uri-mismatch', 'google/authorize/error-page'], answer: 'none:400' },
    observe: async (browser) => {
      await browser.register({ kind: 'desktop', redirectUris: ['http://localhost/'] });
      const callback = await browser.signIn({ redirect_uri: 'http://127.0.0.1:45667/oauth2/callback' });
      await browser.register({ kind: 'desktop', redirectUris: [] });
      const again = await browser.signIn({ redirect_uri: callback.href.split('?')[0] ?? '' });
      return again.href.replace(browser.base, '').split('?')[0];
    },
  },
  'google/redirect/reversed-client-id': {
    on: `${CLIENT_ID.split('.').toReversed().join('.')}:/oauth2redirect`,
    off: '/signin/oauth/error',
    plain: { without: ['google/authorize/redirect-uri-mismatch', 'google/authorize/error-page'], answer: 'none:400' },
    observe: async (browser) => {
      await browser.register({ kind: 'mobile', redirectUris: [] });
      const redirect_uri = `${CLIENT_ID.split('.').toReversed().join('.')}:/oauth2redirect`;
      return (await browser.signIn({ redirect_uri })).href.replace(browser.base, '').split('?')[0];
    },
  },
  'google/redirect/popup-origin': {
    on: '200 page',
    off: "400 redirect_uri_mismatch: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
    plain: { without: ['google/authorize/redirect-uri-mismatch', 'google/authorize/error-page'], answer: '400 page' },
    observe: async (browser) => refusalOf(await browser.authorize({ redirect_uri: RELAY })),
  },
  'google/authorize/insecure-redirect': {
    on: "400 invalid_request: You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy for keeping apps secure.",
    off: '200 page',
    observe: async (browser) => {
      await browser.register({ redirectUris: ['http://shop.example/callback'] });
      return refusalOf(await browser.authorize({ redirect_uri: 'http://shop.example/callback' }));
    },
  },
  'google/token/postmessage': {
    on: ['400 redirect_uri_mismatch: Bad Request', 200],
    off: ['200', 400],
    observe: async (browser) => {
      const exchange = async (redirect_uri: string) => {
        const { code = '' } = await messageOf(await popup(await fresh(browser)));
        return browser.token({ grant_type: 'authorization_code', code, redirect_uri });
      };
      return [await told(await exchange(RELAY)), (await exchange('postmessage')).status];
    },
  },
  'google/authorize/popup-answer': {
    on: 'state iss code scope authuser prompt',
    off: 'storagerelay://http/127.0.0.1:3000',
    observe: async (browser) => {
      const reply = await popup(browser);
      return reply.headers.get('location')?.split('?')[0] ?? keys(await messageOf(reply));
    },
  },
};

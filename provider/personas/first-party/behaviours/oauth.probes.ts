import { NEW, PASSWORD, type TestBrowser } from '../test-browser.ts';
import { jsonOf, type Probes, told } from '../test-observe.ts';
import { askToken, passwordGrant, sendBearer, withPassword } from '../test-signing.ts';

const challengeIn = ({ status, headers }: Response): string =>
  `${status} ${/Bearer [^\n]*?error="invalid_token"(?:, error_description="[^"]*")?/.exec(headers.get('www-authenticate') ?? '')?.[0]}`;

type Texts = Readonly<Record<string, string>>;

const refreshWith = (browser: TestBrowser, refresh_token: string): Promise<Response> =>
  askToken(browser, { grant_type: 'refresh_token', refresh_token });

const membersOf = async (browser: TestBrowser): Promise<string> => {
  await browser.register();
  await withPassword(browser);
  return Object.keys(await passwordGrant(browser)).join(' ');
};

export const probes: Probes = {
  'first-party/oauth/password-grant': {
    on: true,
    off: false,
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      return 'access_token' in (await passwordGrant(browser));
    },
  },
  'first-party/oauth/client-grant': {
    on: '200',
    off: '400',
    observe: async (browser) => {
      await browser.register();
      return told(await askToken(browser, { grant_type: 'client_credentials' }));
    },
  },
  'first-party/oauth/no-id-token': {
    on: 'access_token expires_in refresh_token token_type',
    off: 'access_token expires_in id_token refresh_token token_type',
    observe: membersOf,
  },
  'first-party/oauth/no-scope': {
    on: 'access_token expires_in refresh_token token_type',
    off: 'access_token expires_in refresh_token scope token_type',
    observe: membersOf,
  },
  'first-party/oauth/anonymous-session': {
    on: ['200', '403 no_user', 201, '200', NEW],
    off: ['200', '403 no_user', 201, '403 no_user', undefined],
    observe: async (browser) => {
      await browser.register();
      const { access_token: token } = (await jsonOf(await askToken(browser, { grant_type: 'client_credentials' }))) as {
        access_token: string;
      };
      const random = await told(await sendBearer(browser, token));
      const before = await told(await sendBearer(browser, token, '/users/me'));
      const authorization = `Bearer ${token}`;
      const signedUp = await browser.json('POST', '/users', { email: NEW, password: PASSWORD }, { authorization });
      const after = await sendBearer(browser, token, '/users/me');
      return [random, before, signedUp.status, await told(after.clone()), (await jsonOf(after)).email];
    },
  },
  'first-party/oauth/refresh-token': {
    on: true,
    off: false,
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      return 'refresh_token' in (await passwordGrant(browser));
    },
  },
  'first-party/oauth/rotation': {
    on: [true, '200', '400', '401 invalid_token'],
    off: [false, '200', '200', '200'],
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      const { refresh_token = '' } = await passwordGrant(browser);
      const refresh = () => askToken(browser, { grant_type: 'refresh_token', refresh_token });
      const first = await refresh();
      const { access_token, refresh_token: next = refresh_token } = (await jsonOf(first.clone())) as Record<string, string>;
      const again = await told(await refresh());
      return [next !== refresh_token, await told(first), again, await told(await sendBearer(browser, access_token))];
    },
  },
  'first-party/oauth/reuse-ends-family': {
    setting: 'nothing',
    on: ['400', '200', '200'],
    off: ['400', '400', '401 invalid_token'],
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      const { access_token, refresh_token = '' } = await passwordGrant(browser);
      const { refresh_token: next = '' } = (await jsonOf(await refreshWith(browser, refresh_token))) as Texts;
      const again = await told(await refreshWith(browser, refresh_token));
      return [again, await told(await refreshWith(browser, next)), await told(await sendBearer(browser, access_token))];
    },
  },
  'first-party/oauth/revoke': {
    on: ['200', '401 invalid_token'],
    off: ['200', '200'],
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      const { access_token, refresh_token = '' } = await passwordGrant(browser);
      const reply = await browser.post('/oauth/revoke', { client_id: 'shop', token: refresh_token });
      return [await told(reply), await told(await sendBearer(browser, access_token))];
    },
  },
  'first-party/oauth/access-token-life': {
    setting: 600,
    on: [600, '401 invalid_token'],
    off: [3600, '200'],
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      const { expires_in, access_token } = await passwordGrant(browser);
      await browser.world.clock.age('11m');
      return [expires_in, await told(await sendBearer(browser, access_token))];
    },
  },
  'first-party/oauth/why-refused': {
    on: '401 Bearer realm="first-party", error="invalid_token", error_description="The access token expired"',
    off: '401 Bearer realm="first-party", error="invalid_token"',
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      const { access_token } = await passwordGrant(browser);
      await browser.world.clock.age('61m');
      return challengeIn(await sendBearer(browser, access_token));
    },
  },
  'first-party/oauth/ended': {
    on: [
      '401 Bearer realm="first-party", error="invalid_token", error_description="The access token was ended"',
      '401 Bearer realm="first-party", error="invalid_token", error_description="The access token is unknown"',
    ],
    off: ['401 Bearer realm="first-party", error="invalid_token"', '401 Bearer realm="first-party", error="invalid_token"'],
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      const { access_token, refresh_token = '' } = await passwordGrant(browser);
      await browser.post('/oauth/revoke', { client_id: 'shop', token: refresh_token });
      return [challengeIn(await sendBearer(browser, access_token)), challengeIn(await sendBearer(browser, 'nobody-gave-this'))];
    },
  },
  'first-party/oauth/expires-in': {
    setting: 'left-out',
    on: 'access_token refresh_token token_type',
    off: 'access_token expires_in refresh_token token_type',
    observe: async (browser) => {
      await browser.register();
      await withPassword(browser);
      return Object.keys(await passwordGrant(browser))
        .toSorted()
        .join(' ');
    },
  },
};

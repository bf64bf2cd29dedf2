import type { Person } from '../../../model/index.ts';
import { CLIENT_ID, DRIVE, type TestBrowser } from '../test-browser.ts';
import { keys, OFFLINE, type Probes, told } from '../test-observe.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.readonly';

const CLOUD = 'https://www.googleapis.com/auth/cloud-platform';

/** A login, then a change to the person, then a refresh. */
const refreshAfter =
  (change: (browser: TestBrowser) => Promise<unknown>, params: Readonly<Record<string, string>> = {}, as = 'ana') =>
  async (browser: TestBrowser): Promise<string> => {
    const { refresh_token } = await browser.tokens({ ...OFFLINE, ...params }, as);
    await change(browser);
    return told(await browser.refresh(refresh_token));
  };

const changing = (changes: Partial<Person>) => (browser: TestBrowser) => browser.world.people.change('ana', changes);

/** Statuses of a refresh after each of several ages. */
const refreshedAt = async (browser: TestBrowser, token: string | undefined, ages: readonly string[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const age of ages) {
    await browser.world.clock.age(age);
    statuses.push((await browser.refresh(token)).status);
  }
  return statuses;
};

const limitedTokens = async (browser: TestBrowser): Promise<Readonly<Record<string, string>>> => {
  const consent = await browser.press(await browser.authorize(OFFLINE), { account: 'ana' });
  const back = await browser.press(consent, { decision: 'allow', duration: '7d' });
  return (await (await browser.redeem(new URL(back.headers.get('location') ?? ''))).json()) as Record<string, string>;
};

export const probes: Probes = {
  'google/refresh/time-limited-access': {
    on: [200, 400],
    off: [200, 200],
    observe: async (browser) => refreshedAt(browser, (await limitedTokens(browser)).refresh_token, ['6d', '2d']),
  },
  'google/refresh/testing-seven-days': {
    on: [200, 400],
    off: [200, 200],
    observe: async (browser) => {
      await browser.register({ status: 'testing' });
      return refreshedAt(browser, (await browser.tokens(OFFLINE)).refresh_token, ['6d', '2d']);
    },
  },
  'google/refresh/six-months-unused': {
    on: [200, 200, 400],
    off: [200, 400, 400],
    observe: async (browser) => refreshedAt(browser, (await browser.tokens(OFFLINE)).refresh_token, ['179d', '179d', '181d']),
  },
  'google/refresh/limit-of-100': {
    on: ['400 invalid_grant: Token has been expired or revoked.', 200],
    off: ['200', 200],
    observe: async (browser) => {
      const mint = async () => (await browser.world.google.mint({ as: 'ana', clientId: CLIENT_ID })).refresh_token;
      const [oldest, next] = [await mint(), await mint()];
      for (let living = 2; living < 100; living += 1) await mint();
      await browser.tokens({ ...OFFLINE, prompt: 'consent' });
      return [await told(await browser.refresh(oldest)), (await browser.refresh(next)).status];
    },
  },
  'google/refresh/expires-in': {
    on: [604_799, 'access_token expires_in refresh_token scope token_type id_token refresh_token_expires_in'],
    off: [undefined, 'access_token expires_in refresh_token scope token_type id_token'],
    observe: async (browser) => {
      await browser.register({ status: 'testing' });
      const body = await browser.tokens(OFFLINE);
      return [body.refresh_token_expires_in, keys(body)];
    },
  },
  'google/token/deleted-client': {
    on: '401 deleted_client: The OAuth client was deleted.',
    off: '200',
    observe: refreshAfter((browser) => browser.register({ status: 'deleted' })),
  },
  'google/token/disabled-client': {
    on: '401 disabled_client: The OAuth client was disabled.',
    off: '200',
    observe: refreshAfter((browser) => browser.register({ status: 'disabled' })),
  },
  'google/refresh/account-gone': {
    on: '400 invalid_grant: The account has been deleted',
    off: '400 invalid_grant: Token has been expired or revoked.',
    plain: { without: ['google/token/errors'], answer: '400 invalid_grant: grant request is invalid' },
    observe: refreshAfter(changing({ status: 'deleted' })),
  },
  'google/refresh/admin-policy': {
    on: '400 admin_policy_enforced: undefined',
    off: '200',
    observe: refreshAfter(changing({ blockedByAdmin: [DRIVE] })),
  },
  'google/refresh/password-change': {
    on: '400 invalid_grant: Token has been expired or revoked.',
    off: '200',
    observe: refreshAfter((browser) => browser.world.people.changePassword('ana'), { scope: `openid ${GMAIL}` }),
  },
  'google/refresh/session-control': {
    on: '400 invalid_grant: reauth related error (invalid_rapt)',
    off: '200',
    observe: refreshAfter((browser) => browser.world.clock.age('17h'), { scope: `openid ${CLOUD}` }, 'dora'),
  },
};

import { EVERYBODY, offeredAccounts, type Probes, twoAccounts } from '../test-observe.ts';

export const probes: Probes = {
  'google/authorize/select-account': {
    on: 200,
    off: 302,
    observe: async (browser) => {
      await browser.signIn();
      return (await browser.authorize({ prompt: 'select_account' })).status;
    },
  },
  'google/authorize/login-hint': {
    on: 302,
    off: 200,
    observe: async (browser) => {
      await twoAccounts(browser);
      return (await browser.authorize({ login_hint: 'ANA@example.com' })).status;
    },
  },
  'google/authorize/authuser': {
    on: 302,
    off: 200,
    observe: async (browser) => {
      await twoAccounts(browser);
      return (await browser.authorize({ authuser: '1' })).status;
    },
  },
  'google/authorize/hd-choice': {
    on: [302, 200],
    off: [200, 200],
    observe: async (browser) => {
      await browser.signIn({}, 'ana');
      await browser.signIn({ prompt: 'select_account' }, 'dora');
      return [
        (await browser.authorize({ hd: 'corp.example' })).status,
        (await browser.authorize({ hd: 'other.example' })).status,
      ];
    },
  },
  'google/authorize/hd-list': {
    on: ['dora', 'dora', EVERYBODY],
    off: [EVERYBODY, EVERYBODY, EVERYBODY],
    observe: async (browser) => [
      await offeredAccounts(browser, { hd: '*' }),
      await offeredAccounts(browser, { hd: 'corp.example' }),
      await offeredAccounts(browser, {}),
    ],
  },
  'google/authorize/account-chooser': {
    on: 200,
    off: 302,
    observe: async (browser) => {
      await twoAccounts(browser);
      return (await browser.authorize()).status;
    },
  },
  'google/authorize/brand-accounts': {
    on: ['/DelegateAccountSelector', true],
    off: ['/signin/oauth/consent', false],
    observe: async (browser) => {
      const scope = 'https://www.googleapis.com/auth/youtube.readonly';
      const page = await browser.press(await browser.authorize({ scope }), { account: 'ana' });
      const [, action = ''] = /action="([^"]+)"/.exec(await page.clone().text()) ?? [];
      const consent = await browser.press(page, { account: 'ana', decision: 'allow' });
      return [action.replace(browser.base, ''), (await consent.text()).includes('page-consent')];
    },
  },
  'google/authorize/silent-failure': {
    on: ['interaction_required', 'access_denied'],
    off: ['login_required', null],
    observe: async (browser) => {
      const { searchParams } = await browser.signIn({ prompt: 'none' });
      return [searchParams.get('error'), searchParams.get('error_subtype')];
    },
  },
};

import { denied, namesOf, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'google/authorize/denied-without-description': {
    on: 'error state',
    off: 'error state error_description',
    observe: async (browser) => namesOf(await denied(browser)),
  },
  'google/authorize/iss-parameter': {
    on: 'the address of the world',
    off: undefined,
    observe: async (browser) =>
      (await browser.signIn()).searchParams.get('iss')?.replace(browser.base, 'the address of the world'),
  },
  'google/authorize/callback-scope': {
    on: 'email https://www.googleapis.com/auth/userinfo.email openid',
    off: null,
    observe: async (browser) => (await browser.signIn({ scope: 'openid email' })).searchParams.get('scope'),
  },
  'google/authorize/callback-account': {
    on: ['0', 'corp.example'],
    off: [null, null],
    observe: async (browser) => {
      const { searchParams } = await browser.signIn({}, 'dora');
      return [searchParams.get('authuser'), searchParams.get('hd')];
    },
  },
  'google/authorize/callback-prompt': {
    on: ['consent', 'none'],
    off: [null, null],
    observe: async (browser) => [
      (await browser.signIn()).searchParams.get('prompt'),
      (await browser.signIn()).searchParams.get('prompt'),
    ],
  },
  'google/authorize/implicit-lifetime': {
    on: '3599',
    off: '3600',
    observe: async (browser) =>
      new URLSearchParams((await browser.signIn({ response_type: 'token' })).hash.slice(1)).get('expires_in'),
  },
  'google/authorize/callback-order': {
    on: 'state iss code scope authuser hd prompt',
    off: 'code state iss scope authuser hd prompt',
    observe: async (browser) => namesOf(await browser.signIn({}, 'dora')),
  },
  'google/authorize/callback-encoding': {
    on: 'code=4/0A',
    off: 'code=4%2F0A',
    observe: async (browser) => {
      await browser.register({ kind: 'desktop' });
      return /code=.*?0A/.exec((await browser.signIn()).search)?.[0];
    },
  },
};

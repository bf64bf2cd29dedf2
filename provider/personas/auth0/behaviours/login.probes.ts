import { matching } from '../../../testing/test-probe.ts';
import type { TestBrowser } from '../test-browser.ts';
import { type Probes, seen, told } from '../test-observe.ts';

const PEOPLE = /data-testid="account-([^"]+)"/g;

const signInPage = async (browser: TestBrowser): Promise<Response> => browser.settle(await browser.authorize());

const typed = async (browser: TestBrowser, password: string): Promise<string> =>
  seen(await browser.press(await signInPage(browser), { username: 'ana@example.com', password }));

const withPassword = (browser: TestBrowser) => browser.world.people.changePassword('ana', 'right');

export const probes: Probes = {
  'auth0/login/identifier-first': {
    on: ['/u/login/identifier', '200 account-chooser', 'code'],
    off: ['/u/login', '200 account-chooser', 'code'],
    setting: 'identifier-first',
    observe: async (browser) => {
      const location = (await browser.authorize()).headers.get('location') ?? '';
      const page = await browser.send(location);
      const password = await browser.press(page, { username: 'ana@example.com' });
      const shown = await seen(password.clone());
      const path = new URL(location).pathname.slice(new URL(browser.base).pathname.length);
      return [path, shown, await seen(await browser.press(password, { username: 'ana@example.com', password: 'x' }))];
    },
  },
  'auth0/login/own-address': {
    on: [302, true],
    off: [200, false],
    observe: async (browser) => {
      const reply = await browser.authorize({ state: 'mine' });
      const state = new URL(reply.headers.get('location') ?? 'none:/').searchParams.get('state');
      return [reply.status, state !== null && state !== 'mine'];
    },
  },
  'auth0/login/pages-used-once': {
    on: matching(/^400 invalid_request: You may have pressed the back button/),
    off: '200 account-chooser',
    observe: async (browser) => {
      const location = (await browser.authorize()).headers.get('location') ?? '';
      await browser.press(await browser.send(location), { account: 'ana' });
      return seen(await browser.send(location));
    },
  },
  'auth0/login/connection': {
    on: ['Sign in with Google', 'google-oauth2|'],
    off: ['Welcome', 'auth0|'],
    observe: async (browser) => {
      const page = await browser.settle(await browser.authorize({ connection: 'google-oauth2' }));
      const title = /<h1>([^<]+)</.exec(await page.clone().text())?.[1];
      const back = await browser.press(page, { account: 'ana' });
      const callback = new URL(back.headers.get('location') ?? '');
      const { access_token } = (await (await browser.redeem(callback)).json()) as Record<string, string>;
      const { sub } = (await (await browser.userinfo(access_token)).json()) as Record<string, string>;
      return [title, `${sub?.split('|')[0]}|`];
    },
  },
  'auth0/login/screen-hint': {
    on: ['Sign up', 'code'],
    off: ['Welcome', 'code'],
    observe: async (browser) => {
      const page = await browser.settle(await browser.authorize({ screen_hint: 'signup' }));
      await browser.signIn();
      return [/<h1>([^<]+)</.exec(await page.text())?.[1], await seen(await browser.authorize({ screen_hint: 'signup' }))];
    },
  },
  'auth0/login/other-connection': {
    on: '200 account-chooser',
    off: 'code',
    observe: async (browser) => {
      await browser.signIn();
      return seen(await browser.settle(await browser.authorize({ connection: 'google-oauth2' })));
    },
  },
  'auth0/login/hint-first': {
    on: 'ben',
    off: 'ana',
    observe: async (browser) => {
      const page = await browser.settle(await browser.authorize({ login_hint: 'ben@example.com' }));
      return [...(await page.text()).matchAll(PEOPLE)][0]?.[1];
    },
  },
  'auth0/login/any-password': {
    on: ['code', '403 invalid_grant: Wrong email or password.'],
    off: ['400 account-chooser', '403 invalid_grant: Wrong email or password.'],
    observe: async (browser) => [await typed(browser, 'anything'), await told(await browser.password({ password: 'wrong' }))],
  },
  'auth0/login/brute-force': {
    on: [403, 429],
    off: [403, 200],
    observe: async (browser) => {
      await withPassword(browser);
      const tries = [];
      for (let i = 0; i < 10; i += 1) tries.push((await browser.password({ password: 'bad' })).status);
      return [tries.at(-1), (await browser.password({ password: 'right' })).status];
    },
  },
  'auth0/login/blocked-user': {
    on: 'unauthorized: user is blocked',
    off: 'code',
    observe: async (browser) => seen(await browser.reply({}, 'blocked')),
  },
};

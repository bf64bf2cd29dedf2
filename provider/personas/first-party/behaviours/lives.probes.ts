import { matching } from '../../../testing/test-probe.ts';
import { basic, PASSWORD, type TestBrowser } from '../test-browser.ts';
import { jsonOf, type Probes, told } from '../test-observe.ts';

const isOver = async (browser: TestBrowser, by: `${number}${'m' | 'h' | 'd'}`, headers?: Readonly<Record<string, string>>) => {
  await browser.world.clock.age(by);
  return told(await browser.me(headers));
};

const expired = async (browser: TestBrowser) => {
  await browser.login();
  return isOver(browser, '31m');
};

export const probes: Probes = {
  'first-party/session/idle-life': {
    on: ['200', '200', '401 session_expired'],
    off: ['200', '200', '200'],
    observe: async (browser) => {
      await browser.login();
      return [await isOver(browser, '29m'), await isOver(browser, '29m'), await isOver(browser, '31m')];
    },
  },
  'first-party/tokens/idle-life': {
    on: ['200', '200', '401 token_expired'],
    off: ['200', '200', '200'],
    observe: async (browser) => {
      const token = await browser.token();
      return [await isOver(browser, '29m', token), await isOver(browser, '29m', token), await isOver(browser, '31m', token)];
    },
  },
  'first-party/login/remember-me': {
    on: ['200', matching(/; Max-Age=2592000$/), '401 session_expired', '200'],
    off: ['401 session_expired', matching(/; SameSite=Lax; Max-Age=1800$/), '401 session_expired', '401 token_expired'],
    observe: async (browser) => {
      const reply = await browser.login({ remember_me: true });
      const token = await browser.token(undefined, { remember_me: true });
      const early = await isOver(browser, '29d');
      const tokenEarly = await told(await browser.lab.fetch(`${browser.base}/users/me`, { headers: token }));
      return [early, reply.headers.get('set-cookie'), await isOver(browser, '31d'), tokenEarly];
    },
  },
  'first-party/tokens/never-expires': {
    on: [null, '200'],
    off: [matching(/^\d{4}-.*Z$/), '401 token_expired'],
    setting: 'never-expires',
    observe: async (browser) => {
      const { token, expires_at: expires } = await jsonOf(await browser.tokenReply());
      return [expires, await isOver(browser, '365d', { authorization: `Token ${token}` })];
    },
  },
  'first-party/session/absolute-life': {
    on: '401 session_expired',
    off: '200',
    observe: async (browser) => {
      await browser.login();
      for (let used = 0; used < 12 * 60; used += 25) if ((await isOver(browser, '25m')) !== '200') return '401 session_expired';
      return told(await browser.me());
    },
  },
  'first-party/tokens/reply': {
    on: 'token expires_at',
    off: 'token',
    observe: async (browser) => Object.keys(await jsonOf(await browser.tokenReply())).join(' '),
  },
  'first-party/credentials/expired': {
    on: '401 session_expired',
    off: '401 invalid_credentials',
    observe: expired,
  },
  'first-party/credentials/ended': {
    on: '401 token_ended',
    off: '401 invalid_credentials',
    observe: async (browser) => {
      const token = await browser.token();
      await browser.json('DELETE', '/tokens/current', undefined, token);
      return told(await browser.me(token));
    },
  },
  'first-party/password/ends-credentials': {
    on: ['200', '200', '401 token_ended', '401 token_ended'],
    off: ['200', '200', '200', '200'],
    observe: async (browser) => {
      await browser.world.people.changePassword('ana', PASSWORD);
      const [mine, other] = [await browser.token(), await browser.token()];
      const changes = { password: 'another good one', current_password: PASSWORD };
      const changed = await told(await browser.json('PATCH', '/users/me', changes, mine));
      const after = [await told(await browser.me(mine)), await told(await browser.me(other))];
      const { token } = await jsonOf(
        await browser.json('POST', '/tokens', undefined, basic('ana@example.com', 'another good one')),
      );
      await browser.world.people.changePassword('ana', PASSWORD);
      return [changed, ...after, await told(await browser.me({ authorization: `Token ${token}` }))];
    },
  },
};

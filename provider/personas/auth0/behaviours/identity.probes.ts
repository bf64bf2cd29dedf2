import { matching } from '../../../testing/test-probe.ts';
import { API } from '../test-browser.ts';
import { bodyOf, keys, type Probes } from '../test-observe.ts';

export const probes: Probes = {
  'auth0/userinfo/claims': {
    on: ['sub nickname name picture updated_at email email_verified', '200 {}'],
    off: ['sub name given_name family_name picture email email_verified', matching(/^200 \{"sub"/)],
    observe: async (browser) => {
      const body = (await (await browser.userinfo((await browser.tokens()).access_token)).json()) as object;
      return [keys(body), await bodyOf(await browser.userinfo((await browser.tokens({ scope: 'profile' })).access_token))];
    },
  },
  'auth0/userinfo/token-in-query': {
    on: [200, 401],
    off: [401, 401],
    observe: async (browser) => {
      const { access_token = '' } = await browser.tokens();
      const inQuery = (token: string) => browser.send(`/userinfo?${new URLSearchParams({ access_token: token })}`);
      return [(await inQuery(access_token)).status, (await inQuery('nope')).status];
    },
  },
  'auth0/userinfo/unauthorized': {
    on: ['401 Unauthorized', null, matching(/^Bearer realm="Users", error="invalid_token"/)],
    off: [matching(/^401 \{/), matching(/^application\/json/), matching(/^Bearer error/)],
    observe: async (browser) => {
      const reply = await browser.userinfo('x');
      return [await bodyOf(reply), reply.headers.get('content-type'), reply.headers.get('www-authenticate')];
    },
  },
  'auth0/userinfo/needs-its-audience': {
    on: [401, 200],
    off: [200, 200],
    observe: async (browser) => {
      const without = await browser.userinfo((await browser.tokens({ audience: API, scope: 'read:orders' })).access_token);
      const withOpenid = await browser.userinfo(
        (await browser.tokens({ audience: API, scope: 'openid read:orders' })).access_token,
      );
      return [without.status, withOpenid.status];
    },
  },
};

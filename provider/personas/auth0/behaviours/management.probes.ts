import { containing, matching } from '../../../testing/test-probe.ts';
import { OFFLINE, type TestBrowser } from '../test-browser.ts';
import { bodyOf, keys, type Probes, seen } from '../test-observe.ts';

const read = async (reply: Response): Promise<Readonly<Record<string, unknown>>> =>
  (await reply.json()) as Readonly<Record<string, unknown>>;

/** Signs ana in, and gives the reply to a call about her. */
const ofAna = async (browser: TestBrowser, method: string, path: string): Promise<Response> => {
  await browser.tokens(OFFLINE);
  return browser.manage(method, `/users/${encodeURIComponent(await browser.userId('ana'))}${path}`);
};

const firstOf = async (reply: Response, name: string): Promise<string> => {
  const body = await read(reply);
  const items = (Array.isArray(body) ? body : body[name]) as readonly object[];
  return keys(items[0] ?? {});
};

export const probes: Probes = {
  'auth0/management/missing-authentication': {
    on: ['401 {"statusCode":401,"error":"Unauthorized","message":"Missing authentication"}', 'Bearer'],
    off: ['401 {"error":"invalid_request","error_description":"Missing authentication"}', null],
    observe: async (browser) => {
      const reply = await browser.send('/api/v2/users');
      return [await bodyOf(reply), reply.headers.get('www-authenticate')];
    },
  },
  'auth0/management/bad-token': {
    on: [
      '401 {"statusCode":401,"error":"Unauthorized","message":"Invalid token","attributes":{"error":"Invalid token"}}',
      containing('"message":"Expired token received for JSON Web Token validation"'),
    ],
    off: [
      '401 {"error":"invalid_request","error_description":"Invalid token"}',
      '401 {"error":"invalid_request","error_description":"Invalid token"}',
    ],
    observe: async (browser) => {
      const ask = (token: string | undefined) => browser.send('/api/v2/users', { headers: { authorization: `Bearer ${token}` } });
      const other = await bodyOf(await ask((await browser.tokens()).access_token));
      const own = await browser.managementToken();
      await browser.world.clock.age('25h');
      return [other, await bodyOf(await ask(own))];
    },
  },
  'auth0/management/insufficient-scope': {
    on: '403 {"statusCode":403,"error":"Forbidden","message":"Insufficient scope, expected any of: read:users","errorCode":"insufficient_scope"}',
    off: '403 {"error":"insufficient_scope","error_description":"Insufficient scope, expected any of: read:users"}',
    observe: async (browser) => bodyOf(await browser.manage('GET', '/users', undefined, 'read:grants')),
  },
  'auth0/management/errors': {
    on: [
      '404 {"statusCode":404,"error":"Not Found","message":"The user does not exist.","errorCode":"inexistent_user"}',
      '400 {"statusCode":400,"error":"Bad Request","message":"Payload validation error: \'Missing required property: connection\'.","errorCode":"invalid_body"}',
    ],
    off: [matching(/^404 \{"error":"inexistent_user"/), matching(/^400 \{"error":"invalid_body"/)],
    observe: async (browser) => [
      await bodyOf(await browser.manage('GET', '/users/auth0%7Cnobody')),
      await bodyOf(await browser.manage('POST', '/users', { email: 'x@example.com' })),
    ],
  },
  'auth0/management/user': {
    on: [
      'created_at email email_verified identities name nickname picture updated_at user_id',
      matching(
        /^201 .*"identities":\[\{"connection":"Username-Password-Authentication","user_id":"([0-9a-f]{24})","provider":"auth0","isSocial":false\}\].*"user_id":"auth0\|\1"\}$/,
      ),
    ],
    off: ['sub email email_verified', matching(/^201 \{"sub":/)],
    observe: async (browser) => {
      const reply = await browser.createUser();
      return [keys(await read(reply.clone())), await bodyOf(reply)];
    },
  },
  'auth0/management/session': {
    on: 'id user_id created_at updated_at authenticated_at idle_expires_at expires_at last_interacted_at device clients authentication',
    off: 'id sub exp',
    observe: async (browser) => firstOf(await ofAna(browser, 'GET', '/sessions'), 'sessions'),
  },
  'auth0/management/refresh-token': {
    on: 'id user_id created_at idle_expires_at expires_at client_id session_id rotating resource_servers',
    off: 'id sub client_id',
    observe: async (browser) => firstOf(await ofAna(browser, 'GET', '/refresh-tokens'), 'tokens'),
  },
  'auth0/management/grant': {
    on: 'user_id audience scope clientID id',
    off: 'id sub client_id',
    observe: async (browser) => {
      await browser.tokens(OFFLINE);
      return firstOf(await browser.manage('GET', '/grants'), 'grants');
    },
  },
  'auth0/management/lists': {
    on: ['array', 'start limit length users total', 'total start limit grants', 'sessions', 'tokens total'],
    off: ['array', 'array', 'array', 'array', 'array'],
    observe: async (browser) => {
      const shapeOf = async (reply: Response) => {
        const body: unknown = await reply.json();
        return Array.isArray(body) ? 'array' : keys(body as object);
      };
      return [
        await shapeOf(await browser.manage('GET', '/users')),
        await shapeOf(await browser.manage('GET', '/users?include_totals=true')),
        await shapeOf(await browser.manage('GET', '/grants?include_totals=true')),
        await shapeOf(await ofAna(browser, 'GET', '/sessions')),
        await shapeOf(await ofAna(browser, 'GET', '/refresh-tokens')),
      ];
    },
  },
  'auth0/management/delete-twice': {
    on: ['204 ', '204 ', 404],
    off: ['204 ', '404 ', 404],
    observe: async (browser) => {
      const path = `/users/${encodeURIComponent(await browser.userId('ana'))}`;
      const [first, second] = [await browser.manage('DELETE', path), await browser.manage('DELETE', path)];
      return [await bodyOf(first), await bodyOf(second), (await browser.manage('GET', path)).status];
    },
  },
  'auth0/management/accepted': {
    on: ['202 {}', 'login_required: Login required'],
    off: ['204 ', 'login_required: Login required'],
    observe: async (browser) => [
      await bodyOf(await ofAna(browser, 'DELETE', '/sessions')),
      await seen(await browser.authorize({ prompt: 'none' })),
    ],
  },
};

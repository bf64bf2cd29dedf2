import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Lab } from '../../lab/create-lab.ts';
import type { ClientInput, World } from '../../model/index.ts';
import { type Params, WireBrowser } from '../../testing/test-wire-browser.ts';
import { MANAGEMENT_SCOPES } from './apis.ts';
import { userIdOf } from './user.ts';

export { jwtTexts } from '../../testing/test-wire-browser.ts';

export const API = 'https://orders.example/';
export const MANAGEMENT = 'https://loginlab.us.auth0.com/api/v2/';
export const DATABASE = 'Username-Password-Authentication';
export const CALLBACK = 'http://127.0.0.1:3000/callback';
export const CLIENT_ID = 'YhLnDfFixture0Client0For0Tests00';
export const SECRET = 'a-secret-of-the-client-of-these-tests-0000000000000000000000000000';
export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-1234';
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
export const OFFLINE = { scope: 'openid profile email offline_access' };
export const REALM_GRANT = 'http://auth0.com/oauth/grant-type/password-realm';
const GRANTS = ['authorization_code', 'implicit', 'refresh_token', 'client_credentials', 'password', REALM_GRANT];

/** One of Auth0's answers, byte for byte. */
export const wireShape = (name: string): Promise<string> =>
  readFile(new URL(`../../../fixtures/wire/auth0/${name}.json`, import.meta.url), 'utf8');

/** A person's browser and an app's HTTP client at once, for one world of Auth0's. */
export class TestBrowser extends WireBrowser {
  constructor(lab: Lab, world: World) {
    super('auth0', lab, world);
  }

  /** Registers the client of these tests. */
  async register(changes: Partial<ClientInput> = {}): Promise<void> {
    await this.world.auth0.register({
      clientId: CLIENT_ID,
      clientSecret: SECRET,
      redirectUris: [CALLBACK],
      name: 'Shop',
      grantTypes: GRANTS,
      apis: [
        { identifier: API, allowOfflineAccess: true },
        { identifier: MANAGEMENT, scopes: MANAGEMENT_SCOPES },
      ],
      logoutUrls: ['http://127.0.0.1:3000/bye'],
      ...changes,
    });
  }

  /** Rotates refresh tokens. */
  rotating(more: NonNullable<ClientInput['refreshTokens']> = {}): Promise<void> {
    return this.register({ refreshTokens: { rotation: 'rotating', expiration: 'expiring', ...more } });
  }

  authorize(params: Params = {}): Promise<Response> {
    const plain = {
      client_id: CLIENT_ID,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile email',
      state: 'st/1',
    };
    const asked = Object.entries({ ...plain, ...params }).filter(([, value]) => value !== '');
    return this.send(`/authorize?${new URLSearchParams(asked)}`);
  }

  /** Follows redirects that stay at the tenant. */
  async settle(reply: Response): Promise<Response> {
    let at = reply;
    for (let hops = 0; hops < 8; hops += 1) {
      const location = at.headers.get('location');
      if (location === null || !location.startsWith(this.base)) return at;
      at = await this.send(location);
    }
    return at;
  }

  /** Goes through all pages as a person who agrees; gives the reply that leads back to the app. */
  async reply(params: Params = {}, account = 'ana'): Promise<Response> {
    let response = await this.settle(await this.authorize(params));
    for (let pages = 0; pages < 4 && response.status === 200; pages += 1) {
      const text = await response.clone().text();
      if (!text.includes('name="ticket"')) return response;
      const isLogin = text.includes('page-account-chooser');
      response = await this.settle(await this.press(response, isLogin ? { account } : { decision: 'allow' }));
    }
    return response;
  }

  async signIn(params: Params = {}, account = 'ana'): Promise<URL> {
    const response = await this.reply(params, account);
    return new URL(response.headers.get('location') ?? `none:${response.status}`);
  }

  token(form: Params, headers: Params = {}): Promise<Response> {
    return this.post('/oauth/token', { client_id: CLIENT_ID, client_secret: SECRET, ...form }, headers);
  }

  /** Redeems the code of a callback. */
  redeem(callback: URL, changes: Params = {}): Promise<Response> {
    const code = callback.searchParams.get('code') ?? '';
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...changes });
  }

  /** Signs in and redeems; gives the token answer. */
  async tokens(params: Params = {}, account?: string): Promise<Readonly<Record<string, string>>> {
    const reply = await this.redeem(await this.signIn(params, account));
    return (await reply.json()) as Readonly<Record<string, string>>;
  }

  refresh(refreshToken: string | undefined, changes: Params = {}): Promise<Response> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '', ...changes });
  }

  userinfo(accessToken: string | undefined): Promise<Response> {
    return this.send('/userinfo', { headers: { authorization: `Bearer ${accessToken}` } });
  }

  password(changes: Params = {}): Promise<Response> {
    return this.token({ grant_type: 'password', username: 'ana@example.com', password: 'secret', ...changes });
  }

  /** Signs up by the API. */
  signUp(changes: Params = {}): Promise<Response> {
    const plain = { client_id: CLIENT_ID, connection: DATABASE, email: 'new@example.com', password: 'Passw0rd!' };
    return this.sendJson('POST', '/dbconnections/signup', { ...plain, ...changes });
  }

  sendJson(method: string, path: string, body: object | undefined, headers: Params = {}): Promise<Response> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.send(path, { method, ...sent, headers: { 'content-type': 'application/json', ...headers } });
  }

  /** The link in the newest message. */
  async mailedLink(): Promise<string> {
    const { messages } = await this.world.mailbox.list();
    return messages.at(-1)?.links[0] ?? '';
  }

  /** Signs somebody up; gives the link of the verification mail. */
  async verificationLink(email: string): Promise<string> {
    await this.signUp({ email });
    return this.mailedLink();
  }

  /** A token of the client for the Management API. */
  async managementToken(scope?: string): Promise<string> {
    const reply = await this.machine({ audience: MANAGEMENT, ...(scope !== undefined && { scope }) });
    return String(((await reply.json()) as Params).access_token);
  }

  async manage(method: string, path: string, body?: object, scope?: string): Promise<Response> {
    const authorization = `Bearer ${await this.managementToken(scope)}`;
    return this.sendJson(method, `/api/v2${path}`, body, { authorization });
  }

  createUser(changes: object = {}): Promise<Response> {
    const plain = { connection: DATABASE, email: 'new@example.com', password: 'Passw0rd!' };
    return this.manage('POST', '/users', { ...plain, ...changes });
  }

  /** `auth0|…` of a person. */
  async userId(key: string): Promise<string> {
    const person = (await this.world.people.list()).find((each) => each.key === key);
    return person ? userIdOf(person) : `no ${key}`;
  }

  machine(changes: Params = {}): Promise<Response> {
    return this.token({ grant_type: 'client_credentials', audience: API, ...changes });
  }
}

/** A browser in a new world, where the client of these tests is registered. */
export const browse = async (lab: Lab): Promise<TestBrowser> => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  return browser;
};

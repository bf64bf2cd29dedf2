import { readFile } from 'node:fs/promises';
import type { Lab } from '../../lab/create-lab.ts';
import type { ClientChanges, World } from '../../model/index.ts';
import { type Params, WireBrowser } from '../../testing/test-wire-browser.ts';

export { jwtTexts } from '../../testing/test-wire-browser.ts';

export const DRIVE = 'https://www.googleapis.com/auth/drive';
export const CALENDAR = 'https://www.googleapis.com/auth/calendar';
export const CALLBACK = 'http://127.0.0.1:3000/callback';
export const CLIENT_ID = '123456789012-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com';
export const SECRET = 'GOCSPX-abcdefghijklmnopqrstuvwxyz01';

/** One of Google's answers, byte for byte. */
export const wireShape = (name: string): Promise<string> =>
  readFile(new URL(`../../../fixtures/wire/google/${name}.json`, import.meta.url), 'utf8');

/** A person's browser and an app's HTTP client at once, for one world of Google's. */
export class TestBrowser extends WireBrowser {
  constructor(lab: Lab, world: World) {
    super('google', lab, world);
  }

  /** Registers the client of these tests. */
  async register(changes: ClientChanges = {}): Promise<void> {
    await this.world.google.register({
      clientId: CLIENT_ID,
      clientSecret: SECRET,
      redirectUris: [CALLBACK],
      name: 'Shop',
      ...changes,
    });
  }

  authorize(params: Params = {}, path = '/o/oauth2/v2/auth'): Promise<Response> {
    const plain = {
      client_id: CLIENT_ID,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid email profile',
      state: 'st/1',
    };
    const asked = Object.entries({ ...plain, ...params }).filter(([, value]) => value !== '');
    return this.send(`${path}?${new URLSearchParams(asked)}`);
  }

  /** Goes through all pages as a person who agrees; gives the redirect back to the app. */
  async signIn(params: Params = {}, account = 'ana', path?: string): Promise<URL> {
    let response = await this.authorize(params, path);
    for (let pages = 0; pages < 3 && response.status === 200; pages += 1) {
      const isChooser = (await response.clone().text()).includes('page-account-chooser');
      response = await this.press(response, isChooser ? { account } : { decision: 'allow' });
    }
    return new URL(response.headers.get('location') ?? `none:${response.status}`);
  }

  token(form: Params, headers: Params = {}): Promise<Response> {
    return this.post('/token', { client_id: CLIENT_ID, client_secret: SECRET, ...form }, headers);
  }

  /** Redeems the code of a callback. */
  redeem(callback: URL, changes: Params = {}): Promise<Response> {
    const code = callback.searchParams.get('code') ?? '';
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...changes });
  }

  /** Signs in and redeems; gives the token answer. */
  async tokens(params: Params = {}, account?: string, path?: string): Promise<Readonly<Record<string, string>>> {
    const reply = await this.redeem(await this.signIn(params, account, path));
    return (await reply.json()) as Readonly<Record<string, string>>;
  }

  async refresh(refreshToken: string | undefined, changes: Params = {}): Promise<Response> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '', ...changes });
  }

  api(path: string, accessToken: string | undefined, init: RequestInit = {}): Promise<Response> {
    return this.send(path, { ...init, headers: { authorization: `Bearer ${accessToken}`, ...init.headers } });
  }
}

/** A browser in a new world, where the client of these tests is registered. */
export const browse = async (lab: Lab): Promise<TestBrowser> => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  return browser;
};

import type { Lab } from '../../lab/create-lab.ts';
import type { ClientChanges, World } from '../../model/index.ts';
import { type Params, WireBrowser } from '../../testing/test-wire-browser.ts';

export { jwtTexts } from '../../testing/test-wire-browser.ts';

export const APP_ID = '464891386855067';
export const SECRET = '0123456789abcdef0123456789abcdef';
export const CALLBACK = 'https://shop.example/callback';
export const SUCCESS = 'https://www.facebook.com/connect/login_success.html';

/** A person's browser and an app's HTTP client at once, for one world of Facebook's. */
export class TestBrowser extends WireBrowser {
  constructor(lab: Lab, world: World) {
    super('facebook', lab, world);
  }

  /** Registers the app of these tests. */
  async register(changes: ClientChanges = {}): Promise<void> {
    const client = { clientId: APP_ID, clientSecret: SECRET, redirectUris: [CALLBACK], name: 'Shop' };
    await this.world.facebook.register({ ...client, ...changes });
  }

  /** Opens the dialog; a parameter that is empty is left out. */
  dialog(params: Params = {}, init: RequestInit = {}, path = '/v19.0/dialog/oauth'): Promise<Response> {
    const plain = { client_id: APP_ID, redirect_uri: CALLBACK, response_type: 'code', scope: 'email', state: 'st/1' };
    const asked = Object.entries({ ...plain, ...params }).filter(([, value]) => value !== '');
    return this.send(`${path}?${new URLSearchParams(asked)}`, init);
  }

  /** Follows redirects that stay with Facebook: to the login page. */
  async settle(reply: Response): Promise<Response> {
    const to = reply.headers.get('location') ?? '';
    return to.includes('/login.php') ? this.settle(await this.send(to)) : reply;
  }

  /** Goes on from a reply through all pages as a person who agrees, except to what `declined` lists. */
  async goOn(reply: Response, account = 'ana', declined: readonly string[] = []): Promise<Response> {
    const at = await this.settle(reply);
    if (at.status !== 200) return at;
    const text = await at.clone().text();
    if (text.includes('page-account-chooser')) return this.goOn(await this.press(at, { account }), account, declined);
    if (!text.includes('page-consent')) return at;
    const boxes = [...text.matchAll(/type="checkbox" name="scope" value="([^"]+)"/g)].map(([, scope]) => scope ?? '');
    return this.press(
      at,
      { decision: 'allow' },
      boxes.filter((scope) => !declined.includes(scope)),
    );
  }

  /** The address at which the browser is sent back to the app, after all pages. */
  async signIn(params: Params = {}, account?: string, declined?: readonly string[]): Promise<URL> {
    const reply = await this.goOn(await this.dialog(params), account, declined);
    return new URL(reply.headers.get('location') ?? `none:${reply.status}`);
  }

  token(form: Params, path = '/v19.0/oauth/access_token'): Promise<Response> {
    const all = Object.entries({ client_id: APP_ID, client_secret: SECRET, ...form }).filter(([, value]) => value !== '');
    return this.send(`${path}?${new URLSearchParams(all)}`);
  }

  /** Redeems the code of a callback. */
  redeem(callback: URL, changes: Params = {}, path?: string): Promise<Response> {
    const code = callback.searchParams.get('code') ?? '';
    return this.token({ redirect_uri: CALLBACK, code, ...changes }, path);
  }

  /** Signs in and redeems; gives the token answer. */
  async tokens(params: Params = {}, account?: string): Promise<Readonly<Record<string, string>>> {
    return (await (await this.redeem(await this.signIn(params, account))).json()) as Readonly<Record<string, string>>;
  }
}

/** A browser in a new world, where the app of these tests is registered. */
export const browse = async (lab: Lab): Promise<TestBrowser> => {
  const browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  return browser;
};

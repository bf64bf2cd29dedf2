import { readFile } from 'node:fs/promises';
import type { Lab } from '../../lab.ts';
import type { Client, World } from '../../model/index.ts';

type Params = Readonly<Record<string, string>>;

export const DRIVE = 'https://www.googleapis.com/auth/drive';
export const CALENDAR = 'https://www.googleapis.com/auth/calendar';
export const CALLBACK = 'http://127.0.0.1:3000/callback';
export const CLIENT_ID = '123456789012-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com';
export const SECRET = 'GOCSPX-abcdefghijklmnopqrstuvwxyz01';

/** One of Google's answers, byte for byte. */
export const wireShape = (name: string): Promise<string> =>
  readFile(new URL(`../../../fixtures/wire/google/${name}.json`, import.meta.url), 'utf8');

const field = (page: string, pattern: RegExp): string => {
  const found = pattern.exec(page)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} in ${page.slice(page.indexOf('<main'), page.indexOf('</main>'))}`);
  return found;
};

/** A person's browser and an app's HTTP client at once, for one world; follows no redirect by itself. */
export class TestBrowser {
  readonly lab: Lab;
  readonly world: World;
  #cookie: string | undefined;

  constructor(lab: Lab, world: World) {
    this.lab = lab;
    this.world = world;
  }

  get base(): string {
    return this.world.google.address;
  }

  /** Registers the client of these tests. */
  async register(changes: Partial<Client> = {}): Promise<void> {
    await this.world.google.register({
      clientId: CLIENT_ID,
      clientSecret: SECRET,
      redirectUris: [CALLBACK],
      name: 'Shop',
      ...changes,
    });
  }

  /** `to`: a path below the world's address, or a whole URL. */
  async send(to: string, init: RequestInit = {}): Promise<Response> {
    const url = to.startsWith('/') ? this.base + to : to;
    const headers = new Headers(init.headers);
    if (this.#cookie !== undefined) headers.set('cookie', this.#cookie);
    const response = await this.lab.fetch(url, { ...init, headers });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0];
    return response;
  }

  post(to: string, form: Params, headers: Params = {}): Promise<Response> {
    return this.send(to, { method: 'POST', body: new URLSearchParams(form), headers });
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

  /** Presses a button of the page in a response; every box in it stays as `scopes` says. */
  async press(page: Response, pressed: Params, scopes?: readonly string[]): Promise<Response> {
    const text = await page.text();
    const form = new URLSearchParams({ ticket: field(text, /name="ticket" value="([^"]+)"/), ...pressed });
    const boxes = scopes ?? [...text.matchAll(/type="checkbox" name="scope" value="([^"]+)"/g)].map(([, scope]) => scope ?? '');
    for (const scope of boxes) form.append('scope', scope);
    return this.send(field(text, /action="([^"]+)"/), { method: 'POST', body: form });
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

  /** Ids of the behaviours that spoke in this world. */
  async spoken(): Promise<ReadonlySet<string>> {
    const { exchanges } = await this.world.wire.read({ limit: 1000 });
    return new Set(exchanges.flatMap(({ because }) => because.map(({ id }) => id)));
  }
}

/** Header and claims of a JWT, as texts: their order counts. */
export const jwtTexts = (jwt: string | undefined): readonly string[] =>
  (jwt ?? '')
    .split('.')
    .slice(0, 2)
    .map((part) => Buffer.from(part, 'base64url').toString('utf8'));

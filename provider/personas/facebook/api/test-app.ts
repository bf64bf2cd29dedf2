import type { Lab } from '../../../lab.ts';
import type { Client, World } from '../../../model/index.ts';
import { appsecretProof } from './appsecret-proof.ts';

type Params = Readonly<Record<string, string>>;

export const APP_ID = '210000000000042';
export const SECRET = '0123456789abcdef0123456789abcdef';
export const CALLBACK = 'https://shop.example/callback';
export const APP_TOKEN = `${APP_ID}|${SECRET}`;

/** An app at Facebook and a person's browser at once, for one world. Follows redirects within Facebook only. */
export class TestApp {
  readonly lab: Lab;
  readonly world: World;
  #cookie: string | undefined;

  constructor({ lab, world }: { readonly lab: Lab; readonly world: World }) {
    this.lab = lab;
    this.world = world;
  }

  get base(): string {
    return this.world.facebook.address;
  }

  async register(changes: Partial<Client> = {}): Promise<this> {
    const client = { clientId: APP_ID, clientSecret: SECRET, redirectUris: [CALLBACK], name: 'Shop' };
    await this.world.facebook.register({ ...client, ...changes });
    return this;
  }

  /** A long-lived token, made without a login. */
  async token({ as = 'ana', scope = 'public_profile email publish_actions', clientId = APP_ID } = {}): Promise<string> {
    return (await this.world.facebook.mint({ as, clientId, scope })).access_token;
  }

  /** `to`: a path below the world's address, or a whole URL. */
  async send(to: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ accept: 'application/json', ...(init.headers as Params) });
    if (this.#cookie !== undefined) headers.set('cookie', this.#cookie);
    const reply = await this.lab.fetch(to.startsWith('/') ? this.base + to : to, { ...init, headers });
    for (const cookie of reply.headers.getSetCookie()) this.#cookie = cookie.split(';')[0];
    return reply;
  }

  /** Calls the Graph API with a token in the Authorization header. */
  graph(path: string, token: string | undefined, init: RequestInit = {}): Promise<Response> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return this.send(path, { ...init, headers: { ...authorization, ...(init.headers as Params) } });
  }

  post(path: string, token: string | undefined, form: Params): Promise<Response> {
    return this.graph(path, token, { method: 'POST', body: new URLSearchParams(form) });
  }

  remove(path: string, token: string): Promise<Response> {
    return this.graph(path, token, { method: 'DELETE' });
  }

  inspect(token: string, caller = APP_TOKEN): Promise<Response> {
    return this.send(`/debug_token?${new URLSearchParams({ input_token: token, access_token: caller })}`);
  }

  proof(token: string, at?: number): string {
    return appsecretProof(SECRET, token, at);
  }

  /** The dialog as a person goes through it who agrees to everything: where the browser ends up outside of Facebook. */
  async dialog(params: Params = {}, as = 'ana'): Promise<URL> {
    const end = await this.ends(params, as);
    if (!URL.canParse(end)) throw new Error(`the dialog did not end: ${end}`);
    return new URL(end);
  }

  /** How it ends: an address outside of Facebook, or the text of a page without a form. */
  async ends(params: Params = {}, as = 'ana'): Promise<string> {
    const plain = { client_id: APP_ID, redirect_uri: CALLBACK, response_type: 'token', scope: 'public_profile,email' };
    let reply = await this.send(`/dialog/oauth?${new URLSearchParams({ ...plain, ...params })}`);
    for (let steps = 0; steps < 8; steps += 1) {
      const location = reply.headers.get('location');
      if (location !== null && !location.startsWith(this.base)) return location;
      const page = location === null ? await reply.text() : '';
      if (location === null && !page.includes('<form')) return page;
      reply = location === null ? await this.#press(page, as) : await this.send(location);
    }
    throw new Error(`the dialog went in circles: ${reply.status} ${await reply.text()}`);
  }

  /** A short-lived token from the dialog. */
  async shortToken(as?: string): Promise<string> {
    const { hash } = await this.dialog({}, as);
    return new URLSearchParams(hash.slice(1)).get('access_token') ?? '';
  }

  /** Ids of the behaviours that spoke in this world. */
  async spoken(): Promise<ReadonlySet<string>> {
    const { exchanges } = await this.world.wire.read({ limit: 1000 });
    return new Set(exchanges.flatMap(({ because }) => because.map(({ id }) => id)));
  }

  #press(page: string, as: string): Promise<Response> {
    const [, action] = /action="([^"]+)"/.exec(page) ?? [];
    const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(page) ?? [];
    if (action === undefined) throw new Error(`a page with a form was expected: ${page.slice(page.indexOf('<main'))}`);
    const form = new URLSearchParams({
      ticket,
      ...(page.includes('page-account-chooser') ? { account: as } : { decision: 'allow' }),
    });
    for (const [, scope = ''] of page.matchAll(/type="checkbox" name="scope" value="([^"]+)"/g)) form.append('scope', scope);
    return this.send(action, { method: 'POST', body: form });
  }
}

/** `400 190/463 Error validating …` */
export const told = async (reply: Response): Promise<string> => {
  const body = (await reply.json()) as { error?: { code: number; error_subcode?: number; message: string } };
  const { code, error_subcode: subcode, message } = body.error ?? { code: 0, message: JSON.stringify(body) };
  return `${reply.status} ${code}${subcode === undefined ? '' : `/${subcode}`} ${message}`;
};

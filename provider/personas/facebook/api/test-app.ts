import type { Lab } from '../../../lab/create-lab.ts';
import type { ClientChanges, World } from '../../../model/index.ts';
import { APP_ID, SECRET, TestBrowser } from '../test-browser.ts';
import { fragmentOf } from '../test-observe.ts';
import { appsecretProof } from './appsecret-proof.ts';

type Params = Readonly<Record<string, string>>;

export const APP_TOKEN = `${APP_ID}|${SECRET}`;

/** An app that calls the Graph API, beside the browser of a person who uses it, in one world. */
export class TestApp {
  readonly lab: Lab;
  readonly world: World;
  readonly browser: TestBrowser;

  constructor({ lab, world }: { readonly lab: Lab; readonly world: World }) {
    this.lab = lab;
    this.world = world;
    this.browser = new TestBrowser(lab, world);
  }

  async register(changes: ClientChanges = {}): Promise<this> {
    await this.browser.register(changes);
    return this;
  }

  /** A long-lived token, made without a login. */
  async token({ as = 'ana', scope = 'public_profile email publish_actions', clientId = APP_ID } = {}): Promise<string> {
    return (await this.world.facebook.mint({ as, clientId, scope })).access_token;
  }

  /** `to`: a path below the world's address, or a whole URL. Asks for JSON. */
  send(to: string, init: RequestInit = {}): Promise<Response> {
    return this.browser.send(to, { ...init, headers: { accept: 'application/json', ...(init.headers as Params) } });
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

  /** Where the dialog ends for a person who agrees to everything: an address of the app, or the text of a page. */
  async ends(params: Params = {}, as?: string): Promise<string> {
    const reply = await this.browser.goOn(await this.browser.dialog(params), as);
    return reply.headers.get('location') ?? (await reply.text());
  }

  /** A short-lived token from the dialog. */
  async shortToken(scope = 'public_profile,email', as?: string): Promise<string> {
    const callback = await this.browser.signIn({ response_type: 'token', scope }, as);
    return fragmentOf(callback).get('access_token') ?? '';
  }
}

/** `400 190/463 Error validating …`, `401 invalid_token` where the plain engine speaks, or `200` and the body */
export const told = async (reply: Response): Promise<string> => {
  const body = (await reply.json()) as { error?: { code: number; error_subcode?: number; message: string } | string };
  if (typeof body.error === 'string') return `${reply.status} ${body.error}`;
  if (body.error === undefined) return `${reply.status} ${JSON.stringify(body)}`;
  const { code, error_subcode: subcode, message } = body.error;
  return `${reply.status} ${code}${subcode === undefined ? '' : `/${subcode}`} ${message}`;
};

import type { Lab } from '../../lab/create-lab.ts';
import type { ClientInput, World } from '../../model/index.ts';
import { type Params, WireBrowser } from '../../testing/test-wire-browser.ts';

export const PASSWORD = 'correct horse';
export const NEW = 'new@shop.example';

export const basic = (email: string, password: string): Params => ({
  authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
});

/** A person's browser and an app's HTTP client at once, for one world of the first-party API. */
export class TestBrowser extends WireBrowser {
  constructor(lab: Lab, world: World) {
    super('first-party', lab, world);
  }

  /** Registers an app of its own. */
  async register(changes: Partial<ClientInput> = {}): Promise<void> {
    await this.world['first-party'].register({ clientId: 'shop', name: 'Shop', ...changes });
  }

  json(method: string, path: string, body?: unknown, headers: Params = {}): Promise<Response> {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.send(path, { method, redirect: 'manual', ...sent, headers: { ...type, ...headers } });
  }

  signUp(changes: object = {}): Promise<Response> {
    return this.json('POST', '/users', { email: NEW, password: PASSWORD, ...changes });
  }

  login(changes: object = {}): Promise<Response> {
    return this.json('POST', '/login', { email: 'ana@example.com', password: PASSWORD, ...changes });
  }

  me(headers: Params = {}): Promise<Response> {
    return this.json('GET', '/users/me', undefined, headers);
  }

  /** Exchanges a password for a token. */
  tokenReply(email = 'ana@example.com', body?: object): Promise<Response> {
    return this.json('POST', '/tokens', body, basic(email, PASSWORD));
  }

  /** The header with a new token. */
  async token(email?: string, body?: object): Promise<Params> {
    const { token } = (await (await this.tokenReply(email, body)).json()) as Params;
    return { authorization: `Token ${token}` };
  }

  /** The link in the newest message, as a path of this API. */
  async mailedPath(): Promise<string> {
    const { messages } = await this.world.mailbox.list();
    return (messages.at(-1)?.links[0] ?? '').slice(this.base.length);
  }

  /** Why the newest exchange was answered as it was. */
  async why(): Promise<string> {
    const { exchanges } = await this.world.wire.read();
    return (
      exchanges
        .at(-1)
        ?.because.map(({ why }) => why)
        .join('; ') ?? ''
    );
  }
}

/** A browser in a new world. */
export const browse = async (lab: Lab): Promise<TestBrowser> => new TestBrowser(lab, await lab.world());

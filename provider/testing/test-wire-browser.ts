import type { Lab } from '../lab/create-lab.ts';
import type { PersonaId, World } from '../model/index.ts';

export type Params = Readonly<Record<string, string>>;

const field = (page: string, pattern: RegExp): string => {
  const found = pattern.exec(page)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} in ${page.slice(page.indexOf('<main'), page.indexOf('</main>'))}`);
  return found.replaceAll('&amp;', '&');
};

/** A person's browser and an app's HTTP client at once, for one world of one persona; follows no redirect by itself. */
export class WireBrowser {
  readonly lab: Lab;
  readonly world: World;
  readonly persona: PersonaId;
  readonly #cookies = new Map<string, string>();

  constructor(persona: PersonaId, lab: Lab, world: World) {
    this.persona = persona;
    this.lab = lab;
    this.world = world;
  }

  get base(): string {
    return this.world[this.persona].address;
  }

  /** `to`: a path below the world's address, or a whole URL. */
  async send(to: string, init: RequestInit = {}): Promise<Response> {
    const url = to.startsWith('/') ? this.base + to : to;
    const headers = new Headers(init.headers);
    const cookies = [...this.#cookies].map((pair) => pair.join('='));
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
    const response = await this.lab.fetch(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/;\s*max-age=0/i.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  /** Forgets its cookies: another browser. */
  forget(): void {
    this.#cookies.clear();
  }

  post(to: string, form: Params, headers: Params = {}): Promise<Response> {
    return this.send(to, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  /** Presses a button of the page in a response; every box in it stays as `scopes` says. */
  async press(page: Response, pressed: Params, scopes?: readonly string[]): Promise<Response> {
    const text = await page.text();
    const form = new URLSearchParams({ ticket: field(text, /name="ticket" value="([^"]+)"/), ...pressed });
    const boxes = scopes ?? [...text.matchAll(/type="checkbox" name="scope" value="([^"]+)"/g)].map(([, scope]) => scope ?? '');
    for (const scope of boxes) form.append('scope', scope);
    return this.send(field(text, /action="([^"]+)"/), { method: 'POST', body: form });
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

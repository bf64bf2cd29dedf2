import { authorizationQuery, type LoadClient, openLoadClient, readFacts, type ServerFacts, VERIFIER } from './load-client.ts';

const DISCOVERY = '/.well-known/openid-configuration';

/** Somebody at the pages of the server, with a cookie jar, who counts the requests. */
class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  requests = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Follows redirects within the server. Returns the page, or the redirect to the app. */
  async go(path: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const reply = await fetch(new URL(path, this.#origin), {
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      redirect: 'manual',
      headers: { cookie: this.cookie },
    });
    this.requests += 1;
    for (const line of reply.headers.getSetCookie()) this.#keep(line);
    const location = reply.headers.get('location');
    const next = location === null ? undefined : new URL(location, this.#origin);
    return next?.origin === this.#origin ? this.go(next.pathname + next.search) : reply;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

const formAction = async (page: Response): Promise<string> => {
  const html = await page.text();
  const [, action] = /<form[^>]*action="([^"]+)"/.exec(html) ?? [];
  if (action === undefined) throw new Error(`Expected a page with a form, found: ${html}`);
  return action;
};

/** Logs in at the pages of the server, and consents if asked. Returns the code. */
const logIn = async (visitor: Visitor, at: ServerFacts, more: Readonly<Record<string, string>>): Promise<string> => {
  let reply = await visitor.go(`${at.paths.authorize}?${authorizationQuery(at, more)}`);
  for (const form of [{ prompt: 'login', login: 'ana', password: 'any' }, { prompt: 'consent' }]) {
    if (reply.status === 200) reply = await visitor.go(await formAction(reply), form);
  }
  return new URL(reply.headers.get('location') ?? '').searchParams.get('code') ?? '';
};

/** A refresh token takes the scope `offline_access`, and that takes a consent. */
const newRefreshToken = async (at: ServerFacts): Promise<string> => {
  const code = await logIn(new Visitor(at.origin), at, { scope: 'openid email offline_access', prompt: 'consent' });
  const form = { grant_type: 'authorization_code', code, code_verifier: VERIFIER, redirect_uri: at.redirectUri, ...at.client };
  const reply = await fetch(`${at.origin}${at.paths.token}`, { method: 'POST', body: new URLSearchParams(form) });
  return String(((await reply.json()) as Record<string, unknown>).refresh_token ?? '');
};

/** oidc-provider: a person who is signed in and has consented. */
export const oidcProviderClient = async (url: string): Promise<LoadClient> => {
  const facts = await readFacts(url + DISCOVERY);
  const visitor = new Visitor(facts.origin);
  await logIn(visitor, facts, {});
  return openLoadClient({
    ...facts,
    headers: { cookie: visitor.cookie },
    newRefreshToken: () => newRefreshToken(facts),
    firstLoginRequests: visitor.requests + 2, // token and userinfo
  });
};

import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import { connectLab } from '../provider/index.ts';

/** One server under load: how a returning user logs in, and how an app refreshes. */
export interface LoadClient extends AsyncDisposable {
  login(): Promise<void>;
  refresh(): Promise<void>;
}

interface Addresses {
  readonly origin: string;
  readonly authorize: string;
  readonly token: string;
  readonly userinfo: string;
  readonly authorizeHeaders: Readonly<Record<string, string>>;
  readonly client: Readonly<Record<string, string>>;
  readonly redirectUri: string;
  readonly scope: string;
  /** Further parameters of the authorization request. */
  readonly more?: Readonly<Record<string, string>>;
}

const VERIFIER = 'a'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

type Json = Readonly<Record<string, unknown>>;

const postForm = async (pool: Pool, path: string, form: Readonly<Record<string, string>>): Promise<Json> => {
  const reply = await pool.request({ path, method: 'POST', headers: FORM, body: new URLSearchParams(form).toString() });
  const body = await reply.body.text();
  if (reply.statusCode !== 200) throw new Error(`POST ${path} answered ${reply.statusCode}: ${body}`);
  return JSON.parse(body) as Json;
};

const authorize = async (pool: Pool, at: Addresses): Promise<string> => {
  const query = new URLSearchParams({
    client_id: at.client.client_id ?? '',
    response_type: 'code',
    redirect_uri: at.redirectUri,
    scope: at.scope,
    state: 's',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...at.more,
  });
  const reply = await pool.request({ path: `${at.authorize}?${query}`, method: 'GET', headers: at.authorizeHeaders });
  await reply.body.dump();
  const location = String(reply.headers.location ?? '');
  const code = URL.canParse(location) ? new URL(location).searchParams.get('code') : null;
  if (code === null) throw new Error(`GET ${at.authorize} answered ${reply.statusCode} to ${location}, without a code`);
  return code;
};

const loadClient = (at: Addresses, refreshToken: string, refreshForm: Readonly<Record<string, string>>): LoadClient => {
  const pool = new Pool(at.origin, { connections: 16 });
  return {
    async login() {
      const code = await authorize(pool, at);
      const grant = { grant_type: 'authorization_code', code, redirect_uri: at.redirectUri, code_verifier: VERIFIER };
      const { access_token } = await postForm(pool, at.token, { ...grant, ...at.client });
      const reply = await pool.request({
        path: at.userinfo,
        method: 'GET',
        headers: { authorization: `Bearer ${access_token}` },
      });
      await reply.body.dump();
      if (reply.statusCode !== 200) throw new Error(`GET ${at.userinfo} answered ${reply.statusCode}`);
    },
    async refresh() {
      await postForm(pool, at.token, { grant_type: 'refresh_token', refresh_token: refreshToken, ...refreshForm });
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
};

const simple = (url: string): Addresses => ({
  origin: url,
  authorize: '/authorize',
  token: '/token',
  userinfo: '/userinfo',
  authorizeHeaders: {},
  client: { client_id: 'client', client_secret: 'secret' },
  redirectUri: 'http://127.0.0.1:3000/callback',
  scope: 'openid email',
});

/** The floor and oauth2-mock-server: no session, no consent, any client. */
export const simpleClient = async (url: string): Promise<LoadClient> =>
  loadClient(simple(url), 'r', { ...simple(url).client, scope: 'openid' });

const signInOnce = async (origin: string, at: Addresses): Promise<string> => {
  const query = new URLSearchParams({
    client_id: at.client.client_id ?? '',
    response_type: 'code',
    redirect_uri: at.redirectUri,
    scope: at.scope,
    access_type: 'offline',
  });
  const chooser = await fetch(`${origin}${at.authorize}?${query}`, { redirect: 'manual' });
  const consent = await submit(chooser, `${origin}${at.authorize}`, { account: 'ana' }, '');
  const cookie = (consent.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const done = await submit(consent, `${origin}${at.authorize}`, { decision: 'allow' }, cookie);
  if (done.status !== 302) throw new Error(`sign-in ended with ${done.status}: ${await done.text()}`);
  return cookie;
};

/** Sends the form of a persona's page with one more field. */
const submit = async (
  page: Response,
  base: string,
  extra: Readonly<Record<string, string>>,
  cookie: string,
): Promise<Response> => {
  const html = await page.text();
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? base;
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const body = new URLSearchParams([...hidden, ...Object.entries(extra)] as [string, string][]);
  return fetch(new URL(action, base), { method: 'POST', body, redirect: 'manual', headers: cookie ? { cookie } : {} });
};

/** The lab: a person who is signed in and has consented; wire log and behaviours on. `more`: of every authorization request. */
export const labClient = async (url: string, more: Addresses['more'] = {}): Promise<LoadClient> => {
  const discovery = (await (await fetch(`${url}/google/.well-known/openid-configuration`)).json()) as Record<string, string>;
  const path = (name: string) => new URL(discovery[name] ?? '').pathname;
  const { google, settings } = (await connectLab(url)).default;
  await settings.change({ 'google/api/rate-limit': 'off' }); // one person logs in more often here than the vendors' rate limits allow
  const [client] = await google.clients();
  if (!client?.clientSecret) throw new Error('the lab has no confidential client');
  const at: Addresses = {
    origin: url,
    authorize: path('authorization_endpoint'),
    token: path('token_endpoint'),
    userinfo: path('userinfo_endpoint'),
    authorizeHeaders: {},
    client: { client_id: client.clientId, client_secret: client.clientSecret },
    redirectUri: client.redirectUris[0] ?? '',
    scope: 'openid email',
    more,
  };
  const cookie = await signInOnce(url, at);
  const { refresh_token = '' } = await google.mint({ as: 'ana', scope: 'openid email' });
  return loadClient({ ...at, authorizeHeaders: { cookie } }, refresh_token, at.client);
};

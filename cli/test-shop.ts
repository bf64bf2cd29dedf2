import { folderWith } from './test-folder.ts';

/** A client of a few lines. `BUG` breaks it: `login`, `client`, `redirect`, `host`, `secret`, `nowhere`, `callback`, `sign-out`, `crash`. */
export const SHOP = `
import { createServer } from 'node:http';
const { PORT, BUG, ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, API_BASE } = process.env;
const sessions = new Map();
const page = (response, status, text, headers = {}) => response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(text);
const pages = {
  '/auth/google': async (response) => {
    if (BUG === 'login') return page(response, 200, 'Coming soon');
    const discovery = async () => (await fetch(ISSUER + '/.well-known/openid-configuration')).json();
    const endpoint = BUG === 'redirect' ? ISSUER + '/o/oauth2/v2/auth' : (await discovery()).authorization_endpoint;
    const [id, state] = [crypto.randomUUID(), crypto.randomUUID()];
    sessions.set(id, { state });
    const wrong = { redirect: 'http://127.0.0.1:' + PORT + '/callback/google', host: REDIRECT_URI.replace('127.0.0.1', 'localhost') };
    const client_id = BUG === 'client' ? 'my-client' : CLIENT_ID;
    const asked = { client_id, redirect_uri: wrong[BUG] ?? REDIRECT_URI, response_type: 'code', state };
    const scope = 'openid email profile https://www.googleapis.com/auth/drive.file';
    const location = endpoint + '?' + new URLSearchParams({ ...asked, scope });
    page(response, 302, '', { location, 'set-cookie': 'sid=' + id + '; Path=/; HttpOnly' });
  },
  '/callback/google': async (response, session, query) => {
    if (BUG === 'callback') throw new Error('no such column: email');
    if (BUG === 'nowhere') return page(response, 200, 'Welcome');
    if (!session || query.get('state') !== session.state) return page(response, 400, 'Not started here');
    const { token_endpoint } = await (await fetch(ISSUER + '/.well-known/openid-configuration')).json();
    const form = { grant_type: 'authorization_code', code: query.get('code'), redirect_uri: REDIRECT_URI };
    const client_secret = BUG === 'secret' ? 'yesterday' : CLIENT_SECRET;
    const body = new URLSearchParams({ ...form, client_id: CLIENT_ID, client_secret });
    const { id_token, access_token } = await (await fetch(token_endpoint, { method: 'POST', body })).json();
    const { email } = JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url'));
    Object.assign(session, { email, access_token, state: undefined });
    page(response, 302, '', { location: '/me' });
    if (BUG === 'crash') setImmediate(() => { throw new Error('cart is not defined'); });
  },
  '/me': (response, session) => page(response, session?.email ? 200 : 401, session?.email ?? 'Nobody'),
  '/files': async (response, session) => {
    const headers = { authorization: 'Bearer ' + session?.access_token };
    const answer = await fetch(API_BASE + '/drive/v3/files', { headers });
    page(response, answer.status, 'Your files');
  },
  '/logout': (response, session) => {
    if (BUG !== 'sign-out' && session) for (const name of Object.keys(session)) delete session[name];
    page(response, 302, '', { location: '/' });
  },
};
createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, REDIRECT_URI);
  const session = sessions.get(/sid=([\\w-]+)/.exec(request.headers.cookie ?? '')?.[1]);
  const answer = pages[pathname];
  if (answer) Promise.resolve(answer(response, session, searchParams)).catch((error) => {
    console.error(error.message);
    page(response, 500, 'Internal Server Error');
  });
  else page(response, 200, 'Shop');
}).listen(PORT, '127.0.0.1');
`;

const VERBS = {
  signIn: { http: '/auth/google' },
  whoAmI: { http: '/me' },
  useResource: { http: '/files' },
  signOut: { http: { method: 'POST', path: '/logout' } },
};

export interface ShopOptions {
  readonly bug?: string;
  /** Default: `url`. */
  readonly connect?: 'url' | 'any' | 'preload' | 'proxy';
  /** Default: any path. */
  readonly redirectPath?: string;
  readonly command?: string;
  /** Address of the app; default: a free port. */
  readonly url?: string;
  readonly without?: readonly (keyof typeof VERBS)[];
}

/** The config of that client. */
export const shopApp = ({
  bug = '',
  url = 'http://127.0.0.1:{port}',
  without = [],
  connect = 'url',
  command = 'node shop.mjs',
  redirectPath,
}: ShopOptions = {}) => {
  const verbs = Object.fromEntries(Object.entries(VERBS).filter(([name]) => !without.some((verb) => verb === name)));
  const of = (name: string) => `{google.${name}}`;
  const env = {
    ISSUER: of('issuer'),
    CLIENT_ID: of('clientId'),
    CLIENT_SECRET: of('clientSecret'),
    REDIRECT_URI: of('redirectUri'),
    API_BASE: of('apiBase'),
    BUG: bug,
  };
  return {
    id: 'shop',
    command,
    url,
    personas: ['google'],
    connect,
    env,
    verbs,
    ...(redirectPath && { redirectPath }),
  };
};

/** A folder with that client and its config. */
export const shopFolder = (options: ShopOptions = {}): string =>
  folderWith({ 'shop.mjs': SHOP, 'loginlab.config.json': JSON.stringify({ apps: [shopApp(options)] }) });

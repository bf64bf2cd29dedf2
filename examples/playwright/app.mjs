/** An app with a "Sign in with Google" link, at Google's own addresses. It knows nothing of any lab. */
import { createServer } from 'node:http';

const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, PORT } = process.env;
const redirectUri = `http://127.0.0.1:${PORT}/callback`;
/** Sessions by cookie: state while somebody signs in, then who it is. */
const sessions = new Map();

const sessionOf = (request) => sessions.get(/\bsid=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]);

const authorizationUrl = (state) =>
  `https://accounts.google.com/o/oauth2/v2/auth?${new URLSearchParams({
    client_id: GOOGLE_CLIENT_ID,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state,
  })}`;

const redeem = async (code) => {
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  const body = new URLSearchParams({ ...form, client_id: GOOGLE_CLIENT_ID, client_secret: GOOGLE_CLIENT_SECRET });
  const answer = await fetch('https://oauth2.googleapis.com/token', { method: 'POST', body });
  if (!answer.ok) throw new Error(`Google answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

const whoIs = async ({ token }) => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch('https://openidconnect.googleapis.com/v1/userinfo', { headers });
  return answer.ok ? (await answer.json()).name : undefined;
};

const routes = {
  '/': async (request) => {
    const session = sessionOf(request);
    const name = session?.token && (await whoIs(session));
    if (name) return { page: `<h1>Hello, ${name}</h1>` };
    if (session?.token) return { page: '<h1>Your session has ended</h1><a href="/sign-in">Sign in with Google</a>' };
    return { page: '<h1>Welcome</h1><a href="/sign-in">Sign in with Google</a>' };
  },
  '/sign-in': async () => {
    const [id, state] = [crypto.randomUUID(), crypto.randomUUID()];
    sessions.set(id, { state });
    return { to: authorizationUrl(state), cookie: `sid=${id}; HttpOnly; SameSite=Lax; Path=/` };
  },
  '/callback': async (request, url) => {
    const session = sessionOf(request);
    if (!session?.state || session.state !== url.searchParams.get('state'))
      return { status: 400, page: 'This login was not started here.' };
    delete session.state;
    session.token = (await redeem(url.searchParams.get('code'))).access_token;
    return { to: '/' };
  },
};

createServer(async (request, response) => {
  const url = new URL(request.url, redirectUri);
  const route = routes[url.pathname];
  const { to, cookie, status = 200, page = '' } = route ? await route(request, url) : { status: 404, page: 'Nothing here.' };
  const headers = { 'content-type': 'text/html', ...(to && { location: to }), ...(cookie && { 'set-cookie': cookie }) };
  response.writeHead(to ? 303 : status, headers).end(page);
}).listen(Number(PORT), '127.0.0.1', () => console.log('ready'));

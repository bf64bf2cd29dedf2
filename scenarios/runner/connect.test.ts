import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLab, type Lab } from '../../provider/index.ts';
import { type AppInput, configSchema, type RunResult } from '../model/index.ts';
import { run } from './runner.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await createLab();
  folder = await mkdtemp(join(tmpdir(), 'loginlab-'));
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

/** `python3` that has requests; undefined without one. */
const python = ['/usr/bin/python3', 'python3'].find((command) => {
  try {
    execFileSync(command, ['-c', 'import requests'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** An app that knows Google by its own addresses only, and nothing of a lab. */
const IN_PYTHON = `
import base64, hashlib, http.cookies, os, secrets, urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import requests
HERE = 'http://127.0.0.1:' + os.environ['PORT']
CLIENT = {'client_id': os.environ['GOOGLE_CLIENT_ID'], 'redirect_uri': HERE + '/callback'}
sessions = {}
class App(BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def answer(self, status, text='', **headers):
        self.send_response(status)
        for name, value in headers.items(): self.send_header(name.replace('_', '-'), value)
        self.end_headers(); self.wfile.write(text.encode())
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path); query = dict(urllib.parse.parse_qsl(url.query))
        cookie = http.cookies.SimpleCookie(self.headers.get('cookie', '')).get('sid')
        session = sessions.get(cookie.value if cookie else None, {})
        if url.path == '/login':
            sid, state, verifier = (secrets.token_urlsafe(32) for _ in range(3))
            sessions[sid] = {'state': state, 'verifier': verifier}
            challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip('=')
            ask = {**CLIENT, 'response_type': 'code', 'scope': 'openid email profile', 'state': state, 'code_challenge': challenge, 'code_challenge_method': 'S256'}
            return self.answer(302, Location='https://accounts.google.com/o/oauth2/v2/auth?' + urllib.parse.urlencode(ask), Set_Cookie='sid=' + sid + '; HttpOnly; SameSite=Lax')
        if url.path == '/callback':
            if 'state' not in session or session.pop('state') != query.get('state') or 'code' not in query: return self.answer(400, 'no such sign-in')
            form = {**CLIENT, 'client_secret': os.environ['GOOGLE_CLIENT_SECRET'], 'grant_type': 'authorization_code', 'code': query['code'], 'code_verifier': session['verifier']}
            tokens = requests.post('https://oauth2.googleapis.com/token', data=form)
            if tokens.status_code != 200: return self.answer(400, 'the code was refused')
            who = requests.get('https://openidconnect.googleapis.com/v1/userinfo', headers={'Authorization': 'Bearer ' + tokens.json()['access_token']}).json()
            sid = secrets.token_urlsafe(32); sessions[sid] = {'who': who['email']}
            return self.answer(302, Location='/me', Set_Cookie='sid=' + sid + '; HttpOnly; SameSite=Lax')
        if url.path == '/me': return self.answer(200 if 'who' in session else 401, session.get('who', 'nobody'))
        self.answer(200)
ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), App).serve_forever()
`;

/** The same in Node, with the requests and answers of `node:http` and the fetch of Node. */
const IN_NODE = `
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
const { PORT, GOOGLE_CLIENT_ID: client_id, GOOGLE_CLIENT_SECRET: client_secret } = process.env;
const redirect_uri = 'http://127.0.0.1:' + PORT + '/callback';
const sessions = new Map();
const open = (session) => { const sid = randomBytes(32).toString('base64url'); sessions.set(sid, session); return 'sid=' + sid + '; HttpOnly; SameSite=Lax'; };
createServer(async (request, response) => {
  const { pathname, searchParams: query } = new URL(request.url, 'http://x');
  const session = sessions.get(/sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]) ?? {};
  const answer = (status, text = '', headers = {}) => response.writeHead(status, headers).end(text);
  if (pathname === '/login') {
    const [state, verifier] = [0, 1].map(() => randomBytes(32).toString('base64url'));
    const code_challenge = createHash('sha256').update(verifier).digest('base64url');
    const ask = new URLSearchParams({ client_id, redirect_uri, response_type: 'code', scope: 'openid email profile', state, code_challenge, code_challenge_method: 'S256' });
    return answer(302, '', { location: 'https://accounts.google.com/o/oauth2/v2/auth?' + ask, 'set-cookie': open({ state, verifier }) });
  }
  if (pathname === '/callback') {
    const { state, verifier } = session;
    delete session.state;
    if (!state || state !== query.get('state') || !query.get('code')) return answer(400, 'no such sign-in');
    const form = { client_id, client_secret, redirect_uri, grant_type: 'authorization_code', code: query.get('code'), code_verifier: verifier };
    const tokens = await fetch('https://oauth2.googleapis.com/token', { method: 'POST', body: new URLSearchParams(form) });
    if (tokens.status !== 200) return answer(400, 'the code was refused');
    const headers = { authorization: 'Bearer ' + (await tokens.json()).access_token };
    const { email } = await (await fetch('https://openidconnect.googleapis.com/v1/userinfo', { headers })).json();
    return answer(302, '', { location: '/me', 'set-cookie': open({ email }) });
  }
  if (pathname === '/me') return answer(session.email ? 200 : 401, session.email ?? 'nobody');
  answer(200);
}).listen(PORT, '127.0.0.1');
`;

const write = async (name: string, source: string): Promise<string> => {
  await writeFile(join(folder, name), source);
  return name;
};

const app = (id: string, command: string, connect?: AppInput['connect']): AppInput => ({
  id,
  command,
  url: 'http://127.0.0.1:{port}',
  personas: ['google'],
  connect,
  env: ({ google }) => ({ GOOGLE_CLIENT_ID: google.clientId, GOOGLE_CLIENT_SECRET: google.clientSecret }),
  verbs: { signIn: { http: '/login' }, whoAmI: { http: '/me' } },
});

/** More results than one instance plays: two run side by side, each in its own world. */
const SCENARIOS = ['login/code-pkce-happy-path', 'login/state-mismatch-rejected'];

const play = (apps: readonly AppInput[]): Promise<RunResult> =>
  run({ config: configSchema.parse({ apps }), configDir: folder, scenarios: SCENARIOS, lab, seed: 'connect', workers: 2 });

/** Hosts at which the app redeemed its codes, and the instances that did. */
const redeemed = ({ exchanges }: RunResult): readonly string[] => [
  ...new Set(
    Object.entries(exchanges).flatMap(([id, { endpoint, request }]) =>
      endpoint === 'token' ? [`${id.split('-')[0]} ${new URL(request.url).host}`] : [],
    ),
  ),
];

const expectJudged = (result: RunResult, instances: readonly string[]): void => {
  const verdicts = result.results.map(({ scenario, variant = '', verdict, reason = '' }) => [scenario, variant, verdict, reason]);
  expect(verdicts).toEqual(verdicts.map(([scenario, variant]) => [scenario, variant, 'pass', '']));
  expect(redeemed(result).toSorted()).toEqual(instances.map((instance) => `${instance} oauth2.googleapis.com`));
};

test.for(['proxy', undefined] as const)(
  'a Python app at the addresses of Google is judged (connect: %s)',
  { timeout: 60_000 },
  async (connect, { skip }) => {
    skip(python === undefined, 'no python3 with requests; on Debian: apt-get install python3-requests');
    const command = `${python} ${await write('app.py', IN_PYTHON)}`;
    expectJudged(await play([app('py', command, connect)]), ['s1', 's2']);
  },
);

test.each(['proxy', 'preload', undefined] as const)(
  'a Node app at the addresses of Google is judged (connect: %s)',
  { timeout: 60_000 },
  async (connect) => {
    expectJudged(await play([app('js', `node ${await write('app.mjs', IN_NODE)}`, connect)]), ['s1', 's2']);
  },
);

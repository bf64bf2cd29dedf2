import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { AppVisitor } from './visitor.ts';
import type { VisitorOptions } from './visitor-options.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const POST = { method: 'POST' as const, path: '/address', form: { address: '{address}', status: '{status}' } };

const TOKEN = { method: 'POST' as const, path: '/token', form: { token: '{token}', user: '{user}', fixed: '{other}' } };

const own = (path: string, form: Record<string, string>) => ({ http: { method: 'POST' as const, path, form } });
const ACCOUNTS = {
  register: own('/register', { email: '{email}', password: '{password}', name: '{name}' }),
  readMail: { http: { method: 'GET' as const, path: '/mail?to={email}', form: undefined } },
  signInWithPassword: own('/login', { password: '{password}' }),
  rememberMe: own('/login', { password: '{password}', remember: 'on' }),
  setPresence: own('/presence', { status: '{presence}' }),
  store: own('/keep', { text: '{canary}' }),
  recall: { http: { method: 'GET' as const, path: '/kept', form: undefined } },
  useRestricted: { http: { method: 'GET' as const, path: '/restricted/{persona}', form: undefined } },
  signOut: { http: { method: 'GET' as const, path: '/leave', form: undefined, press: true } },
  useResource: { http: { method: 'GET' as const, path: '/nothing', form: undefined, press: true } },
  resendMail: { http: { method: 'GET' as const, path: '/again', form: undefined, inPage: { press: 'Send again' } } },
};

/** What the app answers when it is told an address. */
type Told = (response: ServerResponse, times: number) => void;

/** Pages that are more than a page, by path. */
const PAGES: Readonly<Record<string, (host: string) => string>> = {
  '/mail?to=ana%40example.com': (host) => `<p>Not https://elsewhere.example/. Confirm: http://${host}/confirm?secret=s1</p>`,
  '/confirm?secret=s1': () =>
    '<form method="post" action="/confirm"><input type="hidden" name="secret" value="s1"><button>Confirm</button></form>',
  '/leave': () =>
    ['facebook', 'google']
      .map((id) => `<form method="post" action="/leave/${id}"><input type="hidden" name="csrf" value="of ${id}"></form>`)
      .join(''),
};

/**
 * A person and an app that redirects to a page, one of a persona where it is below `/persona`; `asked` is what the app was
 * asked, and by which user agent.
 */
const personAt = async (result: string, seesAddress: boolean, told: Told = (response) => response.end('a page')) => {
  const asked: string[] = [];
  const agents: string[] = [];
  const purposes: (string | undefined)[] = [];
  const origins: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked.push(`${request.method} ${request.url} ${text}`.trim());
    agents.push(request.headers['user-agent'] ?? '');
    origins.push(request.headers.origin);
    purposes.push([request.headers['sec-purpose'], request.headers['sec-fetch-dest'], request.headers.cookie].join(' ').trim());
    if (request.url === '/address') return told(response, asked.filter((each) => each.startsWith('POST')).length);
    if (request.url === '/in') response.writeHead(302, { location: result });
    if (request.url === '/kept') response.setHeader('set-cookie', `kept=${asked.length}`);
    if (request.url?.startsWith('/persona')) response.writeHead(403);
    response.end(PAGES[request.url ?? '']?.(request.headers.host ?? '') ?? 'a page');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const app = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const signIn = { http: { method: 'GET' as const, path: '/in', form: undefined } };
  const options: VisitorOptions = {
    person: { key: 'ana', name: 'Ana', givenName: 'Ana', email: 'ana@example.com' },
    sites: { app, personas: [{ id: 'google', title: 'Google', address: new URL('/persona', app).href, hosts: [] }] },
    persona: 'google',
    verbs: { signIn, acceptsToken: { http: TOKEN }, ...ACCOUNTS, ...(seesAddress ? { seesAddress: { http: POST } } : {}) },
    canary: () => 'canary',
    namesAnother: () => false,
  };
  const browser = new Browser('ana', options.sites, new AbortController().signal);
  const person = new AppVisitor(options, browser);
  open.push(
    () => person.browser.close(),
    () => new Promise((done) => server.closeAllConnections() ?? server.close(done)),
  );
  return { person, asked, app, agents, origins, purposes };
};

test('a program with a web view is told the address that was reached, with its fragment', async () => {
  const { person, asked, app } = await personAt('/done#access_token=t&state=s', true);
  const visit = await person.signsIn();
  const address = new URLSearchParams({ address: `${app.origin}/done#access_token=t&state=s`, status: '200' });
  expect(asked).toEqual(['GET /in', 'GET /done', `POST /address ${address}`]);
  expect(visit.hops.map(({ url }) => url.pathname)).toEqual(['/in', '/done', '/address']);
});

test.each([
  ['an address without a fragment', '/done', true],
  ['an app that did not ask for it', '/done#access_token=t', false],
])('nobody is told anything of %s', async (_, result, seesAddress) => {
  const { person, asked } = await personAt(result, seesAddress);
  await person.signsIn();
  expect(asked).toEqual(['GET /in', 'GET /done']);
});

test('it is told of a page of the persona on which the window has stopped, and with which status', async () => {
  const { person, asked, app } = await personAt('/persona/refused', true);
  const visit = await person.signsIn();
  const told = new URLSearchParams({ address: `${app.origin}/persona/refused`, status: '403' });
  expect(asked).toEqual(['GET /in', 'GET /persona/refused', `POST /address ${told}`]);
  expect(visit).toMatchObject({ end: 'done', status: 200, body: 'a page' });
});

test('a program that answers 204 leaves its window where it is', async () => {
  const { person } = await personAt('/persona/refused', true, (response) => response.writeHead(204).end());
  const visit = await person.signsIn();
  expect(visit).toMatchObject({ end: 'stuck', status: 403, ok: false });
  expect(visit.problem).toContain('/persona/refused: the window stays there and the app does not react');
});

test('a program that sends its window back each time is looping', async () => {
  const { person, asked } = await personAt('/persona/refused', true, (response) =>
    response.writeHead(303, { location: '/in' }).end(),
  );
  expect((await person.signsIn()).end).toBe('looping');
  expect(asked.filter((each) => each.startsWith('POST /address'))).toHaveLength(8);
});

test('a program that goes on elsewhere is told of that too', async () => {
  const { person, asked } = await personAt('/persona/refused', true, (response, times) =>
    times === 1 ? response.writeHead(303, { location: '/persona/other' }).end() : response.end('a page'),
  );
  expect((await person.signsIn()).end).toBe('done');
  expect(asked.filter((each) => each.startsWith('POST /address'))).toHaveLength(2);
});

test('nobody is told of a page before which the person stopped on purpose', async () => {
  const { person, asked } = await personAt('/persona/refused', true);
  expect((await person.signsIn({ stopBefore: (url) => url.pathname.startsWith('/persona') })).end).toBe('stuck');
  expect(asked).toEqual(['GET /in']);
});

test('a web view says in its user agent what it is', async () => {
  const { person, agents } = await personAt('/done', true);
  await person.signsIn();
  await person.signsIn({ webView: true });
  expect(agents.map((agent) => agent.includes('; wv)'))).toEqual([false, false, true, true]);
});

test('what a link adds is in the address, and in the body of a form that is posted', async () => {
  const { person, asked } = await personAt('/done', false);
  await person.signsIn({ adds: { next: '/a b' } });
  await person.stores({ adds: { next: '//x' } });
  expect(asked).toEqual(['GET /in?next=%2Fa+b', 'POST /keep?next=%2F%2Fx text=canary&next=%2F%2Fx']);
});

test('{persona} is the one that a person picks, else that of the scenario', async () => {
  const { person, asked } = await personAt('/done', false);
  await person.usesRestricted();
  await person.usesRestricted({ persona: 'auth0' });
  expect(asked).toEqual(['GET /restricted/google', 'GET /restricted/auth0']);
});

test('an address that is loaded by itself is requested with GET, and an image of another site brings and takes no Lax cookie', async () => {
  const { person, asked, purposes } = await personAt('/done', false);
  const from = new URL('http://elsewhere.example/');
  await person.recalls();
  await person.stores({ loads: 'ahead' });
  await person.recalls({ loads: 'image', from });
  await person.recalls({ loads: 'link', from });
  await person.signsOut({ loads: 'ahead' });
  expect(asked).toEqual(['GET /kept', 'GET /keep', 'GET /kept', 'GET /kept', 'GET /leave', 'GET /leave/google']);
  expect(purposes.slice(0, 4)).toEqual(['document', 'prefetch empty kept=1', 'image', 'document kept=1']);
});

test('a copy of the cookies may lack one', async () => {
  const { person, purposes } = await personAt('/done', false);
  await person.recalls();
  await (await person.copied({ without: 'kept' })).recalls();
  await (await person.copied({ without: 'other' })).recalls();
  expect(purposes).toEqual(['document', 'document', 'document kept=1']);
});

test('a person hands in a token, and whose it is said to be; other braces stay as they are', async () => {
  const { person, asked } = await personAt('/done', false);
  await person.handsInToken('EAA{user}', '42');
  expect(asked).toEqual([`POST /token ${new URLSearchParams({ token: 'EAA{user}', user: '42', fixed: '{other}' })}`]);
});

test('a person registers, follows the address of the app in the mail, and presses the button there', async () => {
  const { person, asked } = await personAt('/done', false);
  expect((await person.registers()).ok).toBe(true);
  const [registration, ...others] = asked;
  expect(registration).toContain('POST /register email=ana%40example.com&password=');
  expect(others).toEqual(['GET /mail?to=ana%40example.com', 'GET /confirm?secret=s1', 'POST /confirm secret=s1']);
});

test('the password of a person is the same wherever it is asked for', async () => {
  const { person, asked } = await personAt('/done', false);
  await person.registers();
  await person.signsInWithPassword();
  const [, password] = /password=([^&]+)/.exec(asked[0] ?? '') ?? [];
  expect(asked.at(-1)).toBe(`POST /login password=${password}`);
});

test('a person signs in with “remember me”, and from now on with another password', async () => {
  const { person, asked } = await personAt('/done', false);
  await person.signsInRemembered();
  person.enters('changed');
  await (await person.inNewBrowser()).signsInRemembered();
  expect(asked[0]).toMatch(/^POST \/login password=(?!changed).+&remember=on$/);
  expect(asked[1]).toBe('POST /login password=changed&remember=on');
});

test('a person says that they are there by a number', async () => {
  const { person, asked } = await personAt('/done', false);
  await person.setsPresence(2);
  expect(asked).toEqual(['POST /presence status=2']);
});

test('a page of another site sends a form as itself, and without the hidden fields of the app', async () => {
  const { person, asked, origins } = await personAt('/done', false);
  const from = new URL('http://site-of-somebody-else.example/');
  await person.stores({ from });
  await person.signsOut({ from });
  expect(asked).toEqual(['POST /keep text=canary', 'GET /leave', 'POST /leave/google']);
  expect([origins[0], origins[2]]).toEqual([from.origin, from.origin]);
});

test('a button of a page of the app is not pressed from a page of another site', async () => {
  const { person, asked } = await personAt('/done', false);
  const visit = await person.asksForMail({ from: new URL('http://site-of-somebody-else.example/') });
  expect(visit).toMatchObject({ ok: false, end: 'broken' });
  expect(visit.problem).toBe('a button of /again is pressed in that page, and not from http://site-of-somebody-else.example');
  expect(asked).toEqual([]);
});

test('what a person has an app keep is named by the visit', async () => {
  const { person, asked } = await personAt('/done', false);
  expect((await person.stores()).canary).toBe('canary');
  await person.recalls();
  expect(asked).toEqual(['POST /keep text=canary', 'GET /kept']);
});

test('a person presses the button of the persona, with the hidden fields of its form', async () => {
  const { person, asked } = await personAt('/done', false);
  const visit = await person.signsOut();
  expect(visit.ok).toBe(true);
  expect(visit.hops.map(({ url }) => url.pathname)).toEqual(['/leave', '/leave/google']);
  expect(asked).toEqual(['GET /leave', 'POST /leave/google csrf=of+google']);
});

test('a page without a form to press ends the visit, and says so', async () => {
  const { person } = await personAt('/done', false);
  expect(await person.usesResource()).toMatchObject({
    ok: false,
    end: 'broken',
    problem: '/nothing has no form to press, or several',
  });
});

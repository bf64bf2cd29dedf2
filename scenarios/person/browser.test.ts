import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Browser } from './browser.ts';

type Route = (request: IncomingMessage & { readonly text: string }, response: ServerResponse) => void;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A server on a free port; `@` in a Location becomes its own address. */
const serve = async (routes: Record<string, Route>): Promise<URL> => {
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const route = routes[new URL(request.url ?? '/', 'http://x').pathname];
    if (route) route(Object.assign(request, { text }), response);
    else response.writeHead(404).end('nothing here');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push({ close: () => new Promise((done) => server.closeAllConnections() ?? server.close(done)) });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

const to =
  (status: number, location: string, headers: Record<string, string | string[]> = {}): Route =>
  (_, response) =>
    response.writeHead(status, { location, ...headers }).end();
const say: Route = (request, response) =>
  response.end(JSON.stringify({ method: request.method, body: request.text, ...request.headers }));

const browserAt = (
  app: URL,
  personas: { address: string; hosts?: string[] }[] = [],
  signal = new AbortController().signal,
): Browser => {
  const nearby = personas.map(({ address, hosts = [] }, i) => ({ id: `p${i}`, title: 'P', address, hosts }));
  const browser = new Browser('ana', { app, personas: nearby }, signal);
  open.push(browser);
  return browser;
};
const get = (url: string | URL, page?: URL) => ({ method: 'GET', url: new URL(url), ...(page ? { page } : {}) });

test('a copied browser has the cookies of that moment, and keeps its steps with the first one', async () => {
  const app = await serve({
    '/in': (_, response) => response.writeHead(200, { 'set-cookie': 'session=1; Path=/' }).end(),
    '/out': (_, response) => response.writeHead(200, { 'set-cookie': 'session=; Path=/; Max-Age=0' }).end(),
    '/say': say,
  });
  const browser = browserAt(app);
  await browser.go(get(new URL('/in', app)));
  const copy = await browser.copied();
  await browser.go(get(new URL('/out', app)));
  expect(JSON.parse((await browser.go(get(new URL('/say', app)))).body).cookie).toBeUndefined();
  expect(JSON.parse((await copy.go(get(new URL('/say', app)))).body).cookie).toBe('session=1');
  expect(browser.steps).toHaveLength(4);
});

describe('redirects', () => {
  test.each([
    [301, 'GET'],
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
    [308, 'POST'],
  ])('after a %i a POST goes on as %s', async (status, method) => {
    const app = await serve({ '/form': to(status, 'next?x=1'), '/next': say });
    const landing = await browserAt(app).go({ method: 'POST', url: new URL('/form', app), form: [['a', 'b c']], page: app });
    expect(JSON.parse(landing.body)).toMatchObject({ method, body: method === 'POST' ? 'a=b+c' : '' });
    expect(landing.hops.map(({ status: each, to: where }) => [each, where])).toEqual([
      [status, 'app'],
      [200, 'app'],
    ]);
  });

  test('more than twenty are a loop', async () => {
    const app = await serve({ '/': to(302, '/') });
    const landing = await browserAt(app).go(get(app));
    expect([landing.end, landing.hops.length]).toEqual(['looping', 21]);
  });

  test.each([undefined, 'http://'])('one to "%s" is broken', async (location) => {
    const app = await serve({ '/': (_, response) => response.writeHead(302, location ? { location } : {}).end() });
    expect(await browserAt(app).go(get(app))).toMatchObject({ end: 'broken', problem: expect.stringContaining('no address') });
  });

  test('one out of reach is not followed', async () => {
    const app = await serve({ '/': to(302, 'https://evil.example/x') });
    expect(await browserAt(app).go(get(app))).toMatchObject({
      end: 'broken',
      problem: expect.stringContaining('https://evil.example'),
    });
  });

  test('no answer is told in words', async () => {
    const app = await serve({ '/': (request) => request.socket.destroy() });
    expect(await browserAt(app).go(get(app))).toMatchObject({
      end: 'broken',
      status: 0,
      problem: expect.stringContaining('closed'),
    });
  });
});

describe('cookies', () => {
  const login =
    (cookie: string): Route =>
    (_, response) =>
      response.writeHead(200, { 'set-cookie': cookie }).end();

  test('do not tell ports apart, but hosts', async () => {
    const [one, other] = [await serve({ '/': login('a=1; HttpOnly') }), await serve({ '/': say })];
    const browser = browserAt(one);
    await browser.go(get(one));
    expect((await browser.go(get(other))).body).toContain('"cookie":"a=1"');
    expect((await browser.go(get(other.href.replace('127.0.0.1', 'localhost')))).body).not.toContain('a=1');
  });

  test('marked Secure are kept on loopback', async () => {
    const app = await serve({ '/set': login('s=1; Secure; SameSite=Lax'), '/': say });
    const browser = browserAt(app);
    await browser.go(get(new URL('/set', app)));
    expect((await browser.go(get(app))).body).toContain('s=1');
  });

  test.each([
    ['SameSite=Strict', 'GET', false],
    ['SameSite=Lax', 'GET', true],
    ['SameSite=Lax', 'POST', false],
    ['Path=/', 'POST', false],
    ['SameSite=None; Secure', 'POST', true],
  ])('with %s, another site’s %s carries them: %s', async (attributes, method, carried) => {
    const app = await serve({ '/set': login(`s=1; ${attributes}`), '/': say });
    const browser = browserAt(app);
    await browser.go(get(new URL('/set', app)));
    const page = new URL(app.href.replace('127.0.0.1', 'localhost'));
    const { body } = await browser.go({ method, url: app, form: [], page });
    expect(body.includes('s=1')).toBe(carried);
  });
});

describe('on the way', () => {
  test('the referrer is the page before, across origins only its origin', async () => {
    const app = await serve({ '/': say });
    const page = new URL('/page?secret=1', app);
    const browser = browserAt(app);
    expect(JSON.parse((await browser.go(get(app, page))).body).referer).toBe(page.href);
    const foreign = new URL(page.href.replace('127.0.0.1', 'localhost'));
    expect(JSON.parse((await browser.go(get(app, foreign))).body).referer).toBe(`${foreign.origin}/`);
  });

  test('an attacker may rewrite an address', async () => {
    const app = await serve({ '/': to(302, '/cb?state=right'), '/cb': (request, response) => response.end(request.url) });
    const rewrite = (url: URL) => new URL(url.href.replace('right', 'wrong'));
    expect((await browserAt(app).go(get(app), { rewrite })).body).toBe('/cb?state=wrong');
  });

  test('a person may stop before an address, and it is not visited', async () => {
    const app = await serve({ '/': to(302, '/cb?code=1'), '/cb': say });
    const landing = await browserAt(app).go(get(app), { stopBefore: (url) => url.pathname === '/cb' });
    expect([landing.end, landing.url.search, landing.hops.length]).toEqual(['stuck', '?code=1', 1]);
  });

  test('pages of a persona are answered, and vendor hosts lead into the lab', async () => {
    const chooser =
      '<main data-testid="page-account-chooser"><form method="post" action="/p/done"><button name="account" value="ana">A</button></form></main>';
    const lab = await serve({
      '/p/auth': (_, response) => response.end(chooser),
      '/p/done': (request, response) =>
        response.writeHead(303, { location: `${app.origin}/cb?got=${encodeURIComponent(request.text)}` }).end(),
    });
    const app: URL = await serve({
      '/login': to(302, 'https://accounts.vendor.example/auth?x=1'),
      '/cb': (request, response) => response.end(request.url),
    });
    const browser = browserAt(app, [{ address: `${lab.origin}/p`, hosts: ['accounts.vendor.example'] }]);
    const landing = await browser.go(get(new URL('/login', app)));
    expect(landing.hops.map((hop) => hop.to)).toEqual(['app', 'persona', 'persona', 'app']);
    expect([landing.end, landing.body]).toEqual(['done', '/cb?got=account%3Dana']);
  });

  test('nothing is sent any more once it is stopped', async () => {
    const app = await serve({ '/': say });
    const landing = await browserAt(app, [], AbortSignal.abort(new Error('over'))).go(get(app));
    expect([landing.end, landing.problem]).toEqual(['broken', expect.stringContaining('over')]);
  });
});

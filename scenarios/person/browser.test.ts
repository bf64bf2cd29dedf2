import { describe, expect, onTestFinished, test } from 'vitest';
import { serveEndlessly } from '../../provider/testing/test-endless-server.ts';
import { Browser } from './browser.ts';
import { describeBrowsing, type Route, say, serve, to } from './browsing.contract.ts';
import type { ReachableSites } from './reachable-sites.ts';

const open = (sites: ReachableSites, signal = new AbortController().signal): Browser => {
  const browser = new Browser('ana', sites, signal);
  onTestFinished(() => browser.close());
  return browser;
};
const browserAt = (app: URL, hosts: string[] = [], address = ''): Browser =>
  open({ app, personas: address ? [{ id: 'p', title: 'P', address, hosts }] : [] });
const get = (url: string | URL, page?: URL) => ({ method: 'GET', url: new URL(url), ...(page ? { page } : {}) });

describeBrowsing('HTTP client', async (sites, signal) => open(sites, signal));

test('of a page without end the first 2 MB are read', async () => {
  await using endless = await serveEndlessly({ headers: { 'content-type': 'text/html' } });
  const app = new URL(endless.url);
  expect((await browserAt(app).go(get(app))).body).toHaveLength(2 * 1024 * 1024);
  expect(await endless.left).toBeLessThan(64 * 1024 * 1024);
});

test('a page that stops in the middle is given up when the time of the person is over', async () => {
  const time = new AbortController();
  const app = await serve({ '/': (_, response) => void response.write('<p>', () => time.abort()) });
  expect(await open({ app, personas: [] }, time.signal).go(get(app))).toMatchObject({ end: 'broken' });
});

test('the twenty-first redirect is not followed', async () => {
  const app = await serve({ '/': to(302, '/') });
  expect((await browserAt(app).go(get(app))).hops).toHaveLength(21);
});

test.each([undefined, 'http://'])('a redirect to "%s" is broken', async (location) => {
  const app = await serve({ '/': (_, response) => response.writeHead(302, location ? { location } : {}).end() });
  expect(await browserAt(app).go(get(app))).toMatchObject({ end: 'broken', problem: expect.stringContaining('not a valid URL') });
});

describe('cookies', () => {
  const login =
    (cookie: string): Route =>
    (_, response) =>
      response.writeHead(200, { 'set-cookie': cookie }).end();

  test('marked Secure are kept on loopback', async () => {
    const app = await serve({ '/set': login('s=1; Secure; SameSite=Lax'), '/': say });
    const browser = browserAt(app);
    await browser.go(get(new URL('/set', app)));
    expect((await browser.go(get(app))).body).toContain('s=1');
  });

  test('above 4096 bytes of name and value are ignored, as browsers do', async () => {
    const fits = `a=${'x'.repeat(4095)}`;
    const app = await serve({ '/fits': login(fits), '/large': login(`b=${'x'.repeat(4096)}`), '/': say });
    const browser = browserAt(app);
    for (const path of ['/fits', '/large']) await browser.go(get(new URL(path, app)));
    const { body } = await browser.go(get(app));
    expect([body.includes(fits), body.includes('b=')]).toEqual([true, false]);
  });

  test.each([
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

test('vendor hosts lead into the lab', async () => {
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
  const result = await browserAt(app, ['accounts.vendor.example'], `${lab.origin}/p`).go(get(new URL('/login', app)));
  expect([result.end, result.body]).toEqual(['done', '/cb?got=account%3Dana']);
});

test('pages of a tenant are answered beside those of its persona', async () => {
  const chooser =
    '<main data-testid="page-account-chooser"><form method="post" action="/shop.vendor.example/done"><button name="account" value="ana">A</button></form></main>';
  const lab = await serve({
    '/shop.vendor.example/auth': (_, response) => response.end(chooser),
    '/shop.vendor.example/done': (request, response) =>
      response.writeHead(303, { location: `${app.origin}/cb?got=${encodeURIComponent(request.text)}` }).end(),
  });
  const app: URL = await serve({
    '/login': to(302, 'https://shop.vendor.example/auth?x=1'),
    '/cb': (request, response) => response.end(request.url),
  });
  const result = await browserAt(app, ['main.vendor.example', '*.vendor.example'], `${lab.origin}/p`).go(
    get(new URL('/login', app)),
  );
  expect([result.end, result.body]).toEqual(['done', '/cb?got=account%3Dana']);
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createLab, findChromium, type Lab, type LabProxy, launchChromium, openProxy } from '../../../provider/index.ts';
import { describeBrowsing, serve, to } from '../browsing.contract.ts';
import { ChromiumBrowser, type ChromiumSites } from './chromium-browser.ts';

const found = await findChromium();

describe(`Chromium${found ? '' : ' (skipped: there is none on this machine)'}`, { skip: !found }, () => {
  let lab: Lab;
  let proxy: LabProxy;
  let at: ChromiumSites;
  beforeAll(async () => {
    lab = await createLab();
    proxy = await openProxy({ lab, onRefused: () => undefined });
    const program = await launchChromium({ believedKey: proxy.authority.serverKeyDigest });
    at = { program, proxyUrl: proxy.url, blockThirdPartyCookies: false, traced: false };
  });
  afterAll(async () => {
    await at?.program.close();
    await proxy?.close();
    await lab?.close();
  });

  const open = async (app: URL, more: Partial<ChromiumSites> = {}): Promise<ChromiumBrowser> => {
    const google = { id: 'google', title: 'Google', address: lab.default.google.address, hosts: lab.hosts };
    const sites = { app, personas: [google] };
    const browser = await ChromiumBrowser.open({ ...at, ...more }, 'ana', sites, new AbortController().signal);
    return browser;
  };
  const closing = (browser: ChromiumBrowser): ChromiumBrowser => {
    onTestFinished(() => browser.close());
    return browser;
  };

  describeBrowsing('Chromium', async (sites, signal = new AbortController().signal) =>
    closing(await ChromiumBrowser.open(at, 'ana', sites, signal)),
  );

  test("a vendor's own pages come from the lab, with a certificate that it believes", async () => {
    const query = new URLSearchParams({ client_id: 'app', response_type: 'code', scope: 'openid email', state: 's' });
    const app: URL = await serve({
      '/login': (request, response) => {
        query.set('redirect_uri', `${app.origin}/cb`);
        to(302, `https://accounts.google.com/o/oauth2/v2/auth?${query}`)(request, response);
      },
      '/cb': (request, response) => response.end(request.url),
    });
    await lab.default.google.register({ clientId: 'app', redirectUris: [`${app.origin}/cb`], issuer: 'vendor' });
    const result = await closing(await open(app)).go({ method: 'GET', url: new URL('/login', app) });
    expect([result.end, result.url.searchParams.get('state')]).toEqual(['done', 's']);
    expect(result.hops.filter((hop) => hop.to === 'persona').every(({ url }) => url.host === 'accounts.google.com')).toBe(true);
  });

  test('scripts run: a page that goes on by itself is followed, and what it asks for is seen', async () => {
    const app = await serve({
      '/': (_, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(
            '<script>fetch("/data").then((answer) => answer.text()).then((text) => location.assign("/done?" + text))</script>',
          ),
      '/data': (_, response) => response.end('seen'),
      '/done': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>done</p>'),
    });
    const browser = closing(await open(app));
    const result = await browser.go({ method: 'GET', url: app });
    expect([result.end, result.url.search]).toEqual(['done', '?seen']);
    expect(browser.steps.map(({ request }) => new URL(request.url).pathname)).toEqual(['/', '/data', '/done']);
  });

  test('what is begun at once arrives at once, in a tab each', async () => {
    const waiting: (() => void)[] = [];
    const app = await serve({
      '/save': (_, response) => {
        waiting.push(() => response.end('saved'));
        if (waiting.length === 3) for (const answer of waiting) answer(); // nobody is answered before all are there
      },
    });
    const browser = closing(await open(app));
    const navigation = { method: 'POST', url: new URL('/save', app), form: [], page: app };
    const results = await Promise.all([browser.go(navigation), browser.go(navigation), browser.go(navigation)]);
    expect(results.map(({ end }) => end)).toEqual(['done', 'done', 'done']);
  });

  test('a page whose scripts are forbidden keeps nobody waiting', async () => {
    const headers = { 'content-type': 'text/html', 'content-security-policy': 'sandbox' };
    const app = await serve({ '/': (_, response) => response.writeHead(404, headers).end('<p>nothing here</p>') });
    expect(await closing(await open(app)).go({ method: 'GET', url: app })).toMatchObject({ end: 'done', status: 404 });
  });

  test('a stream that does not end keeps nobody waiting', async () => {
    const app = await serve({
      '/': (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<script>fetch("/stream")</script><p>here</p>'),
      '/stream': (_, response) => response.writeHead(200).write('and so on'),
    });
    expect(await closing(await open(app)).go({ method: 'GET', url: app })).toMatchObject({ end: 'done', status: 200 });
  });

  test('a page that was kept from leaving stays busy, and keeps nobody waiting', { timeout: 25_000 }, async () => {
    const page = '<main aria-busy="true">Please wait.</main><script>location.assign("/away")</script>';
    const app = await serve({ '/': (_, response) => response.setHeader('content-type', 'text/html').end(page) });
    const stopBefore = (url: URL) => url.pathname === '/away';
    const result = await closing(await open(app)).go({ method: 'GET', url: app }, { stopBefore });
    expect([result.end, result.problem]).toEqual(['stuck', 'stopped here on purpose']);
  });

  test('a page that reloads for ever is a loop', async () => {
    const app = await serve({
      '/': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<script>location.reload()</script>'),
    });
    expect((await closing(await open(app)).go({ method: 'GET', url: app })).end).toBe('looping');
  });

  test.each([
    [true, '<p>no cookie</p>'],
    [false, '<p>third=1</p>'],
  ])('blocking third-party cookies: %s, and a frame of another site gets %s', async (blockThirdPartyCookies, second) => {
    const other = await serve({
      '/frame': (request, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'third=1; SameSite=None; Secure' })
          .end(`<p>${request.headers.cookie ?? 'no cookie'}</p>`),
    });
    const foreign = new URL(other.href.replace('127.0.0.1', 'localhost'));
    const app = await serve({
      '/': (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end(`<iframe src="${foreign}frame"></iframe>`),
    });
    const browser = closing(await open(app, { blockThirdPartyCookies }));
    await browser.go({ method: 'GET', url: app });
    await browser.go({ method: 'GET', url: app });
    const frames = browser.steps.filter(({ request }) => request.url.endsWith('/frame'));
    expect(frames.map(({ response }) => response?.body)).toEqual(['<p>no cookie</p>', second]);
  });

  const html =
    (body: string): RequestListener =>
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(body);
    };
  const press = (app: URL, text: string) => ({ url: app, press: text, fields: [] });

  describe('a page that stays open', () => {
    const COUNTER = `<main><p id="at">0</p><input name="step"><button>Count</button></main><script>
      let at = 0;
      document.querySelector('button').addEventListener('click', () => {
        at += Number(document.querySelector('input').value || 1);
        document.querySelector('#at').textContent = 'at ' + at;
      });
    </script>`;

    test('keeps what its scripts hold, from one press to the next', async () => {
      const app = await serve({ '/': html(COUNTER) });
      const browser = closing(await open(app));
      await browser.use({ ...press(app, 'Count'), fields: [['step', '40']] });
      const result = await browser.use({ ...press(app, 'Count'), fields: [['step', '2']] });
      expect([result.end, result.status, /at 42/.test(result.body), result.hops]).toEqual(['done', 200, true, []]);
    });

    test('has its boxes ticked and its texts written, on one line or on many', async () => {
      const app = await serve({
        '/': html(`<main><p></p><input name="to"><input name="copy" type="checkbox"><textarea name="text"></textarea>
          <button>Send</button></main><script>
          document.querySelector('button').addEventListener('click', () => {
            const [to, copy, text] = ['to', 'copy', 'text'].map((name) => document.querySelector('[name=' + name + ']'));
            document.querySelector('p').textContent = [to.value, copy.checked, text.value].join(' ');
          });
        </script>`),
      });
      const fields = [
        ['to', 'ana'],
        ['copy', 'yes'],
        ['text', 'all of it'],
      ] as const;
      const result = await closing(await open(app)).use({ ...press(app, 'Send'), fields });
      expect(result.body).toContain('<p>ana true all of it</p>');
    });

    test('is another one in another tab, with the same cookies and storage', async () => {
      const app = await serve({ '/': html(COUNTER) });
      const browser = closing(await open(app));
      await browser.use(press(app, 'Count'));
      const beside = await browser.tab();
      const shown = await beside.use({ ...press(app, 'Count'), fields: [['step', '7']] });
      const looked = await browser.use({ url: app, press: undefined, fields: [] });
      expect([/at 7/.test(shown.body), /at 1</.test(looked.body)]).toEqual([true, true]);
      expect(browser.steps).toHaveLength(2);
    });

    test('without the button, or with one that is disabled, the visit fails and says so', async () => {
      const app = await serve({ '/': html('<button disabled>Send</button>') });
      const browser = closing(await open(app));
      const problems = [await browser.use(press(app, 'Buy')), await browser.use(press(app, 'Send'))];
      expect(problems.map(({ end, problem }) => [end, problem])).toEqual([
        ['broken', `the page ${app.href} has no button "Buy"`],
        ['broken', `the button "Send" of the page ${app.href} is disabled`],
      ]);
    });

    test('that lacks the button or a field is left for the address of the verb', async () => {
      const app = await serve({ '/': html(COUNTER), '/error': html('<p>That did not work.</p><button>Count</button>') });
      const browser = closing(await open(app));
      const atError = () => browser.go({ method: 'GET', url: new URL('/error', app) });
      await atError();
      const counted = await browser.use({ ...press(app, 'Count'), fields: [['step', '7']] });
      expect([counted.end, counted.url.pathname, /at 7/.test(counted.body)]).toEqual(['done', '/', true]);
      await atError();
      const lacking = await browser.use({ ...press(app, 'Count'), fields: [['price', '7']] });
      expect([lacking.end, lacking.problem]).toEqual(['broken', `the page ${app.href} has no field "price"`]);
    });

    test('is awaited while it calls itself busy', async () => {
      const app = await serve({
        '/': html(`<main><p role="alert"></p><button>Work</button></main><script>
          const main = document.querySelector('main');
          document.querySelector('button').addEventListener('click', () => {
            main.setAttribute('aria-busy', 'true');
            navigator.locks.request('turn', () => new Promise((done) => setTimeout(done, 300))).then(() => {
              document.querySelector('p').textContent = 'That did not work.';
              main.removeAttribute('aria-busy');
            });
          });
        </script>`),
      });
      const result = await closing(await open(app)).use(press(app, 'Work'));
      expect([result.end, result.problem]).toEqual(['done', 'the page says: "That did not work."']);
    });

    test('sees the time that the person waits, where its clock is held', async () => {
      const app = await serve({
        '/': html(
          '<p>waiting</p><script>setTimeout(() => { document.querySelector("p").textContent = "over"; }, 60_000)</script>',
        ),
      });
      const browser = closing(await open(app));
      await browser.change({ holdsClock: true });
      const before = await browser.go({ method: 'GET', url: app });
      const after = await browser.wait(61);
      expect([before, after].map(({ body }) => /<p>(\w+)/.exec(body)?.[1])).toEqual(['waiting', 'over']);
    });
  });

  test('blocks third-party cookies from the moment on', async () => {
    const other = await serve({
      '/frame': (request, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'third=1; SameSite=None; Secure' })
          .end(`<p>${request.headers.cookie ?? 'no cookie'}</p>`),
    });
    const foreign = new URL(other.href.replace('127.0.0.1', 'localhost'));
    const app = await serve({ '/': html(`<iframe src="${foreign}frame"></iframe>`) });
    const browser = closing(await open(app));
    await browser.go({ method: 'GET', url: app });
    await browser.go({ method: 'GET', url: app });
    await browser.change({ blocksThirdPartyCookies: true });
    await browser.go({ method: 'GET', url: app });
    const frames = browser.steps.filter(({ request }) => request.url.endsWith('/frame'));
    expect(frames.map(({ response }) => response?.body)).toEqual(['<p>no cookie</p>', '<p>third=1</p>', '<p>no cookie</p>']);
  });

  test('a frame that never answers keeps nobody waiting', async () => {
    const app = await serve({ '/': html('<p>here</p><iframe src="/silent"></iframe>'), '/silent': () => undefined });
    expect(await closing(await open(app)).go({ method: 'GET', url: app })).toMatchObject({ end: 'done', status: 200 });
  });

  test('tells what the pages of the app keep, and not those of others', async () => {
    const app = await serve({
      '/': (_, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=1; HttpOnly; SameSite=Strict' })
          .end(`<main aria-busy="true"><script>
            localStorage.setItem('kept', 'long');
            sessionStorage.setItem('tab', 'short');
            const opened = indexedDB.open('cache', 1);
            opened.onupgradeneeded = () => opened.result.createObjectStore('tokens');
            opened.onsuccess = () => {
              const written = opened.result.transaction('tokens', 'readwrite');
              written.objectStore('tokens').put({ refresh: 'r1' }, 'me');
              written.oncomplete = () => document.querySelector('main').removeAttribute('aria-busy');
            };
          </script></main>`),
    });
    const browser = closing(await open(app));
    await browser.go({ method: 'GET', url: app });
    const kept = await browser.storage();
    expect(kept.map(({ place, name }) => [place, name])).toEqual([
      ['cookie', 'a'],
      ['local-storage', 'kept'],
      ['session-storage', 'tab'],
      ['indexed-db', 'cache/tokens'],
    ]);
    expect(kept[0]?.cookie).toEqual({ httpOnly: true, secure: false, sameSite: 'strict', isPersistent: false });
    expect(kept.map(({ text }) => text).join(' ')).toMatch(/^1 long short .*r1/);
  });

  test('leaves a trace, a picture and its storage where it is told to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loginlab-evidence-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const app = await serve({
      '/': (_, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=1' })
          .end('<script>localStorage.setItem("kept", "yes")</script>'),
    });
    const browser = await open(app, { traced: true });
    await browser.go({ method: 'GET', url: app });
    await browser.close(join(folder, 'judged'));
    expect((await readdir(join(folder, 'judged'))).toSorted()).toEqual(['storage.json', 'tab-1.png', 'trace.zip']);
    const { cookies, origins } = JSON.parse(await readFile(join(folder, 'judged', 'storage.json'), 'utf8'));
    expect([cookies[0].name, origins[0].localStorage]).toEqual(['a', [{ name: 'kept', value: 'yes' }]]);
  });
});

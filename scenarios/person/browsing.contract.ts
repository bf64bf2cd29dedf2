import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MailMessage } from '../../provider/model/index.ts';
import type { Verbs } from '../model/index.ts';
import type { Browsing } from './browsing.ts';
import type { PersonMailbox } from './mail.ts';
import type { ReachableSites } from './reachable-sites.ts';
import { AppVisitor } from './visitor.ts';

export type Route = (request: IncomingMessage & { readonly text: string }, response: ServerResponse) => void;

/** A server on a free port. */
export const serve = async (routes: Record<string, Route>): Promise<URL> => {
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const route = routes[new URL(request.url ?? '/', 'http://x').pathname];
    if (route) route(Object.assign(request, { text }), response);
    else response.writeHead(404).end('nothing here');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.closeAllConnections() ?? server.close(() => done())));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

export const to =
  (status: number, location: string, headers: Record<string, string | string[]> = {}): Route =>
  (_, response) =>
    response.writeHead(status, { location, ...headers }).end();

/** Answers what it was asked, as JSON. */
export const say: Route = (request, response) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ method: request.method, body: request.text, ...request.headers }));

const page =
  (html: string): Route =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(html);

const setting =
  (cookie: string): Route =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': cookie }).end('<p>set</p>');

const get = (url: string | URL, from?: URL) => ({ method: 'GET', url: new URL(url), ...(from ? { page: from } : {}) });

/** The same page at another site of this machine. */
const elsewhere = (url: URL): URL => new URL(url.href.replace('127.0.0.1', 'localhost'));

/** Opens a browser of a person called `ana`; it is closed when the test ends. */
export type OpenBrowser = (sites: ReachableSites, signal?: AbortSignal) => Promise<Browsing>;

/** What every browser of a person does. */
export const describeBrowsing = (name: string, open: OpenBrowser): void => {
  const at = (app: URL, personas: { address: string; hosts?: string[] }[] = [], signal?: AbortSignal): Promise<Browsing> => {
    const nearby = personas.map(({ address, hosts = [] }, i) => ({ id: `p${i}`, title: 'P', address, hosts }));
    return open({ app, personas: nearby }, signal);
  };

  describe(`${name}: closed and opened again`, () => {
    test('a cookie with a time of its end is kept, and one without is gone', async () => {
      const app = await serve({ '/lasting': setting('a=1; Max-Age=3600; HttpOnly'), '/passing': setting('b=2'), '/': say });
      const browser = await at(app);
      for (const path of ['/lasting', '/passing']) await browser.go(get(new URL(path, app)));
      const cookies = (await browser.cookies()).map(({ name: own, cookie }) => [own, cookie?.isPersistent, cookie?.httpOnly]);
      expect(cookies.toSorted()).toEqual([
        ['a', true, true],
        ['b', false, false],
      ]);
      const again = await browser.reopened();
      const shown = await again.go(get(app));
      expect(shown.body).toContain('a=1');
      expect(shown.body).not.toContain('b=2');
    });
  });

  describe(`${name}: cookies that somebody put there`, () => {
    test('they are sent to the app, and nothing else is', async () => {
      const app = await serve({ '/own': setting('own=1'), '/': say });
      const browser = await at(app);
      await browser.go(get(new URL('/own', app)));
      const other = await browser.withCookies({ planted: 'abc', second: 'x.y' });
      const { body } = await other.go(get(app));
      expect(body).toContain('planted=abc');
      expect(body).toContain('second=x.y');
      expect(body).not.toContain('own=1');
      expect((await browser.go(get(app))).body).not.toContain('planted');
    });
  });

  describe(`${name}: redirects`, () => {
    test.each([
      [301, 'GET'],
      [302, 'GET'],
      [303, 'GET'],
      [307, 'POST'],
      [308, 'POST'],
    ])('after a %i a POST continues as %s', async (status, method) => {
      const app = await serve({ '/form': to(status, 'next?x=1'), '/next': say });
      const browser = await at(app);
      const result = await browser.go({ method: 'POST', url: new URL('/form', app), form: [['a', 'b c']], page: app });
      expect(JSON.parse(result.body)).toMatchObject({ method, body: method === 'POST' ? 'a=b+c' : '' });
      expect(result.hops.map(({ status: each, to: where }) => [each, where])).toEqual([
        [status, 'app'],
        [200, 'app'],
      ]);
    });

    test('more than twenty are a loop', async () => {
      const app = await serve({ '/': to(302, '/') });
      expect((await (await at(app)).go(get(app))).end).toBe('looping');
    });

    test('one out of reach is not followed', async () => {
      const app = await serve({ '/': to(302, 'https://evil.example/x') });
      const problem = expect.stringContaining('https://evil.example is neither the app nor a persona');
      expect(await (await at(app)).go(get(app))).toMatchObject({ end: 'broken', problem });
    });

    test('a missing answer is described', async () => {
      const app = await serve({ '/': (request) => request.socket.destroy() });
      const problem = expect.stringContaining('the connection was closed');
      expect(await (await at(app)).go(get(app))).toMatchObject({ end: 'broken', status: 0, problem });
    });
  });

  describe(`${name}: cookies`, () => {
    test('are shared between ports, not between hosts', async () => {
      const [one, other] = [await serve({ '/': setting('a=1; HttpOnly') }), await serve({ '/': say })];
      const browser = await at(one);
      await browser.go(get(one));
      expect((await browser.go(get(other))).body).toContain('"cookie":"a=1"');
      expect((await browser.go(get(elsewhere(other)))).body).not.toContain('a=1');
    });

    test.each([
      ['SameSite=Strict', 'GET', false],
      ['SameSite=Lax', 'GET', true],
      ['SameSite=Lax', 'POST', false],
    ])('with %s, another site’s %s carries them: %s', async (attributes, method, carried) => {
      const app = await serve({ '/set': setting(`s=1; ${attributes}`), '/': say });
      const browser = await at(app);
      await browser.go(get(new URL('/set', app)));
      const { body } = await browser.go({ method, url: app, form: [], page: elsewhere(app) });
      expect(body.includes('s=1')).toBe(carried);
    });

    test('a copy has the current cookies, and its steps are kept with the first', async () => {
      const app = await serve({
        '/in': setting('session=1; Path=/'),
        '/out': setting('session=; Path=/; Max-Age=0'),
        '/say': say,
      });
      const browser = await at(app);
      await browser.go(get(new URL('/in', app)));
      const copy = await browser.copied();
      await browser.go(get(new URL('/out', app)));
      expect(JSON.parse((await browser.go(get(new URL('/say', app)))).body).cookie).toBeUndefined();
      expect(JSON.parse((await copy.go(get(new URL('/say', app)))).body).cookie).toBe('session=1');
      expect(browser.steps.map(({ request }) => new URL(request.url).pathname)).toEqual(['/in', '/out', '/say', '/say']);
    });
  });

  describe(`${name}: on the way`, () => {
    test('the page with the link is the referrer, across origins only its origin', async () => {
      const app = await serve({ '/': say });
      const from = new URL('/page?secret=1', app);
      const browser = await at(app);
      expect(JSON.parse((await browser.go(get(app, from))).body).referer).toBe(from.href);
      const foreign = elsewhere(from);
      expect(JSON.parse((await browser.go(get(app, foreign))).body).referer).toBe(`${foreign.origin}/`);
    });

    test('the page with the link is not requested', async () => {
      const app = await serve({ '/': say, '/next': say });
      const browser = await at(app);
      const result = await browser.go({ method: 'POST', url: new URL('/next', app), form: [], page: app });
      expect(result.hops).toHaveLength(1);
      expect(browser.steps).toHaveLength(1);
      expect(browser.steps[0]).toMatchObject({ to: 'app', request: { method: 'POST' }, response: { status: 200 } });
    });

    test('other methods are sent as well, and the answer is shown', async () => {
      const app = await serve({ '/': say });
      const result = await (await at(app)).go({ method: 'DELETE', url: app, form: [['a', 'b']], page: app });
      expect(result).toMatchObject({ end: 'done', status: 200, hops: [{ method: 'DELETE', status: 200, to: 'app' }] });
      expect(JSON.parse(result.body)).toMatchObject({ method: 'DELETE', body: 'a=b' });
    });

    test('an attacker may rewrite an address, of a redirect too', async () => {
      const app = await serve({
        '/': to(302, '/cb?state=right'),
        '/cb': (request, response) => response.end(request.url),
      });
      const rewrite = (url: URL) => new URL(url.href.replace(/right$/, 'right-and-wrong'));
      const result = await (await at(app)).go(get(app), { rewrite });
      expect(result.body).toContain('/cb?state=right-and-wrong');
      expect(result.hops.map(({ url }) => url.search)).toEqual(['', '?state=right-and-wrong']);
    });

    test('a person may stop before an address, and it is not visited', async () => {
      let visited = false;
      const app = await serve({
        '/': to(302, '/cb?code=1'),
        '/cb': (_, response) => {
          visited = true;
          response.end();
        },
      });
      const browser = await at(app);
      const result = await browser.go(get(app), { stopBefore: (url) => url.pathname === '/cb' });
      expect([result.end, result.url.search, visited]).toEqual(['stuck', '?code=1', false]);
      expect(browser.steps.map(({ request }) => new URL(request.url).pathname)).toEqual(['/']);
    });

    test('pages of a persona are answered: the own account, and the boxes that are wanted', async () => {
      const boxes = ['a', 'b']
        .map((value) => `<label><input type="checkbox" name="scope" value="${value}" checked>${value}</label>`)
        .join('');
      const lab = await serve({
        '/p/auth': page(
          '<main data-testid="page-account-chooser"><form method="post" action="/p/consent"><button name="account" value="ben">B</button><button name="account" value="ana">A</button></form></main>',
        ),
        '/p/consent': (request, response) =>
          page(
            `<main data-testid="page-consent"><form method="post" action="/p/done">${boxes}<input type="hidden" name="who" value="${new URLSearchParams(request.text).get('account')}"><button name="decision" value="deny">No</button><button name="decision" value="allow">Yes</button></form></main>`,
          )(request, response),
        '/p/done': (request, response) => to(303, `${app.origin}/cb?got=${encodeURIComponent(request.text)}`)(request, response),
      });
      const app: URL = await serve({
        '/login': (request, response) => to(302, `${lab.origin}/p/auth`)(request, response),
        '/cb': (request, response) => response.end(request.url),
      });
      const browser = await at(app, [{ address: `${lab.origin}/p` }]);
      const result = await browser.go(get(new URL('/login', app)), { consent: { only: ['b'] } });
      expect(result.hops.map((hop) => hop.to)).toEqual(['app', 'persona', 'persona', 'persona', 'app']);
      expect(result.end).toBe('done');
      const got = new URLSearchParams(result.url.searchParams.get('got') ?? '');
      expect([...got].toSorted()).toEqual([
        ['decision', 'allow'],
        ['scope', 'b'],
        ['who', 'ana'],
      ]);
    });

    test('a person whom the chooser does not offer is stuck', async () => {
      const lab = await serve({
        '/p/auth': page(
          '<main data-testid="page-account-chooser"><form method="post"><button name="account" value="ben">B</button></form></main>',
        ),
      });
      const app = await serve({ '/login': to(302, `${lab.origin}/p/auth`) });
      const result = await (await at(app, [{ address: `${lab.origin}/p` }])).go(get(new URL('/login', app)));
      expect(result).toMatchObject({ end: 'stuck', problem: 'the account chooser offers ben, not ana' });
    });

    test('a page of the history is shown again', async () => {
      const app = await serve({ '/one': page('<p>one</p>'), '/two': page('<p>two</p>') });
      const browser = await at(app);
      await browser.go(get(new URL('/one', app)));
      await browser.go(get(new URL('/two', app)));
      const result = await browser.back(new URL('/one', app));
      expect([result.end, result.url.pathname, result.body.includes('one')]).toEqual(['done', '/one', true]);
      expect((await browser.back(new URL('/never?seen', app))).status).toBe(404);
    });

    test('nothing is awaited after an abort', async () => {
      const app = await serve({ '/': say });
      const result = await (await at(app, [], AbortSignal.abort(new Error('over')))).go(get(app));
      expect([result.end, result.problem]).toEqual(['broken', expect.stringContaining('over')]);
    });
  });

  describe(`${name}: a visitor of an app`, () => {
    test('signs in, is shown by the own name only, uses the app, and signs out', async () => {
      const app = await serve({
        '/in': to(303, '/me', { 'set-cookie': 'who=Ana; Path=/' }),
        '/me': (request, response) => page(`<p>${request.headers.cookie ?? 'nobody'}</p>`)(request, response),
        '/save': (request, response) => page(`<p>${request.method} ${request.text}</p>`)(request, response),
        '/out': to(303, '/me', { 'set-cookie': 'who=; Path=/; Max-Age=0' }),
      });
      const verbs = {
        signIn: { http: { method: 'GET', path: '/in', form: undefined } },
        whoAmI: { http: { method: 'GET', path: '/me', form: undefined } },
        useResource: { http: { method: 'POST', path: '/save', form: { note: '{canary}' } } },
        signOut: { http: { method: 'POST', path: '/out', form: undefined } },
      } as const;
      const sites = { app, personas: [] };
      const person = { key: 'ana', name: 'Ana Alvarez', givenName: 'Ana', email: 'ana@example.com' };
      const options = { person, sites, persona: 'google', verbs, canary: () => 'canary-1', namesAnother: () => false };
      const visitor = new AppVisitor(options, await open(sites));
      expect(await visitor.isSignedIn()).toBe(false);
      expect(await visitor.signsIn()).toMatchObject({ end: 'done', ok: true, status: 200 });
      expect(await visitor.isSignedIn()).toBe(true);
      expect(await visitor.usesResource()).toMatchObject({
        canary: 'canary-1',
        body: expect.stringContaining('POST note=canary-1'),
      });
      const thief = await visitor.copied();
      await visitor.signsOut();
      expect([await visitor.isSignedIn(), await thief.isSignedIn()]).toEqual([false, true]);
      expect(await Promise.all([visitor.opens('/me'), visitor.opens('/me')])).toMatchObject([{ ok: true }, { ok: true }]);
    });
  });

  describe(`${name}: a visitor who reads mails`, () => {
    const SECRET = 'secret-of-the-link-1';
    const button = (action: string, more = '') =>
      page(
        `<main data-testid="page-notice"><form method="post" action="${action}"><input type="hidden" name="secret" value="${SECRET}"><button>Yes</button></form>${more}</main>`,
      );
    const said: Route = (request, response) => page(`<p>${request.method} ${request.text}</p>`)(request, response);
    const person = { key: 'ana', name: 'Ana Alvarez', givenName: 'Ana', email: 'ana@example.com' };
    const mailTo = (to: string, id: string, ...links: readonly string[]): MailMessage => ({
      ...{ id, to, from: 'shop@app.example', subject: id, text: links.join(' '), links, sentAtEpochSeconds: 0 },
    });

    /** A mailbox with these messages; who waits for one that is not there, gets none. */
    const mailboxOf = (messages: readonly MailMessage[]): PersonMailbox => ({
      list: async ({ to } = {}) => ({ messages: messages.filter((each) => each.to === to), dropped: 0 }),
      wait: async ({ to, after }) =>
        messages.slice(messages.findIndex(({ id }) => id === after) + 1).find((each) => each.to === to),
    });

    const visitor = async (sites: ReachableSites, mailbox: PersonMailbox, verbs: Verbs = {}) =>
      new AppVisitor(
        { person, sites, mailbox, persona: 'p0', verbs, canary: () => '', namesAnother: () => false },
        await open(sites),
      );

    test('opens the newest message that was not read yet, and presses the button behind its link', async () => {
      const search = '<form method="get" action="/search"><input name="q"></form>';
      const signIn = '<form method="post" action="/sign-in"><input name="email"><button>Sign in</button></form>';
      const app = await serve({ '/confirm': button('/confirmed', search + signIn), '/confirmed': said });
      const messages = [
        mailTo('ana@example.com', 'old', `${app.origin}/gone`),
        mailTo('ana@example.com', 'new', 'https://elsewhere.example/', `${app.origin}/confirm?secret=${SECRET}`),
        mailTo('ben@example.com', 'other', `${app.origin}/confirm?secret=other`),
      ];
      const ana = await visitor({ app, personas: [] }, mailboxOf(messages));
      const mail = await ana.readsMail();
      expect(mail?.subject).toBe('new');
      const result = mail && (await ana.opensMailLink(mail));
      expect(result).toMatchObject({ ok: true, body: expect.stringContaining(`POST secret=${SECRET}`) });
      expect(result?.hops.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(['GET /confirm', 'POST /confirmed']);
      expect(await ana.readsMail()).toBeUndefined();
      expect(await (await ana.inNewBrowser()).readsMail()).toBeUndefined(); // it is the same person
    });

    test('looks at the page of a link, and presses nothing, if told so', async () => {
      const app = await serve({ '/confirm': button('/confirmed') });
      const ana = await visitor({ app, personas: [] }, mailboxOf([mailTo('ana@example.com', 'm', `${app.origin}/confirm`)]));
      const mail = await ana.readsMail();
      const result = mail && (await ana.opensMailLink(mail, { presses: false }));
      expect(result?.hops.map(({ method }) => method)).toEqual(['GET']);
    });

    test('presses no button of a page that says that the link does not work, and none of a form to be filled in', async () => {
      const form = page('<form method="post" action="/again"><input name="email"><button>Send again</button></form>');
      const app = await serve({
        '/used': (request, response) => {
          response.statusCode = 410;
          response.end('<form method="post" action="/again"><button>Send again</button></form>');
          void request;
        },
        '/form': form,
      });
      for (const [path, status] of [
        ['/used', 410],
        ['/form', 200],
      ] as const) {
        const ana = await visitor({ app, personas: [] }, mailboxOf([mailTo('ana@example.com', 'm', app.origin + path)]));
        const mail = await ana.readsMail();
        const result = mail && (await ana.opensMailLink(mail));
        expect([result?.status, result?.ok, result?.hops.length]).toEqual([status, status === 200, 1]);
      }
    });

    test('a link may lead to a persona, whose button leads back to the app or to a page of its own', async () => {
      const app = await serve({ '/welcome': said });
      const lab = await serve({
        '/p/link': button('/p/done'),
        '/p/done': to(303, `${app.origin}/welcome`),
        '/p/plain': button('/p/told'),
        '/p/told': page('<main data-testid="page-notice"><h1>Address validated</h1></main>'),
      });
      const sites = { app, personas: [{ id: 'p0', title: 'P', address: `${lab.origin}/p`, hosts: [] }] };
      const ends: unknown[] = [];
      for (const path of ['/p/link', '/p/plain']) {
        const ana = await visitor(sites, mailboxOf([mailTo('ana@example.com', 'm', lab.origin + path)]));
        const mail = await ana.readsMail();
        const result = mail && (await ana.opensMailLink(mail));
        ends.push([result?.end, result?.ok, result?.url.pathname]);
      }
      expect(ends).toEqual([
        ['done', true, '/welcome'],
        ['done', true, '/p/told'],
      ]);
    });

    test('registers and confirms, by a page of the app that shows mails, or by the mailbox', async () => {
      const app: URL = await serve({
        '/register': said,
        '/mail': (request, response) => page(`<a href="${app.origin}/confirm?secret=${SECRET}">Confirm</a>`)(request, response),
        '/confirm': button('/confirmed'),
        '/confirmed': said,
      });
      const register = { http: { method: 'POST', path: '/register', form: { email: '{email}' } } } as const;
      const inMailbox = mailboxOf([mailTo('ana@example.com', 'm', `${app.origin}/confirm?secret=${SECRET}`)]);
      const shown = { http: { method: 'GET', path: '/mail?to={email}', form: undefined } } as const;
      const cases = [
        [{ register, readMail: shown }, mailboxOf([])],
        [{ register, readMail: { mailbox: true } }, inMailbox],
        [{ register }, inMailbox],
      ] as const;
      for (const [verbs, mailbox] of cases) {
        const ana = await visitor({ app, personas: [] }, mailbox, verbs);
        expect(await ana.registers()).toMatchObject({ ok: true, body: expect.stringContaining(`POST secret=${SECRET}`) });
      }
      const without = await visitor({ app, personas: [] }, mailboxOf([]), { register, readMail: { mailbox: true } });
      expect(await without.registers()).toMatchObject({ ok: false, problem: expect.stringContaining('no e-mail') });
    });
  });
};

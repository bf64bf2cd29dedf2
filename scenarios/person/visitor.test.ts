import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Browser } from './browser.ts';
import { AppVisitor, type VisitorOptions } from './visitor.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const POST = { method: 'POST' as const, path: '/address', form: { address: '{address}' } };

/** A person and an app that redirects to a page with a fragment; `asked` is what the app was asked. */
const personAt = async (landing: string, seesAddress: boolean) => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked.push(`${request.method} ${request.url} ${text}`.trim());
    if (request.url === '/in') response.writeHead(302, { location: landing });
    response.end('a page');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const app = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const signIn = { http: { method: 'GET' as const, path: '/in', form: undefined } };
  const options: VisitorOptions = {
    person: { key: 'ana', name: 'Ana', givenName: 'Ana', email: 'ana@example.com' },
    surroundings: { app, personas: [] },
    persona: 'google',
    verbs: { signIn, ...(seesAddress ? { seesAddress: { http: POST } } : {}) },
    canary: () => 'canary',
    others: () => [],
  };
  const browser = new Browser('ana', options.surroundings, new AbortController().signal);
  const person = new AppVisitor(options, browser);
  open.push(
    () => person.browser.close(),
    () => new Promise((done) => server.closeAllConnections() ?? server.close(done)),
  );
  return { person, asked, app };
};

test('a program with a web view is told the address that was reached, with its fragment', async () => {
  const { person, asked, app } = await personAt('/done#access_token=t&state=s', true);
  const visit = await person.signsIn();
  const address = new URLSearchParams({ address: `${app.origin}/done#access_token=t&state=s` });
  expect(asked).toEqual(['GET /in', 'GET /done', `POST /address ${address}`]);
  expect(visit.hops.map(({ url }) => url.pathname)).toEqual(['/in', '/done', '/address']);
});

test.each([
  ['an address without a fragment', '/done', true],
  ['an app that did not ask for it', '/done#access_token=t', false],
])('nobody is told anything of %s', async (_, landing, seesAddress) => {
  const { person, asked } = await personAt(landing, seesAddress);
  await person.signsIn();
  expect(asked).toEqual(['GET /in', 'GET /done']);
});

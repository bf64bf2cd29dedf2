import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createLab, type LabOptions, type World } from '../index.ts';
import { MAIL_SCANNER, MAIL_SCANS, SCANNER_AGENT } from '../model/index.ts';

/** An app that notes who asked for what; `/go` leads on to `/end`. */
const openApp = async () => {
  const asked: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers['user-agent'] === SCANNER_AGENT ? 'scanner' : 'somebody'}`);
    if (url === '/silent') return response.destroy();
    return url === '/go' ? response.writeHead(302, { location: '/end' }).end() : response.end('hello');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.closeAllConnections() ?? server.close(() => done())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

const openWorld = async (options: LabOptions = {}): Promise<World> => {
  const lab = await createLab({ personas: ['google'], ...options });
  onTestFinished(() => lab.close());
  return lab.world();
};

const mail = (...links: readonly string[]) => ({
  to: 'ana@example.com',
  from: 'shop@app.example',
  subject: 'Links',
  text: links.join(' '),
});

const deliver = async (world: World, ...links: readonly string[]): Promise<void> => {
  await world.mailbox.deliver(mail(...links));
  expect(await world.mailbox.wait({ to: 'ana@example.com', timeoutSeconds: 60 })).toMatchObject({ subject: 'Links' });
};

test.each([
  ['off', []],
  ['head', ['HEAD']],
  ['get', ['GET']],
  ['head-and-get', ['HEAD', 'GET']],
] as const)('with "%s" links are opened by %j, before the recipient sees the message', async (scan, methods) => {
  const app = await openApp();
  const world = await openWorld();
  await world.settings.change({ [MAIL_SCANNER]: scan });
  await deliver(world, `${app.url}/x`);
  expect(app.asked).toEqual(methods.map((method) => `${method} /x scanner`));
});

test('each visit to an app is in the wire log, with its own user agent and the reason', async () => {
  const app = await openApp();
  const world = await openWorld({ mailScanner: 'get' });
  await deliver(world, `${app.url}/go`, `${app.url}/silent`);
  const { exchanges } = await world.wire.read({ reveal: true });
  expect(exchanges.map(({ endpoint, request, response }) => [endpoint, new URL(request.url).pathname, response?.status])).toEqual(
    [
      ['mail-scanner', '/go', 302],
      ['mail-scanner', '/end', 200],
      ['mail-scanner', '/silent', undefined],
    ],
  );
  for (const { because, request } of exchanges) {
    expect(because).toMatchObject([
      { id: MAIL_SCANNER, why: expect.stringMatching(/^A mail scanner opened a link of message \w+ before/) },
    ]);
    expect(request.headers).toContainEqual(['user-agent', SCANNER_AGENT]);
  }
});

test('a link to a vendor is an exchange of that vendor, in this world', async () => {
  const world = await openWorld({ mailScanner: 'head' });
  await deliver(world, 'https://accounts.google.com/.well-known/openid-configuration', `${world.google.address}/no-such-page`);
  const { exchanges } = await world.wire.read();
  expect(exchanges.map(({ persona, request }) => [persona, request.method, new URL(request.vendorUrl).pathname])).toEqual([
    ['google', 'HEAD', '/.well-known/openid-configuration'],
    ['google', 'HEAD', '/no-such-page'],
  ]);
  for (const { request } of exchanges) expect(request.headers).toContainEqual(['user-agent', SCANNER_AGENT]);
});

test('nothing beyond this machine is opened, and of many links the first twenty', async () => {
  const app = await openApp();
  const world = await openWorld({ mailScanner: 'get' });
  const many = Array.from({ length: 30 }, (_, i) => `${app.url}/${i}`);
  await deliver(world, 'https://shop.example/verify', 'http://192.0.2.1/', ...many);
  expect(app.asked).toHaveLength(18);
  expect((await world.wire.read()).exchanges).toHaveLength(18);
});

test('a message is not there while its links are opened, and is after a reset that came meanwhile gone', async () => {
  const world = await openWorld({ mailScanner: 'get' });
  const asked = Promise.withResolvers<void>();
  const server = createServer(() => asked.resolve()); // never answers
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.closeAllConnections() ?? server.close(() => done())));
  await world.mailbox.deliver(mail(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  await asked.promise;
  expect((await world.mailbox.list()).messages).toEqual([]);
  await world.reset();
  server.closeAllConnections();
  await world.wire.idle();
  expect((await world.mailbox.list()).messages).toEqual([]);
});

test('a vendor that does not answer keeps no message from its recipient', async () => {
  const world = await openWorld({ mailScanner: 'get' });
  await world.faults.inject({ on: 'discovery', do: { delayMs: 120_000 } });
  await world.mailbox.deliver(mail('https://accounts.google.com/.well-known/openid-configuration'));
  expect(await world.mailbox.wait({ to: 'ana@example.com', timeoutSeconds: 30 })).toMatchObject({ subject: 'Links' });
});

test('the setting is one of a world, is told of, and is off after a reset', async () => {
  const world = await openWorld();
  await world.settings.change({ [MAIL_SCANNER]: 'get' });
  expect(await world.settings.read()).toMatchObject({ [MAIL_SCANNER]: 'get' });
  await expect(world.settings.change({ [MAIL_SCANNER]: 'post' })).rejects.toMatchObject({ code: 'usage', field: MAIL_SCANNER });
  await world.reset();
  expect(await world.settings.read()).toMatchObject({ [MAIL_SCANNER]: MAIL_SCANS[0] });
});

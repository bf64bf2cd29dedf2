import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createLab, type Lab, type LabProxy, openProxy } from '../../index.ts';

let lab: Lab;
let proxy: LabProxy;
beforeAll(async () => {
  lab = await createLab();
  proxy = await openProxy({ lab, onRefused: () => undefined });
});
afterAll(async () => {
  await proxy.close();
  await lab.close();
});

/** What a proxy answers to the text of a connection, up to its end. */
const said = async (text: string, { port } = proxy): Promise<string> => {
  const socket = connect({ host: '127.0.0.1', port });
  let seen = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    seen += chunk;
  });
  socket.on('error', () => undefined);
  socket.write(text, 'latin1');
  await once(socket, 'close');
  return seen;
};

const get = (url: string): string => `GET ${url} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`;

/** The port of a server on this machine that answers everything with the same bytes. */
const answering = async (bytes: string): Promise<number> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.from(bytes, 'latin1')));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const NO_BODY = 'Content-Length: 0\r\n\r\n';

describe('a server on this machine that answers what HTTP does not allow', () => {
  it.each([
    ['a status of 000', `HTTP/1.1 000 Zero\r\n${NO_BODY}`],
    ['a status below 100', `HTTP/1.1 099 Low\r\n${NO_BODY}`],
    ['a status of two digits', `HTTP/1.1 20 OK\r\n${NO_BODY}`],
    ['a status of four digits', `HTTP/1.1 2000 OK\r\n${NO_BODY}`],
    ['a status in words', `HTTP/1.1 OK\r\n${NO_BODY}`],
    ['a control character in the reason', `HTTP/1.1 200 O\x01K\r\n${NO_BODY}`],
    ['a colour in the reason', `HTTP/1.1 200 \x1b[32mOK\x1b[0m\r\n${NO_BODY}`],
    ['a DEL in the reason', `HTTP/1.1 200 O\x7fK\r\n${NO_BODY}`],
    ['a zero byte in the reason', `HTTP/1.1 200 O\x00K\r\n${NO_BODY}`],
    ['a control character in a value', `HTTP/1.1 200 OK\r\nX-A: a\x01b\r\n${NO_BODY}`],
    ['a zero byte in a value', `HTTP/1.1 200 OK\r\nX-A: a\x00b\r\n${NO_BODY}`],
    ['a DEL in a value', `HTTP/1.1 200 OK\r\nX-A: a\x7fb\r\n${NO_BODY}`],
    ['a space in a name', `HTTP/1.1 200 OK\r\nX A: b\r\n${NO_BODY}`],
    ['a name that is no token', `HTTP/1.1 200 OK\r\nX(A): b\r\n${NO_BODY}`],
    ['a name of Latin-1', `HTTP/1.1 200 OK\r\nX-\xe9: b\r\n${NO_BODY}`],
    ['an empty name', `HTTP/1.1 200 OK\r\n: b\r\n${NO_BODY}`],
    ['a line that is no header', `HTTP/1.1 200 OK\r\nhello\r\n${NO_BODY}`],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a length and chunks', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n`],
    ['headers without end', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n${NO_BODY}`],
    ['a switch of protocols that nobody asked for', 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nhello'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('is told apart from the lab: %s', async (_, bytes) => {
    const port = await answering(bytes);
    expect(await said(get(`http://127.0.0.1:${port}/`))).toMatch(
      new RegExp(
        `^HTTP/1\\.1 502 [\\s\\S]*\\[loginlab\\] The server at 127\\.0\\.0\\.1:${port} answered with a status line or a header`,
      ),
    );
  });

  it.each([
    ['ends the connection before it answers', ''],
    ['ends it in the middle of its headers', 'HTTP/1.1 200 OK\r\nX-A: '],
    ['ends after a preliminary answer', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'],
  ])('cuts off its own client alone where it %s', async (_, bytes) => {
    const port = await answering(bytes);
    expect(await said(get(`http://127.0.0.1:${port}/`))).toBe('');
  });

  it.each([
    ['any status that Node writes', 'HTTP/1.1 999 Go Away', /^HTTP\/1\.1 999 Go Away\r\n/],
    ['a reason in Latin-1', 'HTTP/1.1 200 Gr\xfc\xdfe', /^HTTP\/1\.1 200 Gr\xfc\xdfe\r\n/],
    ['no reason', 'HTTP/1.1 204', /^HTTP\/1\.1 204 /],
  ])('has passed on what is only unusual: %s', async (_, line, expected) => {
    const port = await answering(`${line}\r\n\r\n`);
    expect(await said(get(`http://127.0.0.1:${port}/`))).toMatch(expected);
  });
});

describe('an address that only looks like this machine', () => {
  const WHY = 'is neither a host name nor an IP address, so it leads nowhere. Correct the address.';

  it.each(['127.0.0.999', '127.999.1.1', '127.0.0.010', 'evil.example%.localhost', '[::ffff:127.0.0.999]'])(
    'leads nowhere: %s',
    async (host) => {
      await using open = await openProxy({ lab, tunnel: ['*'], onRefused: () => undefined });
      const tunnelled = await said(`CONNECT ${host}:443 HTTP/1.1\r\nHost: x\r\n\r\n`, open);
      expect(tunnelled).toMatch(/^HTTP\/1\.1 403 /);
      expect(tunnelled).toContain(WHY);
      if (URL.canParse(`http://${host}/`)) return; // 127.0.0.010 is 127.0.0.8 in a URL
      const plain = await said(`GET http://${host}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, open);
      expect(plain).toMatch(/^HTTP\/1\.1 400 /);
      expect(plain).toContain(WHY);
    },
  );

  it('leads nowhere where Node does not even read it as a request', async () => {
    await using open = await openProxy({ lab, tunnel: ['*'], onRefused: () => undefined });
    const tunnelled = await said('CONNECT evil.example#.localhost:443 HTTP/1.1\r\nHost: x\r\n\r\n', open);
    expect(tunnelled).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('but a name below localhost is this machine, whatever a name server says of it', async () => {
    const port = await answering(`HTTP/1.1 200 OK\r\n${NO_BODY}`);
    for (const host of ['shop.localhost', 'Shop.LocalHost', 'no.such.name.localhost'])
      expect(await said(get(`http://${host}:${port}/`))).toMatch(/^HTTP\/1\.1 200 /);
    const tunnelled = await said(`CONNECT no.such.name.localhost:${port} HTTP/1.1\r\nHost: x\r\n\r\n${get('http://x/')}`);
    expect(tunnelled).toMatch(/^HTTP\/1\.1 200 Connection established\r\n\r\nHTTP\/1\.1 200 OK/);
  });
});

it('goes on where another program has taken the port of its lab', async () => {
  const port = await answering('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<html');
  await using orphan = await openProxy({ lab: { url: `http://127.0.0.1:${port}`, hosts: lab.hosts } });
  expect(await said(get('http://accounts.google.com/'), orphan)).toMatch(/^HTTP\/1\.1 200 [\s\S]*<html$/);
});

it("takes the root's dot in a name for what it is", async () => {
  const asked = [get('http://accounts.google.com/'), get('http://accounts.google.com./')];
  for (const text of asked)
    expect(await said(text.replace('.com.\r', '.com\r'))).toMatch(/^HTTP\/1\.1 421 [\s\S]*accounts\.google\.com uses TLS/);
});

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Server as NetServer, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createAuthority } from '../connect/proxy/authority.ts';
import { listen } from './listener.ts';
import { type TlsFrontOptions, tlsFront } from './tls-front.ts';

const credentials = createAuthority(['localhost']).issue('localhost');

interface Front {
  readonly server: NetServer;
  readonly port: number;
  readonly failures: unknown[];
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const openFront = async (options: Partial<TlsFrontOptions> = {}, http: Server = createServer()): Promise<Front> => {
  const failures: unknown[] = [];
  http.on('request', (req, res) => {
    req.resume();
    res.end(`secure: ${'encrypted' in req.socket}`);
  });
  const front = tlsFront(http, { credentialsFor: () => credentials, failed: (error) => failures.push(error), ...options });
  front.server.listen(0, '127.0.0.1');
  await once(front.server, 'listening');
  closers.push(() => {
    front.destroy();
    front.server.close();
  });
  return { server: front.server, port: (front.server.address() as AddressInfo).port, failures };
};

/** Everything that comes until the connection ends. */
const heard = async (socket: Socket): Promise<string> => {
  const chunks: Buffer[] = [];
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
};

/** Sends and ends its side. */
const sent = ({ port }: Front, bytes: Buffer | string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return heard(socket);
};

const GET = 'GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n';

const overTls = ({ port }: Front, servername: string, bytes = GET): Promise<string> => {
  const socket = connectTls({ port, host: '127.0.0.1', servername, rejectUnauthorized: false });
  socket.write(bytes);
  return heard(socket);
};

const connections = ({ server }: Front): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

const closedAll = async (front: Front): Promise<void> => {
  // A connection is counted until the server has closed its side, which a turn of the event loop may bring.
  while ((await connections(front)) > 0) await new Promise((resolve) => setImmediate(resolve));
};

test('both are answered at one port', async () => {
  const front = await openFront();
  expect(await overTls(front, 'localhost')).toContain('secure: true');
  const plain = connect(front.port, '127.0.0.1');
  plain.write(GET);
  expect(await heard(plain)).toContain('secure: false');
});

test('bytes that are no ClientHello end their connection, and no other', async () => {
  const front = await openFront();
  const bytes = fc.uint8Array({ maxLength: 600 }).map((tail) => Buffer.from([22, ...tail]));
  const nearly = fc
    .uint8Array({ maxLength: 300 })
    .map((tail) => Buffer.from([22, 3, 1, 0, tail.length % 256, 1, 0, 0, tail.length % 250, 3, 3, ...tail]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, nearly), async (garbage) => {
      expect(await sent(front, garbage)).not.toContain('HTTP/1.1 200');
    }),
    { numRuns: 150 },
  );
  await closedAll(front);
  expect(await overTls(front, 'localhost')).toContain('secure: true');
  expect(front.failures).toEqual([]);
});

test.each(['other.example', 'x'.repeat(63), `${'a.'.repeat(120)}b`, '__proto__', 'xn--', '*.localhost', 'LOCALHOST'])(
  'a server name that is not the lab’s gets an answer: %s',
  async (name) => expect(await overTls(await openFront(), name)).toContain('secure: true'),
);

test('credentials that cannot be had end the connection that asked for them, and are told', async () => {
  const credentialsFor: TlsFrontOptions['credentialsFor'] = (name) => {
    if (name === 'localhost') return credentials;
    throw new Error(`none for ${name ?? 'nobody'}`);
  };
  const withoutName = await openFront({ credentialsFor });
  expect(await overTls(withoutName, 'localhost')).toBe('');
  const withDefault = await openFront({ credentialsFor: (name) => credentialsFor(name ?? 'localhost') });
  expect(await overTls(withDefault, 'other.example')).toBe('');
  expect(await overTls(withDefault, 'localhost')).toContain('secure: true');
  expect([...withoutName.failures, ...withDefault.failures]).toEqual([
    new Error('none for nobody'),
    new Error('none for other.example'),
  ]);
});

test('a client that leaves before it has said anything leaves nothing behind', async () => {
  const front = await openFront();
  for (const bytes of ['', '\x16', '\x16\x03\x01', 'G', 'GET / HTTP/1.1\r\n']) await sent(front, Buffer.from(bytes, 'latin1'));
  await closedAll(front);
});

test('a client that stays and says nothing, or half a handshake, is cut off', async () => {
  const front = await openFront({ handshakeTimeoutMs: 20 });
  const sockets = ['', '\x16', '\x16\x03\x01\x02\x00\x01'].map((bytes) => {
    const socket = connect(front.port, '127.0.0.1');
    socket.write(Buffer.from(bytes, 'latin1'));
    return socket;
  });
  expect(await Promise.all(sockets.map(heard))).toEqual(['', '', '']);
});

test('half a request is answered in time, in clear and over TLS', async () => {
  const http = createServer({ headersTimeout: 30, requestTimeout: 30, connectionsCheckingInterval: 10 });
  const front = await openFront({}, http);
  const plain = connect(front.port, '127.0.0.1');
  plain.write('GET / HTTP/1.1\r\n');
  expect(await heard(plain)).toContain('HTTP/1.1 408');
  expect(await overTls(front, 'localhost', 'GET / HTTP/1.1\r\n')).toContain('HTTP/1.1 408');
});

test('a ClientHello at a port without TLS is refused as bytes that are not HTTP', async () => {
  const listener = await listen({
    port: 0,
    handle: () => Promise.reject(new Error('never called')),
    failed: (error) => {
      throw error;
    },
    malformed: () => ({ status: 400, headers: [], body: 'not HTTP' }),
  });
  closers.push(() => void listener.close());
  const socket = connectTls({ port: listener.port, host: '127.0.0.1', servername: 'localhost' });
  const [error] = await once(socket, 'error');
  expect((error as NodeJS.ErrnoException).code).toMatch(/^ERR_SSL_/);
});

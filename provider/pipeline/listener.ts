import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';
import { LoginLabError, type Reply, SNAPSHOT_LIMIT_BYTES, type StreamReply, type WrittenReply } from '../model/index.ts';
import { type ExchangeOutcome, type RawRequest, withoutWay } from './raw.ts';
import { serialise } from './serialise.ts';
import type { CredentialsFor } from './tls-front.ts';

/** The persona refuses larger bodies. */
const BODY_LIMIT_BYTES = 12 * 1024 * 1024;
/** The one call that takes more. */
const SNAPSHOT_PATH = /^\/_lab\/worlds\/[^/?]+\/snapshot$/;

/** Most bytes of the body of a request to a path. */
export const bodyLimitOf = (path: string): number => (SNAPSHOT_PATH.test(path) ? SNAPSHOT_LIMIT_BYTES : BODY_LIMIT_BYTES);

export interface ListenerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** An address beyond loopback to listen on as well. */
  readonly host?: string | undefined;
  readonly handle: (raw: RawRequest) => Promise<ExchangeOutcome>;
  /** Called with every internal error. */
  readonly failed: (error: unknown) => void;
  /** The response to bytes that are not HTTP. */
  readonly malformed: () => Reply;
  /** Takes TLS at the same port as well. */
  readonly credentialsFor?: CredentialsFor | undefined;
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

const headerPairs = (raw: readonly string[]): [string, string][] => {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return pairs;
};

interface ReadBody {
  readonly body: Uint8Array;
  readonly tooLarge: boolean;
}

const NO_BODY: ReadBody = { body: new Uint8Array(0), tooLarge: false };

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** Chunks are views of the socket's large buffers; a copy lets those go while the log keeps the body. */
const copied = (chunks: readonly Buffer[], size: number): Uint8Array => {
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
};

/** Reads the body up to the limit. Undefined if the client disconnects. */
const readBody = (req: IncomingMessage): Promise<ReadBody | undefined> | ReadBody => {
  if (!hasBody(req)) {
    req.resume();
    return NO_BODY;
  }
  return new Promise((resolve) => {
    const limit = bodyLimitOf(req.url ?? '');
    const chunks: Buffer[] = [];
    let [size, kept] = [0, 0];
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return;
      kept = size;
      chunks.push(chunk);
    });
    req.on('end', () => resolve({ body: copied(chunks, kept), tooLarge: size > limit }));
    req.on('close', () => resolve(undefined));
    req.on('error', () => resolve(undefined));
  });
};

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

const fromThisMachine = ({ socket }: IncomingMessage): boolean => LOOPBACK.test(socket.remoteAddress ?? '');

/** Without loading `node:tls`, which takes longer than all of `node:http`. */
const isEncrypted = ({ socket }: IncomingMessage): boolean => (socket as Partial<TLSSocket>).encrypted === true;

const rawRequest = (req: IncomingMessage, read: ReadBody): RawRequest => ({
  method: req.method ?? 'GET',
  host: req.headers.host ?? '',
  scheme: req.headers['x-forwarded-proto'] === 'https' || isEncrypted(req) ? 'https' : 'http',
  target: req.url ?? '/',
  ...(fromThisMachine(req) ? withoutWay(headerPairs(req.rawHeaders)) : { headers: headerPairs(req.rawHeaders) }),
  body: read.body,
  ...(read.tooLarge && { tooLarge: true as const }),
});

const BODILESS = new Set([204, 304]);

/** A body that is text is handed on as text: it then leaves in one write with its headers. */
const send = (
  res: ServerResponse,
  method: string,
  { status, headers, body }: WrittenReply,
  truncateAtBytes: number | undefined,
): void => {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const sized = names.has('content-length') || names.has('transfer-encoding') || BODILESS.has(status) || method === 'HEAD';
  const length = sized ? [] : ['Content-Length', String(Buffer.byteLength(body))];
  res.writeHead(status, [...headers.flat(), ...length]);
  if (truncateAtBytes === undefined) res.end(body);
  else res.write(Buffer.from(body as string).subarray(0, truncateAtBytes), () => res.destroy());
};

/** Streams a body until it ends or the client disconnects. */
const sendStream = async (res: ServerResponse, { status, headers, stream }: StreamReply): Promise<void> => {
  res.writeHead(status, headers.flat());
  res.flushHeaders();
  await pipeline(Readable.fromWeb(stream), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error; // the client disconnected, which ends a stream
  });
};

const serve = async (options: ListenerOptions, req: IncomingMessage, res: ServerResponse): Promise<void> => {
  const read = await readBody(req);
  if (!read) return;
  const outcome = await options.handle(rawRequest(req, read));
  if (outcome.kind === 'stream') return sendStream(res, outcome.reply);
  if (res.destroyed) return;
  if (outcome.kind === 'drop') req.socket.destroy();
  else if (outcome.form) {
    const { sendInForm } = await import('./send-in-form.ts');
    await sendInForm(res, req, outcome.reply, outcome.form);
  } else send(res, req.method ?? 'GET', outcome.reply, outcome.truncateAtBytes);
};

/** Answers bytes that are not HTTP with 4xx and closes the connection. */
const refuse = (options: ListenerOptions, error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { headers, body } = serialise(options.malformed());
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const lines = headers
    .filter(([name]) => !/^(transfer-encoding|content-length|connection)$/i.test(name))
    .map(([name, value]) => `${name}: ${value}`);
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  socket.end([`HTTP/1.1 ${status}`, ...lines, length, 'Connection: close', '', body].join('\r\n'));
};

/** A reply that cannot be sent is an internal error: reports it and closes this connection only. */
const giveUp = (options: ListenerOptions, res: ServerResponse, error: unknown): void => {
  options.failed(error);
  if (res.headersSent) res.destroy();
  else
    res
      .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      .end('[loginlab] The lab failed with an internal error. See its log.\n');
};

/** A server at one address. */
interface Opened {
  readonly port: number;
  close(): Promise<void>;
}

const open = async (options: ListenerOptions, host: string, port: number): Promise<Opened> => {
  const server = createServer(
    { keepAliveTimeout: 30_000, requestTimeout: 60_000 },
    (req, res) => void serve(options, req, res).catch((error) => giveUp(options, res, error)),
  );
  server.on('clientError', (error, socket) => refuse(options, error, socket as Socket));
  const { credentialsFor, failed } = options;
  const front = credentialsFor && (await import('./tls-front.ts')).tlsFront(server, { credentialsFor, failed });
  const outer = front?.server ?? server;
  const close = () => shut(outer, () => (front ? front.destroy() : server.closeAllConnections()));
  return new Promise((resolve, reject) => {
    outer.once('error', reject);
    outer.listen({ host, port, exclusive: true }, () => resolve({ port: (outer.address() as AddressInfo).port, close }));
  });
};

const shut = (server: NetServer, closeConnections: () => void): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    closeConnections();
  });

/** `localhost` is ::1 for some clients: the same port is taken there too, where the machine has it. */
const alsoOnIpv6 = async (options: ListenerOptions, port: number): Promise<Opened[]> => {
  try {
    return [await open(options, '::1', port)];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [];
    throw error;
  }
};

/** Addresses that include loopback. */
const EVERYWHERE = new Set(['0.0.0.0', '::']);

const openAll = async (options: ListenerOptions): Promise<readonly Opened[]> => {
  const { host, port } = options;
  if (host !== undefined && EVERYWHERE.has(host)) return [await open(options, host, port)];
  const servers = [await open(options, '127.0.0.1', port)];
  try {
    const [first] = servers;
    const taken = first ? first.port : port;
    servers.push(...(await alsoOnIpv6(options, taken)));
    if (host !== undefined) servers.push(await open(options, host, taken));
    return servers;
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()));
    throw error;
  }
};

/** Listens on loopback, and beyond it on one more address if that is wanted. Rejects with `port-taken`, or `usage` for an address that is not this machine's. */
export const listen = async (options: ListenerOptions): Promise<Listener> => {
  try {
    const servers = await openAll(options);
    const [first] = servers;
    return {
      port: first?.port ?? options.port,
      close: async () => void (await Promise.all(servers.map((each) => each.close()))),
    };
  } catch (error) {
    throw worded(options, error as NodeJS.ErrnoException);
  }
};

const worded = ({ host, port }: ListenerOptions, error: NodeJS.ErrnoException): Error => {
  if (error.code === 'EADDRINUSE') {
    return new LoginLabError(
      'port-taken',
      `Port ${port} is taken by another program. Use another port (--port ${port + 1}), or stop that program.`,
      { cause: error, field: 'port' },
    );
  }
  if (host !== undefined && ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(error.code ?? '')) {
    return new LoginLabError('usage', `"${host}" is no address of this machine. Use 0.0.0.0 for all interfaces.`, {
      cause: error,
      field: 'host',
    });
  }
  return error;
};

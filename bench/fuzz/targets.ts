import { createServer, type Server } from 'node:net';
import { readFindings } from '../../cli/findings.ts';
import { createLab, openProxy, openTrust } from '../../provider/index.ts';

/** What is under attack: ports on this machine. */
export interface Targets {
  readonly lab: number;
  /** A lab that takes TLS and plain HTTP. */
  readonly secure: number;
  readonly console: number;
  readonly proxy: number;
  /** A server that is not the lab's, behind the proxy. */
  readonly other: number;
}

export interface OpenTargets extends Targets, AsyncDisposable {}

/** Answers of a server that HTTP does not allow, or that end too early. */
const ANSWERS = [
  'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
  'HTTP/1.1 99 Low\r\n\r\n',
  'HTTP/1.1 1000 High\r\n\r\n',
  'HTTP/1.1 200 \x01\x02\r\n\r\n',
  'HTTP/1.1 200 OK\r\nbad header: x\r\n\r\n',
  'HTTP/1.1 200 OK\r\nx: \x00\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'SSH-2.0-OpenSSH\r\n',
  '',
];

const otherServer = (): Promise<Server> => {
  let next = 0;
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      next += 1;
      socket.end(Buffer.from(ANSWERS[next % ANSWERS.length] ?? '', 'latin1'));
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
};

const portOf = (server: Server): number => (server.address() as { port: number }).port;

/** Opens labs with everything that listens. `failed`: told of every internal error. */
export const openTargets = async (failed: (error: unknown) => void): Promise<OpenTargets> => {
  const open = new AsyncDisposableStack();
  const options = { hints: true, onFailure: failed, findings: readFindings };
  const lab = open.use(await createLab(options));
  const trust = open.use(await openTrust({ hosts: [...lab.hosts, 'localhost'] }));
  const secure = open.use(await createLab({ ...options, https: () => trust.authority.issue('localhost') }));
  const console = open.use(await lab.openConsole());
  const proxy = open.use(await openProxy({ lab, beside: trust, onRefused: () => undefined }));
  const other = await otherServer();
  open.defer(() => new Promise((resolve) => other.close(() => resolve())));
  return {
    lab: lab.port,
    secure: secure.port,
    console: console.port,
    proxy: proxy.port,
    other: portOf(other),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
};

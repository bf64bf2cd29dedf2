import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { type Admission, admit, type Refusal, type Rules } from './admission.ts';
import type { Credentials } from './authority.ts';
import { type ClientProcess, ClientProcesses } from './client-process.ts';
import { forward } from './forward.ts';
import { hostName, isLocalhost } from './host-names.ts';
import { refuseRequest, refuseTunnel } from './refuse.ts';

/** Options of the proxy server. */
export interface ProxyServerOptions extends Rules {
  /** Port of the lab on this machine. */
  readonly labPort: number;
  credentialsFor(host: string): Credentials;
  /** A browser that is told to believe a key complains once before it does. */
  readonly isForBrowsers: boolean;
  /** Told of every connection that was refused. */
  refused(why: string): void;
  /** Told once of each process that calls the lab, before its first request goes on. Without it, processes are not looked up. */
  readonly onProcess?: ((process: ClientProcess) => Promise<void>) | undefined;
  /** A client that has not finished its handshake by then is cut off. Milliseconds, default 60 s. */
  readonly handshakeTimeoutMs?: number;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Whose connection it is, and under which name the lab is spoken to on it. */
interface Inside {
  readonly host: string;
  readonly world: string;
  readonly scheme: 'http' | 'https';
  /** Name of the client, as the lab knows its followers. */
  readonly process: Promise<string | undefined>;
}

/** `accounts.google.com:443`, `[::1]:3000` */
const placeOf = (authority: string): Place | undefined => {
  const [, ipv6, name, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(authority) ?? [];
  const host = hostName(ipv6 ?? name ?? '');
  return host && Number(port) < 65_536 ? { host, port: Number(port) } : undefined;
};

/** The address of a request that is not encrypted: `GET http://host/path`. */
const addressOf = ({ url = '' }: IncomingMessage): (URL & { readonly protocol: 'http:' }) | undefined =>
  /^http:\/\//i.test(url) && URL.canParse(url) ? (new URL(url) as URL & { protocol: 'http:' }) : undefined;

const hostOf = (url: URL): string => hostName(url.hostname.replace(/^\[|\]$/g, ''));

/** What is dialled. A name below `localhost` is not looked up: a name server of others could be asked for it. */
const dialled = (host: string): string => (isLocalhost(host) ? 'localhost' : host);

const ESTABLISHED = 'HTTP/1.1 200 Connection established\r\n\r\n';
const NOT_A_SITE = 'This is an HTTP proxy. Configure it as the proxy of a client.';
const NO_ADDRESS = 'The host of this address is neither a host name nor an IP address, so it leads nowhere. Correct the address.';

/** The proxy that clients speak to. */
export class ProxyServer {
  readonly #options: ProxyServerOptions;
  readonly #outer: Server;
  /** Answers inside tunnels that lead to the lab; listens nowhere. */
  readonly #inner: Server;
  readonly #inside = new WeakMap<object, Inside>();
  readonly #sockets = new Set<Duplex>();
  readonly #processes = new ClientProcesses();
  readonly #met = new Map<number, Promise<void>>();

  constructor(options: ProxyServerOptions) {
    this.#options = options;
    this.#outer = createServer((req, res) => void this.#plain(req, res).catch(() => res.destroy()));
    this.#outer.on('connect', (req, socket, head) => void this.#connect(req, socket, head).catch(() => socket.destroy()));
    this.#outer.on('connection', (socket) => this.#keep(socket));
    this.#inner = createServer((req, res) => this.#answer(req, res));
    this.#inner.emit('listening'); // Node counts the time of requests from here on
  }

  /** Listens on loopback. Rejects with the system's error. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#outer.once('error', reject);
      this.#outer.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
        resolve((this.#outer.address() as AddressInfo).port),
      );
    });
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#outer.close(() => resolve()));
    this.#inner.close(); // ends its timer
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #keep(socket: Duplex): void {
    if (this.#sockets.has(socket)) return;
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // the other side went away
  }

  #told(refusal: Refusal): Refusal {
    if (refusal.status !== 407) this.#options.refused(refusal.why);
    return refusal;
  }

  async #plain(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = addressOf(req);
    const why = /^http:/i.test(req.url ?? '') ? NO_ADDRESS : NOT_A_SITE;
    const admission = url ? await admit(req, hostOf(url), this.#options) : ({ status: 400, why } as const);
    if (!url || 'why' in admission) refuseRequest(res, this.#told(admission as Refusal));
    else if (admission.to === 'lab') {
      const inside = {
        host: hostOf(url),
        world: admission.world,
        scheme: 'http',
        process: this.#nameOf(req.socket, admission),
      } as const;
      await this.#toLab(req, res, inside);
    } else forward(req, res, { host: dialled(hostOf(url)), port: Number(url.port || 80), path: url.pathname + url.search });
  }

  async #connect(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    this.#keep(socket);
    if (head.length > 0) socket.unshift(head);
    const place = placeOf(req.url ?? '');
    const admission = place
      ? await admit(req, place.host, this.#options)
      : ({ status: 400, why: 'CONNECT needs a host and a port.' } as const);
    if (!place || 'why' in admission) refuseTunnel(socket, this.#told(admission as Refusal));
    else if (admission.to === 'lab') this.#enter(socket as Socket, place, admission);
    else this.#tunnel(socket, place);
  }

  /** Ends the client's tunnel here, as the vendor. */
  #enter(socket: Socket, { host, port }: Place, admission: Admission): void {
    const { world } = admission;
    if (port === 443) this.#secure(socket, { host, world, scheme: 'https', process: this.#nameOf(socket, admission) });
    else {
      const why = `Login Lab answers for ${host} at port 443, not at ${port}.`;
      refuseTunnel(socket, this.#told({ status: 403, why }));
    }
  }

  /** Never rejects: a client without a name is served too. */
  #nameOf(socket: Socket, admission: Admission): Promise<string | undefined> {
    return this.#findName(socket, admission).catch(() => undefined);
  }

  async #findName(socket: Socket, { client }: Admission): Promise<string | undefined> {
    const { onProcess } = this.#options;
    const { remotePort, localPort } = socket;
    if (client !== undefined || !onProcess || remotePort === undefined || localPort === undefined) return client;
    const process = await this.#processes.find({ clientPort: remotePort, serverPort: localPort });
    if (process === undefined) return undefined;
    const met = this.#met.get(process.pid) ?? onProcess(process);
    this.#met.set(process.pid, met);
    await met;
    return process.name;
  }

  #secure(socket: Socket, inside: Inside): void {
    const secureContext = createSecureContext(this.#options.credentialsFor(inside.host));
    socket.write(ESTABLISHED);
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext,
      ALPNProtocols: ['http/1.1'],
    });
    this.#keep(secure);
    this.#inside.set(secure, inside);
    secure.once('error', (error: NodeJS.ErrnoException) => this.#distrusted(inside.host, error));
    const late = setTimeout(() => secure.destroy(), this.#options.handshakeTimeoutMs ?? 60_000).unref();
    secure.once('close', () => clearTimeout(late));
    secure.once('secure', () => {
      clearTimeout(late);
      this.#inner.emit('connection', secure);
    });
  }

  #distrusted(host: string, { code }: NodeJS.ErrnoException): void {
    // Others went away without a word; and a browser that was told to believe everything says so before it does.
    if (!/ALERT/.test(code ?? '') || this.#options.isForBrowsers) return;
    this.#options.refused(
      `A client did not trust the certificate for ${host} (${code}): set the environment variables that are printed for its language.`,
    );
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    const inside = this.#inside.get(req.socket);
    if (inside) void this.#toLab(req, res, inside).catch(() => res.destroy());
    else res.destroy();
  }

  /** Under the name of the connection only: another could be the lab's own, and who speaks to a vendor must not reach its control API. */
  async #toLab(req: IncomingMessage, res: ServerResponse, { host, process: naming, ...way }: Inside): Promise<void> {
    const named = hostName(req.headers.host?.replace(/:(?:80|443)$/, '') ?? '');
    const path = (req.url ?? '/').replace(/^http:\/\/[^/?#]*/i, '') || '/';
    const vendor = { ...way, process: await naming };
    if (named === host) forward(req, res, { host: '127.0.0.1', port: this.#options.labPort, path, vendor });
    else refuseRequest(res, this.#told({ status: 421, why: `This connection leads to ${host}, not to ${named}.` }));
  }

  /** Bytes to another place and back, unread. */
  #tunnel(socket: Duplex, { host, port }: Place): void {
    const there = connect({ host: dialled(host), port });
    this.#keep(there);
    const unreachable = ({ message }: Error) => refuseTunnel(socket, { status: 403, why: `${host}:${port}: ${message}` });
    there.once('error', unreachable);
    there.once('connect', () => {
      there.off('error', unreachable);
      socket.write(ESTABLISHED);
      there.pipe(socket);
      socket.pipe(there);
      socket.once('close', () => there.destroy());
      there.once('close', () => socket.destroy());
    });
  }
}

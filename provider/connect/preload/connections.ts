/** How the connections that are intercepted come about, before a request shows on them, and what happens to one that carries none. */
import { TLSSocket } from 'node:tls';
import { Interceptor } from '@mswjs/interceptors';
import { SocketInterceptor } from '@mswjs/interceptors/net';
import type { WayOut } from '../proxy/upstream.ts';
import { type ClientHello, offerHttp1, reportVerified } from './handshake.ts';

type Controller = Parameters<Parameters<SocketInterceptor['on']>[1]>[0]['controller'];

/** The socket as its server has it: its `data` is what the client writes. */
type ServerSide = Controller['serverSocket'];

/** Members of a controller that its type keeps to itself. */
interface Internals {
  emulateConnectIfIdle(): void;
  whenConnected(callback: () => void): void;
}

/** Node's socket: what it has been given to write before it is connected. */
interface Pending {
  readonly _pendingData: unknown;
}

const isWaiting = (socket: ServerSide): boolean => (socket as unknown as Pending)._pendingData !== null;

/** Of Node's TLS socket: its handshake has not ended. */
interface Shaking {
  readonly secureConnecting: boolean;
}

const PENDING = 0;

/** Listeners of `secure` that Node itself has. */
const NODES_OWN = 1;

/** What decides about a connection, by its host and port. */
export interface ConnectionRules {
  wayTo(host: string): WayOut;
  /** The error of a connection that may not leave this machine. */
  stopped(place: string, why: string): Error;
}

const NOT_HTTP = 'loginlab/preload intercepts HTTP/1.1, and this connection carries something else. Nothing of it was sent.';

/**
 * Lets a connection through to its host, unless only the lab may answer for that: what is no HTTP does not leave this machine.
 * The interceptor also lets through who listens before it writes, in case the server speaks first: the lab does not.
 */
const guardPassing = (controller: Controller, socket: ServerSide, { wayTo, stopped }: ConnectionRules): void => {
  const { passthrough } = controller;
  let hasWritten = false;
  socket.prependOnceListener('data', () => {
    hasWritten = true;
  });
  controller.passthrough = (...args: Parameters<typeof passthrough>) => {
    const { host, port } = controller.connectionOptions;
    const way = wayTo(host || 'localhost');
    if (way.to === 'this-machine' || way.to === 'outside') return passthrough.apply(controller, args) as TLSSocket;
    const why = way.to === 'nowhere' ? way.why : NOT_HTTP;
    if (way.to === 'nowhere' || hasWritten || isWaiting(socket)) socket.destroy(stopped(`A connection to ${host}:${port}`, why));
    return socket as TLSSocket;
  };
};

/**
 * The handshake ends in a turn of its own, as it takes a while on a network: who waits for `connect` first has time to wait for
 * `secureConnect` then. While nobody waits, it goes on.
 */
const shakeHandsLater = (controller: Controller, socket: ServerSide): void => {
  const internals = controller as unknown as Internals;
  const { whenConnected } = internals;
  internals.whenConnected = (shakeHands) => {
    const end = (): void => {
      if (!socket.destroyed && (socket as TLSSocket & Shaking).secureConnecting) shakeHands();
    };
    const awaited = (event: string | symbol): void => {
      if (event === 'secureConnect' || event === 'secure') setImmediate(end);
    };
    const isAwaited = (): boolean => socket.listenerCount('secureConnect') > 0 || socket.listenerCount('secure') > NODES_OWN;
    whenConnected.call(controller, () => setImmediate(() => (isAwaited() ? end() : socket.on('newListener', awaited))));
  };
};

/** Connects as a server does that waits for a request. The interceptor decides about each request when it comes. */
const accept = (controller: Controller, socket: ServerSide): void => {
  shakeHandsLater(controller, socket);
  controller.claim();
  controller.reset();
};

/**
 * Connects for real. The interceptor keeps the handle from reading once a request comes, which a client may write as soon as it
 * hears of the connection: reading begins before.
 */
const open = (controller: Controller): void => {
  const there = controller.passthrough();
  there.prependOnceListener('connect', () => there._read(0));
};

/**
 * A client that waits for its connection before it writes gets it once, whole, and whenever it begins to wait. The
 * interceptor would call those that wait already, and nobody later.
 */
const connectIdle = (controller: Controller, socket: ServerSide, { wayTo }: ConnectionRules): void => {
  let isSettled = false;
  const settle = (): void => {
    if (isSettled || socket.destroyed || controller.readyState !== PENDING || isWaiting(socket)) return;
    isSettled = true;
    const { to } = wayTo(controller.connectionOptions.host || 'localhost');
    if (to === 'lab' || to === 'nowhere') accept(controller, socket);
    else open(controller);
  };
  (controller as unknown as Internals).emulateConnectIfIdle = settle;
  // TLS over a connection that is still to come asks for none itself.
  if (socket instanceof TLSSocket && socket.connecting) socket.once('connect', () => setImmediate(settle));
};

/** Settles all connections that are intercepted from now on. */
export const settleConnections = (rules: ConnectionRules): void => {
  Interceptor.singleton(SocketInterceptor).on('connection', ({ socket, controller, connectionOptions }) => {
    guardPassing(controller, socket, rules);
    connectIdle(controller, socket, rules);
    if (!(socket instanceof TLSSocket)) return;
    const hello = connectionOptions as ClientHello;
    offerHttp1(hello);
    if (rules.wayTo(hello.host || 'localhost').to === 'lab') reportVerified(socket, hello);
  });
};

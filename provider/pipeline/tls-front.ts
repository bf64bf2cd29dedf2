import type { Server } from 'node:http';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';

/** A certificate and its key, PEM. */
export interface TlsCredentials {
  readonly cert: string;
  readonly key: string;
}

/** Returns the credentials of a server name; undefined: the client named none, as for an IP address. */
export type CredentialsFor = (serverName: string | undefined) => TlsCredentials;

export interface TlsFrontOptions {
  readonly credentialsFor: CredentialsFor;
  /** Called with what `credentialsFor` throws. Only that connection ends. */
  readonly failed: (error: unknown) => void;
  /** A client that has not finished its handshake by then is cut off, as is one that sends nothing. Milliseconds, default 60 s, as Node's for headers. */
  readonly handshakeTimeoutMs?: number;
}

/** First byte of a TLS connection: a record of the handshake (RFC 8446 section 5.1). */
const HANDSHAKE = 22;

const contextsOf = (credentialsFor: CredentialsFor): ((name: string | undefined) => SecureContext) => {
  const contexts = new Map<string | undefined, SecureContext>();
  return (name) => {
    const context = contexts.get(name) ?? createSecureContext({ ...credentialsFor(name) });
    if (contexts.size < 100) contexts.set(name, context);
    return context;
  };
};

/** What Node calls with `done` must not throw: that would end the process. */
const sniCallback =
  (contextOf: (name: string) => SecureContext, failed: (error: unknown) => void) =>
  (name: string, done: (error: Error | null, context?: SecureContext) => void): void => {
    try {
      done(null, contextOf(name));
    } catch (error) {
      failed(error);
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };

/** The server side of TLS over a socket whose first bytes wait in it. */
const securedBy = ({ credentialsFor, failed }: TlsFrontOptions): ((socket: Socket) => TLSSocket) => {
  const contextOf = contextsOf(credentialsFor);
  const SNICallback = sniCallback(contextOf, failed);
  return (socket) => {
    const options = { isServer: true, secureContext: contextOf(undefined), SNICallback, ALPNProtocols: ['http/1.1'] };
    return new TLSSocket(socket, options).on('error', () => socket.destroy()); // it did not trust the certificate, or went away
  };
};

/** A server that takes TLS and plain HTTP at one port, and hands both to an HTTP server that listens nowhere itself. */
export const tlsFront = (http: Server, options: TlsFrontOptions): { readonly server: NetServer; destroy(): void } => {
  const sockets = new Set<Socket>();
  const secured = securedBy(options);
  http.emit('listening'); // Node counts the time of requests from here on
  const enter = (socket: Socket, first: Buffer, ready: () => void): void => {
    socket.pause();
    socket.unshift(first);
    if (first[0] === HANDSHAKE) {
      const secure = secured(socket); // it reads from the handle below the socket
      secure.once('secure', () => {
        ready();
        http.emit('connection', secure);
      });
    } else {
      ready();
      http.emit('connection', socket);
      socket.resume();
    }
  };
  const server = createServer((socket) => {
    const late = setTimeout(() => socket.destroy(), options.handshakeTimeoutMs ?? 60_000).unref();
    const ready = (): void => clearTimeout(late);
    sockets.add(socket);
    socket.once('close', ready).once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      try {
        enter(socket, first, ready);
      } catch (error) {
        options.failed(error);
        socket.destroy();
      }
    });
  });
  return {
    server,
    destroy() {
      http.close(); // ends its timer
      for (const socket of sockets) socket.destroy();
    },
  };
};

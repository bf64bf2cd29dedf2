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

/** A server that takes TLS and plain HTTP at one port, and hands both to an HTTP server that listens nowhere itself. */
export const tlsFront = (http: Server, credentialsFor: CredentialsFor): { readonly server: NetServer; destroy(): void } => {
  const sockets = new Set<Socket>();
  const contextOf = contextsOf(credentialsFor);
  const secured = (socket: Socket): Socket => {
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext: contextOf(undefined),
      SNICallback: (name, done) => done(null, contextOf(name)),
      ALPNProtocols: ['http/1.1'],
    });
    return secure.on('error', () => socket.destroy()); // it did not trust the certificate, or went away
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      const isSecure = first[0] === HANDSHAKE;
      http.emit('connection', isSecure ? secured(socket) : socket);
      if (!isSecure) socket.resume(); // TLS reads from the handle below the socket
    });
  });
  return {
    server,
    destroy() {
      for (const socket of sockets) socket.destroy();
    },
  };
};

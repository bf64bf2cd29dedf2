import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type RawReply, ReplyReader } from './reply-reader.ts';

/** Bytes for one connection. */
export interface Sent {
  readonly port: number;
  readonly bytes: Buffer;
  /** Methods of the requests in `bytes`. */
  readonly methods: readonly string[];
  /** False: the bytes end too early or are not HTTP. The client then ends its side, and any answer or none is right. */
  readonly complete: boolean;
  /** Speaks TLS, to this name. */
  readonly serverName?: string;
  /** Head of a CONNECT request that is sent first. */
  readonly tunnel?: string;
}

export interface Heard {
  /** How it ended: all replies came; the connection was closed before; nothing happened until the watchdog woke; not HTTP. */
  readonly end: 'replied' | 'closed' | 'hung' | 'not-http';
  readonly replies: readonly RawReply[];
}

/** Nothing that was asked for takes as long as this: longer is a request that hangs. */
const WATCHDOG_MS = 45_000;

const secured = (socket: Socket, servername: string): Socket =>
  connectTls({ socket, servername, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });

/** Writes, reads, and ends with the connection. */
const converse = (socket: Socket, { bytes, methods, complete }: Sent): Promise<Heard> =>
  new Promise((resolve) => {
    const reader = new ReplyReader(methods);
    const watchdog = setTimeout(() => finish('hung'), WATCHDOG_MS);
    const finish = (end: Heard['end']) => {
      clearTimeout(watchdog);
      socket.destroy();
      resolve({ end, replies: reader.replies });
    };
    const read = (chunk: Buffer, ended = false) => {
      try {
        reader.push(chunk, ended);
        if (reader.isDone && complete) finish('replied');
        else if (ended) finish(reader.isDone ? 'replied' : 'closed');
      } catch {
        finish('not-http');
      }
    };
    socket.on('data', (chunk: Buffer) => read(chunk));
    socket.on('error', () => undefined); // it closes
    socket.on('end', () => read(Buffer.alloc(0), true));
    socket.on('close', () => finish(reader.isDone ? 'replied' : 'closed'));
    if (complete) socket.write(bytes);
    else socket.end(bytes);
  });

/** Opens the tunnel; the head of a refusal is the answer. */
const tunnelled = (socket: Socket, head: string): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    let got = Buffer.alloc(0);
    const read = (chunk: Buffer) => {
      got = Buffer.concat([got, chunk]);
      if (!got.includes('\r\n\r\n')) return;
      socket.off('data', read);
      socket.pause();
      resolve(got.toString('latin1').startsWith('HTTP/1.1 200') ? undefined : got);
    };
    socket.on('data', read);
    socket.once('close', () => resolve(got));
    socket.write(head);
  });

const refusedTunnel = (socket: Socket, got: Buffer): Heard => {
  socket.destroy();
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(got.toString('latin1')) ?? [];
  if (status === undefined) return { end: 'closed', replies: [] };
  return { end: 'replied', replies: [{ status: Number(status), head: got.toString('latin1'), body: '' }] };
};

/** Sends over a connection of its own, and hears what comes. Never rejects. */
export const send = async (sent: Sent): Promise<Heard> => {
  const socket = connect({ host: '127.0.0.1', port: sent.port, noDelay: true });
  socket.on('error', () => undefined);
  if (sent.tunnel !== undefined) {
    const refusal = await tunnelled(socket, sent.tunnel);
    if (refusal !== undefined) return refusedTunnel(socket, refusal);
  }
  return converse(sent.serverName === undefined ? socket : secured(socket, sent.serverName), sent);
};

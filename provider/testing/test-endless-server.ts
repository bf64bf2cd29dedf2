import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server whose answers never end. */
export interface EndlessServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Resolves with the number of bytes that were sent, once a reader has closed the connection of its answer. */
  readonly left: Promise<number>;
}

interface Endless {
  /** Default: `application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent again and again. */
  readonly chunk?: Uint8Array;
  /** Takes every request and answers none. */
  readonly isSilent?: boolean;
  /** A reader without a limit is cut off after so many bytes. */
  readonly mostBytes?: number;
}

const CHUNK = Buffer.alloc(256 * 1024, 'x');

/** Sends as fast as it is read. Cuts a reader off that takes it all, so that a test of it ends. */
const sendOn = (response: ServerResponse, chunk: Uint8Array, mostBytes: number, sent = chunk.byteLength): void => {
  if (sent > mostBytes) response.destroy();
  else if (!response.destroyed) response.write(chunk, () => sendOn(response, chunk, mostBytes, sent + chunk.byteLength));
};

/** Answers every request without end, on loopback, until disposed of. */
export const serveEndlessly = async ({
  headers = { 'content-type': 'application/json' },
  chunk = CHUNK,
  mostBytes = 512 * 1024 * 1024,
  isSilent = false,
}: Endless = {}): Promise<EndlessServer> => {
  const left = Promise.withResolvers<number>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    request.resume();
    if (isSilent) return;
    response.writeHead(200, headers);
    response.once('close', () => left.resolve(socket.bytesWritten));
    sendOn(response, chunk, mostBytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    left: left.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
};

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An app that is told things: keeps every body, and answers with what a deletion call wants to hear. */
export interface Listening extends AsyncDisposable {
  readonly url: string;
  readonly bodies: readonly string[];
}

const WHOLE = '{"url":"https://shop.example/d/1","confirmation_code":"1"}';

/** Listens on loopback until disposed of. */
export const listenOnce = async (answer = WHOLE): Promise<Listening> => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    bodies.push(body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/told`,
    bodies,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
};

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { pipeline } from 'node:stream';

/** One address in front of several copies of an app. */
export interface RoundRobin {
  close(): Promise<void>;
}

/** Passes one request on, with its headers as they came. A copy that breaks off breaks the connection of the person. */
const pass = (request: IncomingMessage, response: ServerResponse, port: number): void => {
  const { method, url, rawHeaders } = request;
  const call = send({ host: '127.0.0.1', port, method, path: url, headers: rawHeaders, agent: false, setHost: false });
  const cut = () => response.destroy();
  call.once('error', cut);
  call.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    pipeline(answer, response, () => undefined); // either end may leave
  });
  response.once('close', () => call.destroy());
  pipeline(request, call, () => undefined);
};

/** Listens at an address on loopback, and passes each request to the next of some ports. */
export const openRoundRobin = async (
  at: { readonly host: string; readonly port: number },
  ports: readonly number[],
): Promise<RoundRobin> => {
  let next = 0;
  const server = createServer((request, response) => {
    const port = ports[next % ports.length] ?? 0;
    next += 1;
    pass(request, response, port);
  });
  server.listen(at);
  await once(server, 'listening');
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

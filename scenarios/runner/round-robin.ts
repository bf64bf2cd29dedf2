import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { pipeline } from 'node:stream';

/** One address in front of several copies of an app. */
export interface RoundRobin {
  close(): Promise<void>;
}

/** Where a request is passed on to, and how. */
export interface Passing {
  readonly host: string;
  readonly port: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly answered?: (answer: IncomingMessage) => void;
}

/** Passes one request on. An app that breaks off breaks the connection of the person. */
export const passOn = (request: IncomingMessage, response: ServerResponse, { host, port, headers, answered }: Passing): void => {
  const { method, url } = request;
  const call = send({ host, port, method, path: url, headers, agent: false, setHost: false });
  const cut = () => response.destroy();
  call.once('error', cut);
  call.once('response', (answer) => {
    answered?.(answer);
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
    passOn(request, response, { host: '127.0.0.1', port, headers: request.rawHeaders });
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

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ControlRequest, createControl } from '../server.ts';
import type { FakeWorld } from './fake-world.ts';
import { fakeWorlds } from './fake-worlds.ts';

/** A listener with nothing but the control API of fake worlds; every other address is an exchange of the world it names. */
export const listen = async () => {
  let url = '';
  const worlds = fakeWorlds(() => url);
  const control = createControl(worlds);
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming, url);
    if (!request.url.pathname.startsWith('/_lab/')) return show(worlds.at(worldNamed(request.url.pathname)), request, outgoing);
    const { status, headers, body } = await control(request);
    outgoing.writeHead(status, headers.flat()).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url, worlds, close };
};

const read = async (incoming: IncomingMessage, url: string): Promise<ControlRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    method: incoming.method ?? '',
    url: new URL(incoming.url ?? '/', url),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks),
    peer: { host: incoming.headers.host ?? '', port: Number(new URL(url).port) },
  };
};

const worldNamed = (path: string): string => /^\/@([^/]+)/.exec(path)?.[1] ?? 'default';

const show = (fake: FakeWorld | undefined, request: ControlRequest, outgoing: ServerResponse): void => {
  fake?.saw(request.url.pathname);
  outgoing.writeHead(fake === undefined ? 404 : 200, { 'content-type': 'application/json' }).end('{}');
};

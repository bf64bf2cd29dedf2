import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { html } from '../../provider/pages/index.ts';

/** An app of one page: it tells what came back from the provider. */
export interface TinyClient extends AsyncDisposable {
  readonly redirectUri: string;
}

/** Listens on a free port of 127.0.0.1, another host than the lab's, as a real app would. */
export const startTinyClient = async (): Promise<TinyClient> => {
  const server = createServer((request, response) => {
    const answer = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
    const rows = [...answer].map(([name, value]) => html`<dt>${name}</dt><dd data-testid="answer-${name}">${value}</dd>`);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(html`<!doctype html><title>Tiny client</title><h1>Back at the app</h1><dl>${rows}</dl>`.markup);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://127.0.0.1:${port}/callback`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

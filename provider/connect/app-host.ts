/**
 * Loaded into a Node program ahead of its own first line: leads its calls to the vendors' hosts into a lab in another
 * process. Nothing imports it; `wayIntoLab` names it to Node.
 */
import { type IncomingMessage, request as send } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { Readable } from 'node:stream';
import { setupServer } from 'msw/node';
import { WORLD_HEADER } from '../model/world-header.ts';
import { vendorHandlers } from './msw.ts';
import { WAY_VARIABLE, type Way } from './way.ts';

const BODILESS = new Set([204, 205, 304]);

const asResponse = (answer: IncomingMessage): Response => {
  const { statusCode: status = 502, rawHeaders } = answer;
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  if (!BODILESS.has(status)) return new Response(Readable.toWeb(answer) as ReadableStream, { status, headers });
  answer.resume();
  return new Response(null, { status, headers });
};

/** Of the client's connection, which is not ours. */
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host']);

/** Sends a request to the lab under the vendor's own Host, by plain HTTP within this machine. */
const forward = async (port: string, world: string, request: Request): Promise<Response> => {
  const { host, pathname, search } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const headers = {
    ...Object.fromEntries([...request.headers].filter(([name]) => !OF_THE_CONNECTION.has(name))),
    ...(body.length > 0 || request.headers.has('content-length') ? { 'content-length': String(body.length) } : {}),
    ...{ host, 'x-forwarded-proto': 'https', [WORLD_HEADER]: world },
  };
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, method: request.method, path: pathname + search, headers };
    send(to, (answer) => resolve(asResponse(answer)))
      .once('error', reject)
      .end(body);
  });
};

const way = process.env[WAY_VARIABLE];
if (way !== undefined) {
  const { url, hosts, world } = JSON.parse(way) as Way;
  const { port } = new URL(url);
  setupServer(...vendorHandlers({ hosts, fetch: (request) => forward(port, world, request) })).listen();
  syncBuiltinESMExports(); // else `import { request } from 'node:https'` would go past MSW, to the real vendor
}

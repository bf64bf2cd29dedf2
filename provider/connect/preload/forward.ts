import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { PROCESS_HEADER, WORLD_HEADER } from '../../model/world-header.ts';
import { callLab } from './lab-call.ts';
import { ownProcess } from './lab-link.ts';
import type { PreloadSettings } from './settings.ts';

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

/** Sends a request for a vendor to the lab, under the vendor's own Host. Rejects with the error of the connection. */
export const forward = async (settings: PreloadSettings, request: Request): Promise<Response> => {
  const { host, pathname, search, protocol } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const headers = {
    ...Object.fromEntries([...request.headers].filter(([name]) => !OF_THE_CONNECTION.has(name))),
    ...(body.length > 0 || request.headers.has('content-length') ? { 'content-length': String(body.length) } : {}),
    ...{ host, 'x-forwarded-proto': protocol.slice(0, -1), [WORLD_HEADER]: settings.world, [PROCESS_HEADER]: ownProcess },
  };
  return asResponse(await callLab(settings, { method: request.method, path: pathname + search, headers, body }));
};

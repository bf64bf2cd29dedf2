import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { PROCESS_HEADER, WORLD_HEADER } from '../../model/index.ts';

/** Hop-by-hop headers. */
const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-.*|te|trailer|upgrade)$/i;
/** Headers that only the proxy may set. */
const OURS = new RegExp(`^(?:${WORLD_HEADER}|${PROCESS_HEADER}|x-forwarded-proto)$`, 'i');

const withoutNames = (raw: readonly string[], drop: (name: string) => boolean): string[] => {
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) if (!drop(raw[i] ?? '')) kept.push(raw[i] ?? '', raw[i + 1] ?? '');
  return kept;
};

/** Where a request is forwarded to, and the headers with its origin. */
export interface ForwardTarget {
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** Set for the lab only: the client speaks to a vendor, in a world. */
  readonly vendor?: { readonly scheme: 'http' | 'https'; readonly world: string; readonly process?: string | undefined };
}

const headersFor = (req: IncomingMessage, { vendor }: ForwardTarget): string[] => {
  const kept = withoutNames(req.rawHeaders, (name) => HOP_BY_HOP.test(name) || (vendor !== undefined && OURS.test(name)));
  if (!vendor) return kept;
  const sender = vendor.process === undefined ? [] : [PROCESS_HEADER, vendor.process];
  return [...kept, 'x-forwarded-proto', vendor.scheme, WORLD_HEADER, vendor.world, ...sender];
};

const answer = (res: ServerResponse, reply: IncomingMessage): void => {
  res.writeHead(
    reply.statusCode ?? 502,
    reply.statusMessage,
    withoutNames(reply.rawHeaders, (name) => HOP_BY_HOP.test(name)),
  );
  reply.pipe(res);
  reply.once('error', () => res.destroy()); // cut short there, so cut short here
};

/** Closes the connection if the lab dropped it on purpose. Answers with an error if it could not connect. */
const failed = (res: ServerResponse, error: NodeJS.ErrnoException, { host, port }: ForwardTarget): void => {
  if (error.code !== 'ECONNREFUSED' || res.headersSent) return void res.destroy();
  res.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
  res.end(`[loginlab] No server listens at ${host}:${port}.\n`);
};

/** Forwards a request by plain HTTP, and its response, unchanged. */
export const forward = (req: IncomingMessage, res: ServerResponse, target: ForwardTarget): void => {
  const { host, port, path } = target;
  const out = send({ host, port, path, method: req.method, headers: headersFor(req, target), setHost: false, agent: false });
  out.once('response', (reply) => answer(res, reply));
  out.once('error', (error) => failed(res, error, target));
  res.once('close', () => out.destroy());
  req.pipe(out);
};

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

/** With a reason of its own: one that could not be written is kept. */
const badGateway = (res: ServerResponse, why: string): void => {
  res.writeHead(502, 'Bad Gateway', { 'content-type': 'text/plain; charset=utf-8' }).end(`[loginlab] ${why}\n`);
};

const notHttp = (res: ServerResponse, { host, port }: ForwardTarget, { code, message }: NodeJS.ErrnoException): void =>
  badGateway(
    res,
    `The server at ${host}:${port} answered with a status line or a header that HTTP does not allow: ${code ?? message}.`,
  );

/** What Node reads is more than it writes: a status below 100, control characters in a reason phrase. */
const answer = (res: ServerResponse, reply: IncomingMessage, target: ForwardTarget): void => {
  reply.once('error', () => res.destroy()); // cut short there, so cut short here
  try {
    const headers = withoutNames(reply.rawHeaders, (name) => HOP_BY_HOP.test(name));
    res.writeHead(reply.statusCode ?? 502, reply.statusMessage, headers);
  } catch (error) {
    reply.destroy();
    notHttp(res, target, error as NodeJS.ErrnoException);
    return;
  }
  reply.pipe(res);
};

/** Closes the connection if the lab dropped it on purpose. Answers with an error if it could not connect, or read the answer. */
const failed = (res: ServerResponse, error: NodeJS.ErrnoException, target: ForwardTarget): void => {
  if (res.headersSent) res.destroy();
  else if (error.code === 'ECONNREFUSED') badGateway(res, `No server listens at ${target.host}:${target.port}.`);
  else if (error.code?.startsWith('HPE_')) notHttp(res, target, error);
  else res.destroy();
};

/** Forwards a request by plain HTTP, and its response, unchanged. */
export const forward = (req: IncomingMessage, res: ServerResponse, target: ForwardTarget): void => {
  const { host, port, path } = target;
  const out = send({ host, port, path, method: req.method, headers: headersFor(req, target), setHost: false, agent: false });
  out.once('response', (reply) => answer(res, reply, target));
  out.once('upgrade', (_, socket) => {
    socket.destroy();
    notHttp(res, target, new Error('101, which nobody asked for'));
  });
  out.on('error', (error) => failed(res, error, target));
  res.once('close', () => out.destroy());
  req.pipe(out);
};

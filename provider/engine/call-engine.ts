import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export interface EngineRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface EngineReply {
  readonly status: number;
  readonly body: string;
}

type Callback = (req: IncomingMessage, res: ServerResponse) => unknown;

/** Never connected; gives requests the members that a socket has. */
const nowhere = new Socket();

const incoming = (request: EngineRequest): IncomingMessage => {
  const req = new IncomingMessage(nowhere);
  req.method = request.method;
  req.url = request.url;
  req.headers = { host: 'engine.invalid', 'x-forwarded-proto': 'https', ...request.headers };
  if (request.body !== undefined) {
    req.headers['content-length'] = String(Buffer.byteLength(request.body));
    req.push(request.body);
  }
  req.push(null);
  return req;
};

/** Sends one request through the engine without a socket and collects what it answers. */
export const callEngine = (callback: Callback, request: EngineRequest): Promise<EngineReply> =>
  new Promise((resolve, reject) => {
    const req = incoming(request);
    const res = new ServerResponse(req);
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
    };
    res.write = ((chunk: unknown) => {
      keep(chunk);
      return true;
    }) as typeof res.write;
    res.end = ((chunk: unknown) => {
      keep(chunk);
      resolve({ status: res.statusCode, body: Buffer.concat(chunks).toString('utf8') });
      return res;
    }) as typeof res.end;
    Promise.resolve(callback(req, res)).catch(reject);
  });

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HeaderList } from '../../provider/model/index.ts';
import type { ThirdPartyAnswer, ThirdPartyRequest, ThirdPartyServer } from '../model/index.ts';

/** Bytes of a body that are kept. */
const LONGEST_BODY = 64 * 1024;
/** Longer uploads are refused: an endless one would never be answered. */
const LONGEST_UPLOAD = 64 * 1024 * 1024;
/** Requests that are kept; later ones are answered all the same. */
const MOST_REQUESTS = 200;

const pairsOf = (raw: readonly string[]): HeaderList =>
  Array.from({ length: raw.length / 2 }, (_, i): [string, string] => [raw[2 * i] ?? '', raw[2 * i + 1] ?? '']);

/** A request as it is kept; its body grows while it arrives. */
type Receiving = { -readonly [K in keyof ThirdPartyRequest]: ThirdPartyRequest[K] };

const addressOf = ({ headers, url = '/' }: IncomingMessage): string => {
  const address = `http://${headers.host ?? ''}${url}`;
  return URL.canParse(address) ? address : 'http://127.0.0.1/'; // the sender made the host or the path up
};

/** Takes a body to its end. False if it does not come to one within the limit. Rejects when it breaks off. */
const take = async (request: IncomingMessage, seen: Receiving): Promise<boolean> => {
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    if (bytes < LONGEST_BODY) seen.body += decoder.decode(chunk.subarray(0, LONGEST_BODY - bytes), { stream: true });
    bytes += chunk.byteLength;
    if (bytes > LONGEST_UPLOAD) return false;
  }
  return true;
};

/** A third-party server on a free loopback port that records its requests. */
export class OpenPlace implements ThirdPartyServer {
  readonly requests: ThirdPartyRequest[] = [];
  readonly #server: Server;
  readonly #answer: ThirdPartyAnswer;
  /** Why an answer could not be made. */
  #failure: { readonly error: unknown } | undefined;

  private constructor(answer: ThirdPartyAnswer) {
    this.#answer = answer;
    this.#server = createServer((request, response) => {
      this.#receive(request, response).catch(() => response.destroy()); // the upload was broken off
    });
  }

  /** Rejects when no port is free. */
  static async open(answer: ThirdPartyAnswer = () => ({})): Promise<OpenPlace> {
    const place = new OpenPlace(answer);
    await new Promise<void>((resolve, reject) => {
      place.#server.once('error', reject).listen({ host: '127.0.0.1', port: 0 }, resolve);
    });
    return place;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Rejects when an answer could not be made. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    if (this.#failure) throw this.#failure.error;
  }

  /** A request counts once its headers are there: what comes before an upload breaks off has arrived too. */
  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = pairsOf(request.rawHeaders);
    const seen: Receiving = { method: request.method ?? '', url: addressOf(request), headers, body: '' };
    if (this.requests.length < MOST_REQUESTS) this.requests.push(seen);
    if (!(await take(request, seen))) return void response.destroy();
    const body = await this.#bodyFor(seen);
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  }

  async #bodyFor(request: ThirdPartyRequest): Promise<string> {
    try {
      return JSON.stringify(await this.#answer(request));
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }
}

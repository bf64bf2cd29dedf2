import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HeaderList } from '../../provider/model/index.ts';
import type { ThirdPartyRequest, ThirdPartyServer } from '../model/index.ts';

const LONGEST_BODY = 64 * 1024;

const pairsOf = (raw: readonly string[]): HeaderList =>
  Array.from({ length: raw.length / 2 }, (_, i): [string, string] => [raw[2 * i] ?? '', raw[2 * i + 1] ?? '']);

/** A third-party server on a free loopback port that records its requests. */
export class OpenPlace implements ThirdPartyServer {
  readonly requests: ThirdPartyRequest[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) if (body.length < LONGEST_BODY) body += chunk;
      const url = `http://${request.headers.host ?? ''}${request.url ?? '/'}`;
      this.requests.push({ method: request.method ?? '', url, headers: pairsOf(request.rawHeaders), body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }

  /** Rejects when no port is free. */
  static async open(): Promise<OpenPlace> {
    const place = new OpenPlace();
    await new Promise<void>((resolve, reject) => {
      place.#server.once('error', reject).listen({ host: '127.0.0.1', port: 0 }, resolve);
    });
    return place;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

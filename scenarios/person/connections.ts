import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { HEADER_BYTES } from './send.ts';

/** `localhost` is this machine without a DNS query (RFC 6761, 6.3); a person contacts no other machine. */
const lookup: LookupFunction = (_, { all }, found) => {
  if (!all) return found(null, '127.0.0.1', 4);
  found(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
};

/** All servers are on this machine; a proxy in front of an app has a certificate that was made for this run. */
const CONNECT = { lookup, rejectUnauthorized: false };

/** As many people may wait at one server at the same time. */
const MOST = 256;

/** Shorter than any server keeps a connection that nobody uses. */
const KEPT_MS = 1000;

/** Connections to servers: opened when they are needed, and kept for a second. */
export class Connections {
  #agent: Agent | undefined;

  get dispatcher(): Dispatcher {
    this.#agent ??= new Agent({
      ...{ connections: MOST, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: HEADER_BYTES, connect: CONNECT },
      ...{ keepAliveTimeout: KEPT_MS, keepAliveMaxTimeout: KEPT_MS },
    });
    return this.#agent;
  }

  /** Closes all of them, and fails what waits for an answer. The next request opens others. */
  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await agent?.destroy();
  }
}

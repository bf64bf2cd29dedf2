import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ProxyManner, TlsProxy } from '../model/index.ts';
import { hostOf, portOf } from './free-port.ts';
import { passOn } from './round-robin.ts';

/** A host that no proxy stands for: what a forger writes into headers. */
const FORGED_HOST = 'forged.example';

/** Headers that a request brings from outside, in each way of forging. */
const FORGED: Readonly<Record<NonNullable<ProxyManner['forged']>, readonly (readonly [string, string])[]>> = {
  copy: [
    ['X-Forwarded-Proto', 'http'],
    ['X-Forwarded-Host', FORGED_HOST],
  ],
  others: [
    ['Forwarded', `for=192.0.2.1;host=${FORGED_HOST};proto=http`],
    ['X-Host', FORGED_HOST],
    ['X-Original-Host', FORGED_HOST],
    ['X-Forwarded-Server', FORGED_HOST],
  ],
};

export interface TlsProxyOptions {
  /** The app behind it. */
  readonly to: URL;
  readonly manner: ProxyManner;
  /** PEM. */
  readonly credentials: { readonly cert: string; readonly key: string };
}

const pairsOf = (raw: readonly string[]): [string, string][] =>
  Array.from({ length: raw.length / 2 }, (_, i): [string, string] => [raw[2 * i] ?? '', raw[2 * i + 1] ?? '']);

/** A proxy in front of one app, on loopback: ends TLS, and says so in headers. */
export class OpenTlsProxy implements TlsProxy {
  readonly setCookies: string[] = [];
  readonly #server: Server;
  readonly #options: TlsProxyOptions;

  private constructor(options: TlsProxyOptions) {
    this.#options = options;
    const target = { host: hostOf(options.to), port: portOf(options.to) };
    this.#server = createServer({ ...options.credentials }, (request, response) => {
      const headers = this.#headersFor(request).flat();
      passOn(request, response, { ...target, headers, answered: (answer) => this.#note(answer) });
    });
  }

  static async open(options: TlsProxyOptions): Promise<OpenTlsProxy> {
    const proxy = new OpenTlsProxy(options);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #note({ headers }: IncomingMessage): void {
    this.setCookies.push(...(headers['set-cookie'] ?? []));
  }

  /** The headers of the person, those that were forged on the way, and what the proxy says itself, behind a forged copy. */
  #headersFor({ rawHeaders, socket }: IncomingMessage): readonly [string, string][] {
    const { manner, to } = this.#options;
    const { host } = new URL(this.url);
    const forged = manner.forged ? FORGED[manner.forged] : [];
    const own: readonly [string, string][] = [
      ['X-Forwarded-For', socket.remoteAddress ?? ''],
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Host', host],
    ];
    const before = (name: string) => forged.find(([each]) => each === name)?.[1];
    const said = own.map(([name, value]): [string, string] => [name, before(name) ? `${before(name)}, ${value}` : value]);
    const others = forged
      .filter(([name]) => !own.some(([each]) => each === name))
      .map(([name, value]): [string, string] => [name, value]);
    const kept = pairsOf(rawHeaders).filter(([name]) => !/^(?:x-forwarded-|forwarded$)/i.test(name));
    const sent = kept.map(([name, value]): [string, string] => {
      const isHost = name.toLowerCase() === 'host' && manner.host === 'replaced';
      return [name, isHost ? to.host : value];
    });
    return [...sent, ...others, ...said];
  }
}

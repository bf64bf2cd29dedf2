/**
 * What the servers of this program answer to a browser: addresses at a vendor become those of the lab, so that the
 * developer's own browser stays there as well. In headers always; in bodies where a browser would go there by itself.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { type HeaderPair, inShapeOf, pairsOf, type WrittenHeaders } from './header-list.ts';
import type { LocalAddresses } from './local-addresses.ts';

/** Pieces of a body that are longer pass as they are. */
const LONGEST_PIECE = 1024 * 1024;

/** Headers that send a browser elsewhere; the last one is that of server actions in Next.js. */
const LEADS_ON = /^(?:location|refresh|x-action-redirect)$/i;

const POLICY = /^content-security-policy(?:-report-only)?$/i;

/** Only browsers send it (`fetch` of Node sends others of its family). */
const isOfBrowser = ({ headers }: IncomingMessage): boolean => headers['sec-fetch-site'] !== undefined;

const PLAIN = 'identity';

/**
 * A compressed body could not be read. Values are replaced where they stand: Node reads `headersDistinct` by the number of
 * headers that it has counted.
 */
const askPlain = ({ headers, headersDistinct, rawHeaders }: IncomingMessage): void => {
  rawHeaders.forEach((name, i) => {
    if (i % 2 === 0 && name.toLowerCase() === 'accept-encoding') rawHeaders[i + 1] = PLAIN;
  });
  if (headers['accept-encoding'] === undefined) return;
  headers['accept-encoding'] = PLAIN;
  headersDistinct['accept-encoding'] = [PLAIN];
};

/** Latin-1 reads and writes any bytes unchanged, and addresses are ASCII: a piece may begin and end anywhere. */
const changedPiece = (chunk: unknown, encoding: unknown, rewrite: (text: string) => string): Buffer | undefined => {
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return undefined;
  const written = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk, written) : Buffer.from(chunk);
  if (bytes.length > LONGEST_PIECE) return undefined;
  const text = bytes.toString('latin1');
  const changed = rewrite(text);
  return changed === text ? undefined : Buffer.from(changed, 'latin1');
};

/** One answer under way: stands in front of the functions that write it. */
class Answer {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #at: LocalAddresses;
  readonly #own: Pick<ServerResponse, 'setHeader' | 'appendHeader' | 'writeHead' | 'write' | 'end'>;
  /** Headers given to `writeHead`, which `getHeader` does not know. */
  #explicit: readonly HeaderPair[] = [];
  #isWritingBody = false;

  constructor(request: IncomingMessage, response: ServerResponse, at: LocalAddresses) {
    const { setHeader, appendHeader, writeHead, write, end } = response;
    this.#own = { setHeader, appendHeader, writeHead, write, end };
    this.#request = request;
    this.#response = response;
    this.#at = at;
  }

  watch(): void {
    const { setHeader, appendHeader, write, end } = this.#own;
    Object.assign(this.#response, {
      setHeader: (name: string, value: OutgoingHttpHeader) => setHeader.call(this.#response, name, this.#value(name, value)),
      appendHeader: (name: string, value: string) => appendHeader.call(this.#response, name, this.#value(name, value) as string),
      writeHead: (...args: unknown[]) => this.#writeHead(args),
      write: (...args: unknown[]) => this.#writeBody(write, args, false),
      end: (...args: unknown[]) => this.#writeBody(end, args, true),
    });
  }

  #value(name: string, value: OutgoingHttpHeader): OutgoingHttpHeader {
    const rewrite = LEADS_ON.test(name) ? this.#at.inHeader : POLICY.test(name) ? this.#at.inPolicy : undefined;
    if (rewrite === undefined || typeof value === 'number') return value;
    return typeof value === 'string' ? rewrite(value) : value.map(rewrite);
  }

  #writeHead(args: unknown[]): unknown {
    const last = args.at(-1);
    if (typeof last === 'object' && last !== null) {
      const headers = last as WrittenHeaders;
      this.#explicit = pairsOf(headers).map(([name, value]) => [name, this.#value(name, value)]);
      args[args.length - 1] = inShapeOf(
        headers,
        this.#explicit.filter(([name]) => !this.#losesLength(name)),
      );
    }
    if (this.#losesLength('content-length') && !this.#response.headersSent) this.#response.removeHeader('content-length');
    return Reflect.apply(this.#own.writeHead, this.#response, args);
  }

  /** The body comes after its head and may become longer. */
  #losesLength(name: string): boolean {
    return name.toLowerCase() === 'content-length' && !this.#isWritingBody && this.#rewrite !== undefined;
  }

  #writeBody(how: (...args: never[]) => unknown, [chunk, encoding, ...rest]: unknown[], isWhole: boolean): unknown {
    this.#isWritingBody = true;
    const changed = this.#rewrite && changedPiece(chunk, encoding, this.#rewrite);
    if (changed === undefined) return Reflect.apply(how, this.#response, [chunk, encoding, ...rest]);
    this.#correctLength(isWhole ? changed.length : undefined);
    return Reflect.apply(how, this.#response, [changed, ...(typeof encoding === 'function' ? [encoding] : rest)]);
  }

  #correctLength(bytes: number | undefined): void {
    if (this.#response.headersSent || !this.#response.hasHeader('content-length')) return;
    if (bytes === undefined) this.#response.removeHeader('content-length');
    else this.#own.setHeader.call(this.#response, 'content-length', bytes);
  }

  get #rewrite(): ((text: string) => string) | undefined {
    if (this.#request.method === 'HEAD' || this.#header('content-encoding') !== '') return undefined;
    const type = this.#header('content-type');
    if (/^\s*text\/html\b/i.test(type)) return this.#at.inHtml;
    return isOfBrowser(this.#request) && /^\s*application\/json\b/i.test(type) ? this.#at.inJson : undefined;
  }

  #header(name: string): string {
    const explicit = this.#explicit.find(([written]) => written.toLowerCase() === name)?.[1];
    return String(explicit ?? this.#response.getHeader(name) ?? '');
  }
}

/** Watches every answer of every HTTP server of this program, from now on. */
export const keepBrowsersHere = (at: LocalAddresses): void =>
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (isOfBrowser(request)) askPlain(request);
    new Answer(request, response, at).watch();
  });

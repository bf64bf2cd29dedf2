/** A reply as it came over a socket. */
export interface RawReply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})(?: [^\r\n]*)?\r\n/;

type Part<T> = { readonly value: T; readonly rest: Buffer } | undefined;

const headerOf = (head: string, name: string): string | undefined =>
  new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, 'im').exec(head)?.[1];

/** A chunked body, undefined while it is incomplete. */
const chunkedBody = (bytes: Buffer): Part<Buffer> => {
  const chunks: Buffer[] = [];
  for (let rest = bytes; ; ) {
    const end = rest.indexOf('\r\n');
    if (end < 0) return undefined;
    const size = Number.parseInt(rest.subarray(0, end).toString('latin1'), 16);
    if (Number.isNaN(size)) throw new SyntaxError('a chunk without its size');
    if (rest.length < end + 2 + size + 2) return undefined;
    chunks.push(rest.subarray(end + 2, end + 2 + size));
    rest = rest.subarray(end + 2 + size + 2);
    if (size === 0) return { value: Buffer.concat(chunks), rest };
  }
};

const bodyAfter = (head: string, status: number, method: string, bytes: Buffer, ended: boolean): Part<Buffer> => {
  if (method === 'HEAD' || status === 204 || status === 304) return { value: Buffer.alloc(0), rest: bytes };
  if (/chunked/i.test(headerOf(head, 'transfer-encoding') ?? '')) return chunkedBody(bytes);
  const length = headerOf(head, 'content-length');
  if (length === undefined) return ended ? { value: bytes, rest: Buffer.alloc(0) } : undefined;
  return bytes.length < Number(length)
    ? undefined
    : { value: bytes.subarray(0, Number(length)), rest: bytes.subarray(Number(length)) };
};

/** Reads the replies to requests of these methods, in their order. Throws SyntaxError for what is not HTTP. */
export class ReplyReader {
  readonly replies: RawReply[] = [];
  readonly #methods: readonly string[];
  #rest: Buffer = Buffer.alloc(0);
  #streams = false;

  constructor(methods: readonly string[]) {
    this.#methods = methods;
  }

  /** True if every request has its reply, or an endless one has begun. */
  get isDone(): boolean {
    return this.#streams || this.replies.length >= this.#methods.length;
  }

  /** Bytes behind the last whole reply. */
  get hasRest(): boolean {
    return this.#rest.length > 0;
  }

  push(chunk: Buffer, ended = false): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#one(ended));
  }

  #one(ended: boolean): boolean {
    const end = this.#rest.indexOf(HEAD_END);
    if (end < 0) return false;
    const head = this.#rest.subarray(0, end + 4).toString('latin1');
    const [, code] = STATUS_LINE.exec(head) ?? [];
    if (code === undefined) throw new SyntaxError(`no status line: ${head.slice(0, 80)}`);
    const after = this.#rest.subarray(end + 4);
    const status = Number(code);
    if (status < 200) {
      this.#rest = after;
      return true;
    }
    if (/^content-type: text\/event-stream/im.test(head)) this.#streams = true;
    const part = bodyAfter(head, status, this.#methods[this.replies.length] ?? 'GET', after, ended);
    if (part === undefined) return false;
    this.replies.push({ status, head, body: part.value.toString('utf8') });
    this.#rest = part.rest;
    return true;
  }
}

import { bodyOf, type Draft } from './draft.ts';

/** A request as bytes. */
export interface Framed {
  readonly bytes: Buffer;
  readonly methods: readonly string[];
  /** False: it ends too early, or is not HTTP. */
  readonly complete: boolean;
}

/** What a request is addressed to: its Host header, and what stands before the path. */
export interface Address {
  readonly host: string;
  readonly path: string;
  /** Headers that lead the way. */
  readonly headers: readonly (readonly [string, string])[];
  /** The whole address in the request line, as proxies take it. */
  readonly absolute?: string;
}

interface Parts {
  readonly method: string;
  readonly target: string;
  readonly lines: readonly string[];
  readonly body: Buffer;
}

const targetOf = ({ query, rawQuery }: Draft, { path, absolute }: Address): string => {
  const asked = new URLSearchParams(query as [string, string][]).toString();
  const behind = [asked, rawQuery ?? ''].filter((text) => text !== '').join('&');
  return `${absolute ?? ''}${path}${behind === '' ? '' : `${path.includes('?') ? '&' : '?'}${behind}`}`;
};

const partsOf = (draft: Draft, address: Address): Parts => {
  const { body, type } = bodyOf(draft);
  const headers = [...address.headers, ...draft.headers];
  const typed = type === undefined || headers.some(([name]) => name.toLowerCase() === 'content-type');
  const all = typed ? headers : [...headers, ['content-type', type] as const];
  return {
    method: draft.method,
    target: targetOf(draft, address),
    lines: [`host: ${address.host}`, ...all.map(([name, value]) => `${name}: ${value}`)],
    body: Buffer.from(body, 'utf8'),
  };
};

const request = ({ method, target, lines, body }: Parts, more: readonly string[], version = '1.1', payload = body): Buffer =>
  Buffer.concat([Buffer.from([`${method} ${target} HTTP/${version}`, ...lines, ...more, '', ''].join('\r\n'), 'utf8'), payload]);

const sized = ({ body }: Parts): string[] => (body.length === 0 ? [] : [`content-length: ${body.length}`]);
const plain = (parts: Parts, ...more: string[]): Buffer => request(parts, [...sized(parts), ...more]);

const chunked = (parts: Parts, size: number): Buffer => {
  const chunks: Buffer[] = [];
  for (let at = 0; at < parts.body.length; at += size) {
    const chunk = parts.body.subarray(at, at + size);
    chunks.push(Buffer.from(`${chunk.length.toString(16)};x="y"\r\n`), chunk, Buffer.from('\r\n'));
  }
  return request(
    parts,
    ['transfer-encoding: chunked'],
    '1.1',
    Buffer.concat([...chunks, Buffer.from('0\r\ntrailer: t\r\n\r\n')]),
  );
};

const one = (bytes: Buffer, { method }: Parts): Framed => ({ bytes, methods: [method], complete: true });
const broken = (bytes: Buffer, ...methods: string[]): Framed => ({ bytes, methods, complete: false });

/** How a request is written. `at`: a number for those that have a place. */
const FRAMINGS = {
  plain: (parts) => one(plain(parts), parts),
  'closes the connection': (parts) => one(plain(parts, 'connection: close'), parts),
  chunked: (parts, at) => one(chunked(parts, 1 + Math.max(at, Math.ceil(parts.body.length / 50))), parts),
  'HTTP/1.0': (parts) => one(request(parts, sized(parts), '1.0'), parts),
  'expects 100-continue': (parts) => one(plain(parts, 'expect: 100-continue'), parts),
  'expects something else': (parts) => one(plain(parts, 'expect: a miracle'), parts),
  pipelined: (parts) => ({
    bytes: Buffer.concat([plain(parts), plain(parts), plain(parts)]),
    methods: Array(3).fill(parts.method),
    complete: true,
  }),
  'wants an upgrade': (parts) => broken(plain(parts, 'connection: upgrade', 'upgrade: websocket'), parts.method),
  'cut anywhere': (parts, at) => broken(plain(parts).subarray(0, at * 7), parts.method),
  'body cut': (parts, at) => broken(request(parts, [`content-length: ${parts.body.length + 1 + at}`]), parts.method),
  'body longer than said': (parts) =>
    broken(
      request({ ...parts, body: Buffer.concat([parts.body, Buffer.from('xx')]) }, [`content-length: ${parts.body.length}`]),
      parts.method,
      'GET',
    ),
  'two lengths': (parts) => broken(request(parts, [`content-length: ${parts.body.length}`, 'content-length: 1']), parts.method),
  'length and chunks': (parts) => broken(request(parts, ['content-length: 3', 'transfer-encoding: chunked']), parts.method),
  'a chunk without end': (parts) =>
    broken(request(parts, ['transfer-encoding: chunked'], '1.1', Buffer.from('ffffff\r\nabc')), parts.method),
  'a broken chunk': (parts) =>
    broken(request(parts, ['transfer-encoding: chunked'], '1.1', Buffer.from('zz\r\nabc\r\n0\r\n\r\n')), parts.method),
  'a negative length': (parts) => broken(request(parts, ['content-length: -1']), parts.method),
  'a huge length': (parts) => broken(request(parts, ['content-length: 99999999999999999999']), parts.method),
  'no Host': (parts) => broken(request({ ...parts, lines: parts.lines.slice(1) }, sized(parts)), parts.method),
  'two Hosts': (parts) => broken(plain({ ...parts, lines: ['host: other.example', ...parts.lines] }), parts.method),
  'lines end with LF': (parts) =>
    broken(Buffer.from(plain(parts).toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), parts.method),
  'a folded header': (parts) => broken(plain(parts, 'x-folded: a', ' b'), parts.method),
  'a header without name': (parts) => broken(plain(parts, ': value'), parts.method),
  'a head that is too long': (parts) => broken(plain(parts, `x-long: ${'h'.repeat(20_000)}`), parts.method),
  'many headers': (parts) => broken(plain(parts, ...Array.from({ length: 1500 }, (_, i) => `x${i}: ${i}`)), parts.method),
  'a byte flipped': (parts, at) => {
    const bytes = plain(parts);
    bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << (at % 8));
    return broken(bytes, parts.method);
  },
  'HTTP/2 preface': (parts) =>
    broken(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1'), parts.method),
  'HTTP/3.7': (parts) => broken(request(parts, sized(parts), '3.7'), parts.method),
  'not HTTP': (parts, at) => broken(Buffer.from(`\x16\x03\x01${'\xff'.repeat(at)}`, 'latin1'), parts.method),
  'the whole address': (parts) =>
    broken(plain({ ...parts, target: `http://${parts.lines[0]?.slice(6)}${parts.target}` }), parts.method),
  'the asterisk': (parts) => broken(plain({ ...parts, target: '*' }), parts.method),
} as const satisfies Record<string, (parts: Parts, at: number) => Framed>;

export type Framing = keyof typeof FRAMINGS;
export const FRAMING_NAMES = Object.keys(FRAMINGS) as Framing[];

/** A request line and headers that HTTP allows; others may be answered with 400, or not at all. */
const isAllowed = ({ method, target, lines }: Parts): boolean =>
  /^[A-Z-]+$/.test(method) &&
  /^[\x21-\x7e]+$/.test(target) &&
  target.length < 12_000 &&
  lines.every((line) => /^[\w-]+: ?[\t\x20-\x7e\x80-\uffff]*$/.test(line)) &&
  lines.join().length < 3000;

export const framed = (draft: Draft, address: Address, framing: Framing, at: number): Framed => {
  const parts = partsOf(draft, address);
  const made = FRAMINGS[framing](parts, at);
  return isAllowed(parts) ? made : { ...made, complete: false };
};

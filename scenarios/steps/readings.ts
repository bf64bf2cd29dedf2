import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Encodings inside encodings are read so deep. */
const MOST_LAYERS = 4;
/** Readings of one text: more are noise. */
const MOST_READINGS = 400;
/** Longest text that an unpacked part becomes, in bytes. */
const MOST_BYTES = 65_536;

type Decoder = (text: string) => readonly Buffer[];

const attempt = (decode: () => Buffer): readonly Buffer[] => {
  try {
    return [decode()];
  } catch {
    return []; // it is not in this encoding
  }
};

const unpacked = (bytes: Buffer): readonly Buffer[] =>
  [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync].flatMap((unpack) =>
    attempt(() => unpack(bytes, { maxOutputLength: MOST_BYTES })),
  );

const percent: Decoder = (text) => (text.includes('%') ? attempt(() => Buffer.from(decodeURIComponent(text))) : []);
const plus: Decoder = (text) => (text.includes('+') ? [Buffer.from(text.replaceAll('+', ' '))] : []);
const hex: Decoder = (text) => (/^(?:[0-9a-f]{2}){4,}$/i.test(text) ? [Buffer.from(text, 'hex')] : []);
const base64: Decoder = (text) => (/^[\w+/-]{6,}={0,2}$/.test(text) ? [Buffer.from(text, 'base64')] : []);
const escaped: Decoder = (text) =>
  text.includes('\\') ? attempt(() => Buffer.from(String(JSON.parse(`"${text.replaceAll('"', '\\"')}"`)))) : [];
const backwards: Decoder = (text) => [Buffer.from([...text].toReversed().join(''))];
const DECODERS: readonly Decoder[] = [percent, plus, hex, base64, escaped];

/** Parts that programs put together: the segments of a JWT, fields of a query, members of JSON. */
const partsOf = (text: string): readonly string[] =>
  text.split(/[.~|:;,&="'{}[\]\s]+/).filter((part) => part.length >= 6 && part !== text);

const next = (text: string): readonly string[] => {
  const decoded = DECODERS.flatMap((decode) => decode(text));
  return [...partsOf(text), ...[...decoded, ...decoded.flatMap(unpacked)].map((bytes) => bytes.toString('utf8'))];
};

/**
 * What anybody can read out of a text that a program passed on: itself, and what it says in percent, hex, base64, JSON, zipped,
 * backwards, and these inside each other. Encrypted text has no other reading.
 */
export const readingsOf = (text: string): readonly string[] => {
  const known = new Set([text, ...backwards(text).map(String)]);
  let layer = [...known];
  for (let depth = 0; depth < MOST_LAYERS && known.size < MOST_READINGS; depth += 1) {
    layer = layer.flatMap(next).filter((reading) => !known.has(reading));
    for (const reading of layer) known.add(reading);
  }
  return [...known];
};

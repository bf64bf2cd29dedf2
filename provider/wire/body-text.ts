import type { HeaderList, Message } from '../model/index.ts';
import type { KeptBody } from './record.ts';

/** Bytes of a body that are kept and shown, when nothing else is said. */
export const BODY_LIMIT_BYTES = 65_536;

const TEXT_TYPE =
  /^\s*(?:text\/|application\/(?:[\w.+-]+\+)?(?:json|xml)\b|application\/(?:x-www-form-urlencoded|javascript|graphql|jwt)\b)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * Keeps a body for later. One over the limit is copied up to it, for a view would hold the whole of it in memory.
 * Everything else stays a reference.
 */
export const keepBody = (body: string | Uint8Array, limitBytes: number): KeptBody => {
  if (typeof body !== 'string') {
    if (body.byteLength <= limitBytes) return { content: body };
    return { content: new Uint8Array(body.subarray(0, limitBytes)), cutFromBytes: body.byteLength };
  }
  if (body.length * 3 <= limitBytes) return { content: body };
  const bytes = Buffer.byteLength(body);
  if (bytes <= limitBytes) return { content: body };
  const kept = Buffer.allocUnsafeSlow(limitBytes);
  return { content: kept.subarray(0, kept.write(body)), cutFromBytes: bytes };
};

/** The value of a header, whatever the spelling of its name; the first one, when it is repeated. */
export const headerValue = (headers: HeaderList, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];

const UTF16 = /^utf-?16/i;

/** Fewer pairs of bytes may be anything. */
const LEAST_LETTERS = 4;

/** Of two bytes in a row one is 0: letters of ASCII. */
const looksLikeUtf16 = (bytes: Uint8Array, zeroAt: 0 | 1): boolean => {
  const count = Math.min(32, bytes.length >> 1);
  if (count < LEAST_LETTERS) return false;
  for (let i = 0; i < count; i += 1) if (bytes[2 * i + zeroAt] !== 0 || bytes[2 * i + 1 - zeroAt] === 0) return false;
  return true;
};

/** By the bytes where they tell, otherwise as the type says: a wrong type must not hide what was sent. */
const charsetOf = (bytes: Uint8Array, type: string): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (looksLikeUtf16(bytes, 1)) return 'utf-16le';
  if (looksLikeUtf16(bytes, 0)) return 'utf-16be';
  const [, declared = 'utf-8'] = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(type) ?? [];
  return UTF16.test(declared) && !bytes.includes(0) ? 'utf-8' : declared;
};

const decodeAs = (charset: string, bytes: Uint8Array, isCut: boolean): string => {
  const known = isEncoding(charset) ? charset : 'utf-8';
  return new TextDecoder(known).decode(bytes, { stream: isCut });
};

const isEncoding = (charset: string): boolean => {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
};

const decodeText = (bytes: Uint8Array, type: string, isCut: boolean): string | undefined => {
  const charset = charsetOf(bytes, type);
  if (TEXT_TYPE.test(type) || UTF16.test(charset)) return decodeAs(charset, bytes, isCut);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined; // not UTF-8, hence binary
  }
};

/** A body as text, with the size of the whole when it was cut. What is not text becomes `[n bytes of TYPE]`. */
export const readBody = ({ content, cutFromBytes }: KeptBody, headers: HeaderList): Pick<Message, 'body' | 'cutFromBytes'> => {
  if (content.length === 0) return {};
  if (typeof content === 'string') return { body: content };
  const type = headerValue(headers, 'content-type') ?? '';
  const text = decodeText(content, type, cutFromBytes !== undefined);
  if (text !== undefined) return cutFromBytes === undefined ? { body: text } : { body: text, cutFromBytes };
  const named = type.split(';', 1)[0]?.trim() || 'unknown type';
  return { body: `[${cutFromBytes ?? content.byteLength} bytes of ${named}]` };
};

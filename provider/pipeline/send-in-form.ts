import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { HeaderList, ReplyForm, WrittenReply } from '../model/index.ts';

const SIZED = new Set(['content-length', 'transfer-encoding', 'content-encoding']);
const COMPRESS = { gzip: gzipSync, br: brotliCompressSync };
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** True unless the client does not name the encoding, or names it with a weight of 0 (RFC 9110 §12.5.3). */
const accepts = (req: IncomingMessage, encoding: string): boolean =>
  new RegExp(`(?:^|,)\\s*(?:${encoding}|\\*)\\s*(?!;\\s*q=0(?:\\.0*)?\\s*(?:,|$))(?:;|,|$)`, 'i').test(
    String(req.headers['accept-encoding'] ?? ''),
  );

const named = (headers: HeaderList, letters: ReplyForm['headerNames']): string[] =>
  headers.flatMap(([name, value]) => {
    if (letters === undefined) return [name, value];
    return [letters === 'upper' ? name.toUpperCase() : name.toLowerCase(), value];
  });

const piecesOf = (bytes: Uint8Array, size = Math.max(1, bytes.length)): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** Sends a reply in the form that a fault asks for. What the log keeps of it is its content. */
export const sendInForm = async (
  res: ServerResponse,
  req: IncomingMessage,
  { status, headers, body }: WrittenReply,
  { headerNames, encoding, byteOrderMark, pieceBytes }: ReplyForm,
): Promise<void> => {
  const whole = Buffer.concat([...(byteOrderMark ? [BYTE_ORDER_MARK] : []), Buffer.from(body as string)]);
  const isPressed = encoding !== undefined && whole.length > 0 && accepts(req, encoding);
  const bytes = isPressed ? COMPRESS[encoding](whole) : whole;
  const own: HeaderList = [
    ...headers.filter(([name]) => !SIZED.has(name.toLowerCase())),
    ...(isPressed ? [['Content-Encoding', encoding] as const, ['Vary', 'Accept-Encoding'] as const] : []),
    ...(pieceBytes === undefined ? [['Content-Length', String(bytes.length)] as const] : []),
  ];
  res.writeHead(status, named(own, headerNames));
  const pieces = req.method === 'HEAD' ? [] : piecesOf(bytes, pieceBytes);
  await pipeline(Readable.from(pieces, { objectMode: false }), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error; // the client disconnected
  });
};

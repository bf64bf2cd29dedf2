import { unescapeOnce } from './escapes.ts';
import type { NamedValue } from './named-value.ts';
import { quotedPrintable } from './readings.ts';

const HEADER = /^([\w-]+):[ \t]*(.*)$/gim;

const boundaryIn = (body: string, type: string): string | undefined => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  return quoted ?? plain ?? /^--([^\r\n]{1,70})\r?\n/.exec(body)?.[1];
};

const decoded = (raw: string, encoding: string): string => {
  if (encoding === 'base64') return Buffer.from(raw, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? (quotedPrintable(raw)?.text ?? raw) : raw;
};

const readPart = (part: string, offset: number): readonly NamedValue[] => {
  const [blank] = /\r?\n\r?\n/.exec(part) ?? [];
  if (blank === undefined) return [];
  const headEnd = part.indexOf(blank);
  const headers = new Map(
    [...part.slice(0, headEnd).matchAll(HEADER)].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
  );
  const [, name] = /[;\s]name="?([^";]*)/i.exec(headers.get('content-disposition') ?? '') ?? [];
  const start = headEnd + blank.length;
  const raw = part.slice(start).replace(/\r?\n$/, '');
  if (!name || raw === '') return [];
  const value = decoded(raw, headers.get('content-transfer-encoding')?.trim().toLowerCase() ?? '');
  return [
    { place: 'form', name: unescapeOnce(name)?.text ?? name, value, start: offset + start, end: offset + start + raw.length },
  ];
};

/** Fields of a form that was sent as `multipart/form-data`, by its type or by how it begins. */
export const readMultipartValues = (body: string, type: string): readonly NamedValue[] => {
  const boundary = boundaryIn(body, type);
  if (boundary === undefined) return [];
  const values: NamedValue[] = [];
  let offset = 0;
  for (const part of body.split(`--${boundary}`)) {
    values.push(...readPart(part, offset));
    offset += part.length + boundary.length + 2;
  }
  return values;
};

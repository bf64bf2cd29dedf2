/** The `authError` parameter of Google's error page: a protocol-buffers message in base64url (catalogue row G-30). */
export interface AuthError {
  readonly error: string;
  readonly description: string;
  readonly helpUrl?: string;
  readonly status: number;
  /** Details of the request: `redirect_uri`. */
  readonly detail?: { readonly name: string; readonly value: string };
}

const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]);

const text = (field: number, value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([(field << 3) | 2, ...varint(bytes.length)]), bytes]);
};

/** Encodes an `authError`. Fields: 1 code, 2 description, 3 help URL (optional), 4 status, 5 details (optional). */
export const writeAuthError = ({ error, description, helpUrl, status, detail }: AuthError): string =>
  Buffer.concat([
    text(1, error),
    text(2, description),
    ...(helpUrl === undefined ? [] : [text(3, helpUrl)]),
    Buffer.from([4 << 3, ...varint(status)]),
    ...(detail === undefined ? [] : [text(5, Buffer.concat([text(1, detail.name), text(2, detail.value)]))]),
  ]).toString('base64url');

/** Decodes a varint of at most four bytes. Undefined if it is not terminated. */
const readVarint = (bytes: Buffer, at: number): { value: number; next: number } | undefined => {
  let value = 0;
  for (let i = 0; i < 4; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return undefined;
    value |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  return undefined;
};

type Fields = Map<number, Buffer | number>;

/** Returns the fields of the message. Undefined if the bytes are not a message. */
const readFields = (bytes: Buffer): Fields | undefined => {
  const fields: Fields = new Map();
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    const number = tag && readVarint(bytes, tag.next);
    if (!tag || !number) return undefined;
    at = number.next;
    if ((tag.value & 7) === 0) fields.set(tag.value >>> 3, number.value);
    else if ((tag.value & 7) === 2 && at + number.value <= bytes.length) {
      fields.set(tag.value >>> 3, bytes.subarray(at, at + number.value));
      at += number.value;
    } else return undefined;
  }
  return fields;
};

const textOf = (fields: Fields | undefined, field: number): string | undefined => {
  const value = fields?.get(field);
  return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
};

const detailOf = (fields: Fields | undefined): AuthError['detail'] => {
  const nested = fields?.get(5);
  const inner = Buffer.isBuffer(nested) ? readFields(nested) : undefined;
  const [name, value] = [textOf(inner, 1), textOf(inner, 2)];
  return name === undefined || value === undefined ? undefined : { name, value };
};

/** Decodes an `authError`. Undefined for anything else. */
export const readAuthError = (value: string): AuthError | undefined => {
  const fields = readFields(Buffer.from(value, 'base64url'));
  const [error, description, helpUrl, detail] = [textOf(fields, 1), textOf(fields, 2), textOf(fields, 3), detailOf(fields)];
  const status = fields?.get(4);
  if (error === undefined || description === undefined || typeof status !== 'number') return undefined;
  return { error, description, status, ...(helpUrl !== undefined && { helpUrl }), ...(detail && { detail }) };
};

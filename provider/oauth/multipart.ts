/** One part of a multipart body. Header names in lower case. */
export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const CRLF = '\r\n';
const MAX_PARTS = 16;
const MAX_HEADER_BYTES = 8192;

/** Returns the `boundary` of a content type, with or without quotes. Undefined without a valid one. @see https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1 */
export const boundaryOf = (contentType: string): string | undefined => {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"\r\n]+)"|([^\s;"]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  return boundary !== undefined && /^[\w'()+,\-./:=? ]{0,69}[\w'()+,\-./:=?]$/.test(boundary) ? boundary : undefined;
};

const readHeaders = (text: string): Readonly<Record<string, string>> | undefined => {
  const headers: Record<string, string> = Object.create(null);
  for (const line of text === '' ? [] : text.split(CRLF)) {
    const [, name, value] = /^([!#$%&'*+\-.^_`|~\w]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    headers[name.toLowerCase()] = value;
  }
  return headers;
};

/** Parses the part between two delimiters. `bytes` begins after the first delimiter line. */
const readPart = (bytes: Buffer): Part | undefined => {
  if (bytes.subarray(0, 2).toString('latin1') === CRLF) return { headers: {}, body: bytes.subarray(2) };
  const end = bytes.indexOf(CRLF + CRLF);
  if (end < 0 || end > MAX_HEADER_BYTES) return undefined;
  const headers = readHeaders(bytes.toString('latin1', 0, end));
  return headers && { headers, body: bytes.subarray(end + 4) };
};

/** Returns the end of the delimiter line at `at`: the start of the next part, or `close` for the last one. */
const afterDelimiter = (body: Buffer, at: number): number | 'close' | undefined => {
  if (body.toString('latin1', at, at + 2) === '--') return 'close';
  const [padding] = /^[ \t]*\r\n/.exec(body.toString('latin1', at, at + 80)) ?? [];
  return padding === undefined ? undefined : at + padding.length;
};

/**
 * Returns the parts of a multipart body (RFC 2046 §5.1), at most 16. Undefined for a truncated body, an invalid delimiter
 * line or an invalid header. Preamble and epilogue are skipped.
 */
export const readMultipart = (body: Buffer, boundary: string): readonly Part[] | undefined => {
  const delimiter = `${CRLF}--${boundary}`;
  const whole = Buffer.concat([Buffer.from(CRLF), body]);
  const parts: Part[] = [];
  let at = whole.indexOf(delimiter);
  while (at >= 0 && parts.length <= MAX_PARTS) {
    const start = afterDelimiter(whole, at + delimiter.length);
    if (start === 'close') return parts;
    if (start === undefined) return undefined;
    const end = whole.indexOf(delimiter, start);
    const part = end < 0 ? undefined : readPart(whole.subarray(start, end));
    if (!part) return undefined;
    parts.push(part);
    at = end;
  }
  return undefined;
};

import { createHash, createHmac } from 'node:crypto';

/** The parts of a request that its signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Path with query, as in the request line. */
  readonly target: string;
  /** The `Date` header, as it was sent. */
  readonly date: string;
  readonly body: Uint8Array;
}

/** Credentials of an `Authorization: HMAC` header. */
export interface HmacCredentials {
  readonly keyId: string;
  /** Base64. */
  readonly signature: string;
}

/** Returns the text that a key signs: method, path with query, `Date` and hex SHA-256 of the body, one per line (P-30). */
export const stringToSign = ({ method, target, date, body }: SignedRequest): string =>
  [method, target, date, createHash('sha256').update(body).digest('hex')].join('\n');

/** Returns the HMAC-SHA-256 of a text in base64. */
export const signatureOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text, 'utf8').digest('base64');

/** Reads `HMAC <key id>:<base64 signature>`. Undefined for any other header. */
export const readHmacCredentials = (authorization: string): HmacCredentials | undefined => {
  const [, keyId, signature] = /^HMAC +([\w.~-]{1,128}):([A-Za-z\d+/]{43}=)$/i.exec(authorization.trim()) ?? [];
  return keyId === undefined || signature === undefined ? undefined : { keyId, signature };
};

/** Returns the time of an HTTP date in epoch seconds. Undefined for any other text. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
export const readHttpDate = (text: string): number | undefined => {
  const milliseconds = Date.parse(text);
  if (!Number.isFinite(milliseconds)) return undefined;
  return new Date(milliseconds).toUTCString() === text ? milliseconds / 1000 : undefined;
};

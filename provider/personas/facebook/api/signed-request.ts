import { createHmac } from 'node:crypto';

/** Payload of a webhook to an app about a person. */
export interface SignedRequest {
  /** App-scoped id. */
  readonly userId: string;
  readonly issuedAtEpochSeconds: number;
}

/**
 * Returns `{signature}.{payload}`, both base64url without padding. The HMAC covers the encoded payload, and the
 * signature is the encoding of its bytes.
 */
export const signedRequest = ({ userId, issuedAtEpochSeconds }: SignedRequest, appSecret: string): string => {
  const claims = { user_id: userId, algorithm: 'HMAC-SHA256', issued_at: issuedAtEpochSeconds };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${createHmac('sha256', appSecret).update(payload).digest('base64url')}.${payload}`;
};

import { createHmac } from 'node:crypto';

/** What Facebook tells an app about a person, without the app having asked. */
export interface SignedRequest {
  /** App-scoped. */
  readonly userId: string;
  readonly issuedAtEpochSeconds: number;
}

/**
 * `{signature}.{payload}`, both base64url without padding. What is signed is the payload *as encoded*, and the
 * signature is encoded from its bytes.
 */
export const signedRequest = ({ userId, issuedAtEpochSeconds }: SignedRequest, appSecret: string): string => {
  const claims = { user_id: userId, algorithm: 'HMAC-SHA256', issued_at: issuedAtEpochSeconds };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${createHmac('sha256', appSecret).update(payload).digest('base64url')}.${payload}`;
};

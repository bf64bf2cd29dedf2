import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { signedRequest } from './signed-request.ts';

const SIGNED = signedRequest({ userId: '10152411392127277', issuedAtEpochSeconds: 1_624_244_156 }, 'a-secret');

it('has its members in the order of the wire', () => {
  const [, payload = ''] = SIGNED.split('.');
  expect(Buffer.from(payload, 'base64url').toString()).toBe(
    '{"user_id":"10152411392127277","algorithm":"HMAC-SHA256","issued_at":1624244156}',
  );
});

it('is signed over the encoded payload, and has no padding', () => {
  const [signature = '', payload = ''] = SIGNED.split('.');
  expect(Buffer.from(signature, 'base64url').equals(createHmac('sha256', 'a-secret').update(payload).digest())).toBe(true);
  expect(SIGNED).not.toContain('=');
});

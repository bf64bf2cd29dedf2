import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { signingKeysOf } from '../../fixtures/keys/index.ts';
import { certificatesFor } from './certificate.ts';

const KEYS = signingKeysOf('google');

it('makes certificates that carry the keys and are signed with them', () => {
  const certificates = Object.entries(certificatesFor(KEYS as never));
  expect(certificates).toHaveLength(KEYS.length);
  for (const [kid, pem] of certificates) {
    const certificate = new X509Certificate(pem);
    const key = KEYS.find((each) => each.kid === kid);
    expect(certificate.publicKey.export({ format: 'jwk' }).n).toBe(key?.n);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toContain('federated-signon');
  }
});

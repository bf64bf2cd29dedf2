import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import type { SigningKey } from '../world/index.ts';
import { signCertificate } from '../x509/index.ts';

const SUBJECT = 'federated-signon.system.gserviceaccount.com';

/** Wide enough for every clock that a test may hold. */
const VALIDITY = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T23:59:59Z') };

/** The serial number of a certificate is positive: the key id without its first bit. */
const serialOf = (kid: string): Buffer => {
  const bytes = Buffer.from(kid.replace(/[^0-9a-f]/g, '').slice(0, 16) || '01', 'hex');
  bytes[0] = (bytes[0] ?? 0) & 0x7f || 1;
  return bytes;
};

const made = new WeakMap<SigningKey, Map<string, string>>();

/** A self-signed X.509 certificate of a key (RFC 5280), in PEM. */
const certificateOf = (key: SigningKey, subject: string): string => {
  const bySubject = made.get(key) ?? new Map<string, string>();
  made.set(key, bySubject);
  const known = bySubject.get(subject);
  if (known !== undefined) return known;
  const jwk = key as JsonWebKey;
  const publicKey = createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e } as JsonWebKey, format: 'jwk' });
  const content = { issuer: subject, subject, serialNumber: serialOf(key.kid), ...VALIDITY, publicKey };
  const text = signCertificate(content, createPrivateKey({ key: jwk, format: 'jwk' }));
  bySubject.set(subject, text);
  return text;
};

/** Certificates of keys, by key id, in the order of the keys. */
export const certificatesFor = (keys: readonly SigningKey[], subject: string = SUBJECT): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.map((key) => [key.kid, certificateOf(key, subject)]));

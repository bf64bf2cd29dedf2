import { createPrivateKey, createPublicKey, createSign, type JsonWebKey } from 'node:crypto';
import type { SigningKey } from '../world/index.ts';

/** DER: tag, length, content. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const SEQUENCE = 0x30;
const NULL = der(0x05);
/** 1.2.840.113549.1.1.11 and 2.5.4.3 */
const SHA256_RSA = der(SEQUENCE, der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), NULL);
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));

const NAME = der(
  SEQUENCE,
  der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from('federated-signon.system.gserviceaccount.com')))),
);
/** Wide enough for every clock that a test may hold. */
const VALIDITY = der(SEQUENCE, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));

/** The serial number of a certificate is positive: the key id without its first bit. */
const serialOf = (kid: string): Buffer => {
  const bytes = Buffer.from(kid.replace(/[^0-9a-f]/g, '').slice(0, 16) || '01', 'hex');
  bytes[0] = (bytes[0] ?? 0) & 0x7f || 1;
  return der(0x02, bytes);
};

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

const made = new WeakMap<SigningKey, string>();

/** A self-signed X.509 certificate of a key (RFC 5280), in PEM. */
const certificateOf = (key: SigningKey): string => {
  const known = made.get(key);
  if (known !== undefined) return known;
  const jwk = key as JsonWebKey;
  const spki = createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e } as JsonWebKey, format: 'jwk' });
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const subject = spki.export({ type: 'spki', format: 'der' });
  const body = der(SEQUENCE, version, serialOf(key.kid), SHA256_RSA, NAME, VALIDITY, NAME, subject);
  const signature = createSign('sha256')
    .update(body)
    .sign(createPrivateKey({ key: jwk, format: 'jwk' }));
  const text = pem(der(SEQUENCE, body, SHA256_RSA, der(0x03, Buffer.from([0]), signature)));
  made.set(key, text);
  return text;
};

/** Certificates of keys, by key id, in the order of the keys. */
export const certificatesFor = (keys: readonly SigningKey[]): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.map((key) => [key.kid, certificateOf(key)]));

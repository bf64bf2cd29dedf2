import { createHash, X509Certificate } from 'node:crypto';

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const TRUSTED_CERTIFICATE = 2;
/** A constant of the format, hashed in front of the content. */
const WHITENER = 'Mighty Aphrodite';
const PASSWORD = 'changeit';

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const text = (value: string): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value)]);
};

const entry = (pem: string, index: number): Buffer => {
  const der = new X509Certificate(pem).raw;
  const createdAt = Buffer.alloc(8);
  return Buffer.concat([uint32(TRUSTED_CERTIFICATE), text(`root-${index}`), createdAt, text('X.509'), uint32(der.length), der]);
};

/**
 * Returns a JKS with certificates only. Java reads it without a password, and cannot read PEM.
 * The digest at its end uses Java's default password.
 */
export const javaTrustStore = (certificates: readonly string[]): Buffer => {
  const content = Buffer.concat([uint32(MAGIC), uint32(VERSION), uint32(certificates.length), ...certificates.map(entry)]);
  const digest = createHash('sha1').update(Buffer.from(PASSWORD, 'utf16le').swap16()).update(WHITENER).update(content).digest();
  return Buffer.concat([content, digest]);
};

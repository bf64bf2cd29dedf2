import { X509Certificate } from 'node:crypto';
import { createAuthority } from '../proxy/authority.ts';

/** The certificate of a vendor's host as a program sees it, and that of its issuer. */
export interface StandInCertificate {
  readonly leaf: X509Certificate;
  readonly issuer: X509Certificate;
}

const made = new Map<string, StandInCertificate>();

/** Returns a certificate for a host; the same one each time. */
export const standInCertificate = (host: string): StandInCertificate => {
  const known = made.get(host);
  if (known) return known;
  const authority = createAuthority([host]);
  const certificate = { leaf: new X509Certificate(authority.issue(host).cert), issuer: new X509Certificate(authority.cert) };
  made.set(host, certificate);
  return certificate;
};

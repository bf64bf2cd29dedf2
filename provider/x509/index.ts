/** X.509 certificates: of signing keys as vendors publish them, and of the proxy. */
export { type CertificateContent, signCertificate } from './certificate.ts';
export { authorityExtensions, serverExtensions } from './extensions.ts';

import { createHash } from 'node:crypto';

/** Returns the id under which a tenant publishes a key: 21 characters. */
export const publishedKid = (kid: unknown): string => createHash('sha256').update(String(kid)).digest('base64url').slice(0, 21);

/** The certificate of a PEM, as `x5c` and `x5t` have it. */
export const certificateMembers = (pem: string): { readonly x5t: string; readonly x5c: readonly string[] } => {
  const base64 = pem.replace(/-----[^-]+-----|\s/g, '');
  const x5t = createHash('sha1').update(Buffer.from(base64, 'base64')).digest('base64url');
  return { x5t, x5c: [base64] };
};

import { hash, timingSafeEqual } from 'node:crypto';

const FORMAT = /^[\w.\-~]{43,128}$/;

/** Whether a text has the form of a code verifier or challenge. @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
export const isPkceText = (text: string): boolean => FORMAT.test(text);

/** Whether a verifier is the one of the challenge of a code. Without a challenge, none may be sent. */
export const provesPossession = (verifier = '', challenge: string | undefined, method: string | undefined): boolean => {
  if (challenge === undefined) return !verifier;
  if (method !== 'S256' || !isPkceText(verifier)) return false;
  const [expected, sent] = [Buffer.from(challenge), Buffer.from(hash('sha256', verifier, 'base64url'))];
  return expected.length === sent.length && timingSafeEqual(expected, sent);
};

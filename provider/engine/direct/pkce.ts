import { hash } from 'node:crypto';
import { isSameText } from '../../world/same-text.ts';

const FORMAT = /^[\w.\-~]{43,128}$/;

/** Whether a text has the form of a code verifier or challenge. @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
export const isPkceText = (text: string): boolean => FORMAT.test(text);

/** Whether a verifier is the one of the challenge of a code. Without a challenge, none may be sent. */
export const provesPossession = (verifier = '', challenge: string | undefined, method: string | undefined): boolean => {
  if (challenge === undefined) return !verifier;
  if (method !== 'S256' || !isPkceText(verifier)) return false;
  return isSameText(challenge, hash('sha256', verifier, 'base64url'));
};

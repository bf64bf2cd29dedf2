import type { LabRequest } from '../../model/index.ts';

/** User name and password. */
export interface UserPassword {
  readonly username: string;
  readonly password: string;
}

const CONTROL = /\p{Cc}/u;

const decoded = (token68: string): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(token68, 'base64'));
  } catch {
    return undefined;
  }
};

/**
 * Reads `Authorization: Basic` in UTF-8. The user name ends at the first colon. Undefined for any other header, for bytes that
 * are not UTF-8 and for control characters. @see https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
export const readBasicCredentials = (authorization: string): UserPassword | undefined => {
  const [, token68] = /^Basic +([A-Za-z\d+/]+={0,2})$/i.exec(authorization.trim()) ?? [];
  const pair = token68 === undefined ? undefined : decoded(token68);
  const colon = pair?.indexOf(':') ?? -1;
  if (pair === undefined || colon < 0 || CONTROL.test(pair)) return undefined;
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
};

/** Returns the challenge of Basic. @see https://www.rfc-editor.org/rfc/rfc7617#section-2.1 */
export const basicChallenge = (realm: string): string => `Basic realm="${realm}", charset="UTF-8"`;

/** E-mail address and password of a Basic header. Undefined for a request without one. */
export const basicCredentials = ({ headers }: LabRequest): { readonly email: string; readonly password: string } | undefined => {
  const sent = readBasicCredentials(headers.authorization ?? '');
  return sent && { email: sent.username, password: sent.password };
};

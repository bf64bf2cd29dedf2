import type { Reply, VendorFailure } from '../../../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** Returns the body of a refusal with members in Facebook's order. A behaviour appends the trace id. */
export const graphErrorBody = ({ message, type = 'OAuthException', code, subcode, isTransient }: VendorFailure): Json => ({
  error: {
    message,
    type,
    ...(isTransient !== undefined && { is_transient: isTransient }),
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
  },
});

/** Returns a refusal with status 400 by default, because Facebook does not use 401. Behaviours add challenge, trace id and other headers. */
export const graphError = (failure: VendorFailure): Reply => ({
  status: failure.status ?? 400,
  headers: [
    ['Content-Type', 'application/json; charset=UTF-8'],
    ['Cache-Control', 'no-store'],
  ],
  body: { json: graphErrorBody(failure) },
});

/** Returns the error object of a body, if it has Facebook's format. */
export const readGraphError = (body: unknown): { message: string; code: number; subcode?: number } | undefined => {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof error !== 'object' || error === null || !('message' in error) || !('code' in error)) return undefined;
  const { message, code } = error;
  if (typeof message !== 'string' || typeof code !== 'number') return undefined;
  const subcode = 'error_subcode' in error ? Number(error.error_subcode) : undefined;
  return { message, code, ...(subcode !== undefined && { subcode }) };
};

const isAboutACode = (message: string): boolean => /authorization code|verification code/i.test(message);

/** Error of the challenge: invalid token, code or request. */
export const challengeReason = ({ message, code }: { message: string; code: number }): string => {
  if (code === 190) return 'invalid_token';
  return isAboutACode(message) ? 'invalid_code' : 'invalid_request';
};

/** Makes a text fit a quoted header value: quotes are escaped, line ends and non-Latin letters replaced. */
const headerSafe = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/["\\]/g, '\\$&');

/** Returns the value of `WWW-Authenticate`: four quoted strings instead of the `key=value` pairs of RFC 7235. */
export const graphChallenge = (error: { message: string; code: number }): string =>
  `OAuth "Facebook Platform" "${challengeReason(error)}" "${headerSafe(error.message)}"`;

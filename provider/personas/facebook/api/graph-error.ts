import type { Reply, VendorFailure } from '../../../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** The body of a refusal, its members in Facebook's order; the trace id comes last and is added as the reply goes out. */
export const graphErrorBody = ({ message, type = 'OAuthException', code, subcode, isTransient }: VendorFailure): Json => ({
  error: {
    message,
    type,
    ...(isTransient !== undefined && { is_transient: isTransient }),
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
  },
});

/** A refusal as it leaves the persona: 400 unless it says otherwise, for Facebook does not know 401; challenge, trace id and the rest of the headers are behaviours of their own. */
export const graphError = (failure: VendorFailure): Reply => ({
  status: failure.status ?? 400,
  headers: [
    ['Content-Type', 'application/json; charset=UTF-8'],
    ['Cache-Control', 'no-store'],
  ],
  body: { json: graphErrorBody(failure) },
});

/** The error object of a body, when it has one of Facebook's shape. */
export const readGraphError = (body: unknown): { message: string; code: number; subcode?: number } | undefined => {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof error !== 'object' || error === null || !('message' in error) || !('code' in error)) return undefined;
  const { message, code } = error;
  if (typeof message !== 'string' || typeof code !== 'number') return undefined;
  const subcode = 'error_subcode' in error ? Number(error.error_subcode) : undefined;
  return { message, code, ...(subcode !== undefined && { subcode }) };
};

const isAboutACode = (message: string): boolean => /authorization code|verification code/i.test(message);

/** What the challenge says is wrong: the token, the code, or the request. */
export const challengeReason = ({ message, code }: { message: string; code: number }): string => {
  if (code === 190) return 'invalid_token';
  return isAboutACode(message) ? 'invalid_code' : 'invalid_request';
};

/** Nothing that a header cannot carry: line ends, quotes, letters beyond Latin. */
const headerSafe = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .replaceAll('"', "'");

/** Value of `WWW-Authenticate`: four quoted words and no `key=value` pairs, unlike RFC 7235. */
export const graphChallenge = (error: { message: string; code: number }): string =>
  `OAuth "Facebook Platform" "${challengeReason(error)}" "${headerSafe(error.message)}"`;

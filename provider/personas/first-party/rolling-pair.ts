import { createHash } from 'node:crypto';

/** What a client sends with each request of a rolling session. */
export interface RollingCredentials {
  readonly requestToken: string;
  /** As it was sent: epoch seconds. */
  readonly timestamp: string;
  /** Hex MD5 of private token and timestamp. */
  readonly accessToken: string;
}

/** Headers of a rolling session, in lower case. */
export const ROLLING_HEADERS = {
  requestToken: 'x-request-token',
  timestamp: 'x-timestamp',
  accessToken: 'x-access-token',
} as const;

/** Returns the access token of one request: hex MD5 of private token and timestamp, without a separator (P-21). */
export const accessTokenOf = (privateToken: string, timestamp: string): string =>
  createHash('md5')
    .update(privateToken + timestamp, 'utf8')
    .digest('hex');

/** Reads the three headers. Undefined unless all are there, and well-formed. The hex digits may have either case. */
export const readRollingCredentials = (headers: Readonly<Record<string, string>>): RollingCredentials | undefined => {
  const requestToken = headers[ROLLING_HEADERS.requestToken] ?? '';
  const timestamp = headers[ROLLING_HEADERS.timestamp] ?? '';
  const accessToken = (headers[ROLLING_HEADERS.accessToken] ?? '').toLowerCase();
  const isWellFormed = /^[\w-]{1,128}$/.test(requestToken) && /^\d{1,12}$/.test(timestamp) && /^[\da-f]{32}$/.test(accessToken);
  return isWellFormed ? { requestToken, timestamp, accessToken } : undefined;
};

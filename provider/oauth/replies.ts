import type { HeaderList, LabRequest, Reply } from '../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** Returns a JSON reply of the plain engine: compact, not cacheable. */
export const jsonReply = (status: number, body: Json, headers: HeaderList = [['Cache-Control', 'no-store']]): Reply => ({
  status,
  headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers],
  body: { json: body },
});

/** Returns a redirect. The URL is not re-encoded, because its encoding is the vendor's. */
export const redirect = (location: string): Reply => ({
  status: 302,
  headers: [
    ['Location', location],
    ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ],
  body: '',
});

/** The plain engine's reply if no route matches. */
export const plainNotFound = (request: LabRequest): Reply =>
  jsonReply(404, {
    error: 'invalid_request',
    error_description: `unrecognized route or not allowed method (${request.method} on ${request.url.pathname})`,
  });

import type { HeaderList, LabRequest, Reply } from '../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** A JSON reply as the plain engine sends it: compact, never cached. */
export const jsonReply = (status: number, body: Json, headers: HeaderList = [['Cache-Control', 'no-store']]): Reply => ({
  status,
  headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers],
  body: { json: body },
});

/** A redirect. The address goes out as it is: its encoding is part of what a vendor does. */
export const redirect = (location: string): Reply => ({
  status: 302,
  headers: [
    ['Location', location],
    ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ],
  body: '',
});

/** What the plain engine says where no route fits. */
export const plainNotFound = (request: LabRequest): Reply =>
  jsonReply(404, {
    error: 'invalid_request',
    error_description: `unrecognized route or not allowed method (${request.method} on ${request.url.pathname})`,
  });

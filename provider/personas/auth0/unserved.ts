import type { LabRequest, Reply } from '../../model/index.ts';

const MANAGEMENT = /^\/api\/v2\//;

/** The first answer of the Management API, which looks at the credential before the path. */
const missingAuthentication: Reply = {
  status: 401,
  headers: [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['WWW-Authenticate', 'Bearer'],
  ],
  body: { json: { statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' } },
};

/** What Auth0 checks first: the Management API the credential. */
export const refuseUnserved = async ({ url, headers }: LabRequest): Promise<Reply | undefined> =>
  MANAGEMENT.test(url.pathname) && headers.authorization === undefined ? missingAuthentication : undefined;

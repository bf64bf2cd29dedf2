import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { unrouted } from './auth0-route.ts';

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

/** Answers what the lab does not serve as Auth0 begins to. */
export const unserved = (request: LabRequest, ports?: Ports): Reply => {
  const isBare = request.headers.authorization === undefined;
  return MANAGEMENT.test(request.url.pathname) && isBare ? missingAuthentication : unrouted(request, ports);
};

import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { type Publisher, publish } from '../../oauth/documents.ts';
import { auth0Route, unrouted } from './auth0-route.ts';
import { ENDPOINTS } from './endpoints.ts';
import { plainDiscovery } from './metadata.ts';
import { SCOPES } from './user.ts';

const AUTH0: Publisher = {
  plainDiscovery: (issuer, at) => plainDiscovery(issuer, at, SCOPES),
  write: (_, json) => JSON.stringify(json),
  certificateSubject: ({ url }) => url.host,
  unrouted,
};

/** A route for a published document, with GET and HEAD. */
const documentAt = (name: 'discovery' | 'jwks', vendorUrl: string) =>
  auth0Route(
    name,
    ['GET', 'HEAD'],
    vendorUrl,
    (request: LabRequest, ports: Ports): Promise<Reply> => publish(name, AUTH0, request, ports),
  );

export const documentRoutes = [
  documentAt('discovery', ENDPOINTS.discovery),
  documentAt('discovery', ENDPOINTS.metadata),
  documentAt('jwks', ENDPOINTS.jwks),
];

import { type DocumentName, type Publisher, publish } from '../../oauth/documents.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute, unrouted } from './google-route.ts';
import { plainDiscovery } from './metadata.ts';
import { SCOPE_LIST } from './scopes.ts';

/** Google indents the discovery document by one space and the keys by two. */
const INDENT: Readonly<Record<DocumentName, number>> = { discovery: 1, jwks: 2, certificates: 2 };

const GOOGLE: Publisher = {
  plainDiscovery: (issuer, at) => plainDiscovery(issuer, at, SCOPE_LIST),
  write: (name, json) => `${JSON.stringify(json, undefined, INDENT[name])}\n`,
  unrouted,
};

/** A route for a published document, with GET and HEAD. */
const documentAt = (name: DocumentName, vendorUrl: string) =>
  googleRoute(name === 'certificates' ? 'jwks' : name, ['GET', 'HEAD'], vendorUrl, (request, ports) =>
    publish(name, GOOGLE, request, ports),
  );

export const documentRoutes = [
  documentAt('discovery', ENDPOINTS.discovery),
  documentAt('discovery', ENDPOINTS.metadata),
  documentAt('jwks', ENDPOINTS.jwks),
  documentAt('certificates', ENDPOINTS.certificates),
];

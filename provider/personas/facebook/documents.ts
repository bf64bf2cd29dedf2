import { type DocumentName, type Publisher, publish } from '../../oauth/documents.ts';
import { ALSO_DOCUMENTS, ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted } from './facebook-route.ts';
import { plainDiscovery } from './metadata.ts';
import { SCOPE_LIST } from './scopes.ts';

/** Facebook indents only the discovery document, by three spaces. */
const INDENT: Readonly<Record<DocumentName, number>> = { discovery: 3, jwks: 0, certificates: 0 };

const FACEBOOK: Publisher = {
  plainDiscovery: (issuer, at) => plainDiscovery(issuer, at, SCOPE_LIST),
  write: (name, json) => JSON.stringify(json, undefined, INDENT[name]),
  unrouted,
};

/** A route for a published document, with GET and HEAD, on every host with documents. */
const documentAt = (name: DocumentName, vendorUrl: string) =>
  facebookRoute(
    name === 'certificates' ? 'jwks' : name,
    ['GET', 'HEAD'],
    vendorUrl,
    (request, ports) => publish(name, FACEBOOK, request, ports),
    { alsoAt: ALSO_DOCUMENTS.filter((host) => host !== new URL(vendorUrl).host) },
  );

export const documentRoutes = [
  documentAt('discovery', ENDPOINTS.discovery),
  documentAt('jwks', ENDPOINTS.jwks),
  documentAt('certificates', ENDPOINTS.certificates),
];

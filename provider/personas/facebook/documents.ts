import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { ALSO_DOCUMENTS, ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted } from './facebook-route.ts';
import { plainDiscovery } from './metadata.ts';
import { KNOWN_SCOPES } from './scopes.ts';

type Json = Readonly<Record<string, unknown>>;
type Name = 'discovery' | 'jwks' | 'certificates';

const PLAIN_HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Access-Control-Allow-Origin', '*'],
];

/** Facebook indents its discovery document by three spaces and nothing else. */
const INDENT: Readonly<Record<Name, number>> = { discovery: 3, jwks: 0, certificates: 0 };

const plainBody = async (name: Name, ports: Ports): Promise<Json> => {
  if (name === 'jwks') return { keys: await ports.engine.jwks() };
  if (name === 'certificates') return ports.engine.certificates();
  return plainDiscovery(ports.issuer(), (url) => ports.address(url), [...KNOWN_SCOPES]);
};

const publish = async (name: Name, request: LabRequest, ports: Ports): Promise<Reply> => {
  const plain = await plainBody(name, ports);
  const address = (url: string) => ports.address(url);
  const turn = { name, plain, issuer: ports.issuer(), address, nowEpochSeconds: ports.nowEpochSeconds() };
  const decided = ports.ask('document', turn);
  if (!decided && name === 'certificates') return unrouted(request, ports);
  if (!decided) return { status: 200, headers: PLAIN_HEADERS, body: JSON.stringify(plain) };
  return { status: 200, headers: decided.headers, body: JSON.stringify(decided.body, undefined, INDENT[name]) };
};

/** One published document, for GET and HEAD. */
const documentAt = (name: Name, vendorUrl: string) =>
  facebookRoute(
    name === 'certificates' ? 'jwks' : name,
    ['GET', 'HEAD'],
    vendorUrl,
    (request, ports) => publish(name, request, ports),
    { alsoAt: ALSO_DOCUMENTS.filter((host) => host !== new URL(vendorUrl).host) },
  );

export const documentRoutes = [
  documentAt('discovery', ENDPOINTS.discovery),
  documentAt('jwks', ENDPOINTS.jwks),
  documentAt('certificates', ENDPOINTS.certificates),
];

import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute, unrouted } from './google-route.ts';
import { plainDiscovery } from './metadata.ts';
import { KNOWN_SCOPES } from './scopes.ts';

type Json = Readonly<Record<string, unknown>>;
type Name = 'discovery' | 'jwks' | 'certificates';

const PLAIN_HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Access-Control-Allow-Origin', '*'],
];
/** Google indents its discovery document by one space and its keys by two. */
const INDENT: Readonly<Record<Name, number>> = { discovery: 1, jwks: 2, certificates: 2 };

const plainBody = async (name: Name, ports: Ports): Promise<Json> => {
  if (name === 'jwks') return { keys: await ports.engine.jwks() };
  if (name === 'certificates') return ports.engine.certificates();
  return plainDiscovery(ports.issuer(), (url) => ports.address(url), [...KNOWN_SCOPES]);
};

const publish = async (name: Name, request: LabRequest, ports: Ports): Promise<Reply> => {
  const plain = await plainBody(name, ports);
  const about = {
    issuer: ports.issuer(),
    address: (url: string) => ports.address(url),
    nowEpochSeconds: ports.nowEpochSeconds(),
  };
  const decided = ports.ask('document', { name, plain, ...about });
  if (!decided && name === 'certificates') return unrouted(request, ports);
  if (!decided) return { status: 200, headers: PLAIN_HEADERS, body: JSON.stringify(plain) };
  return { status: 200, headers: decided.headers, body: `${JSON.stringify(decided.body, undefined, INDENT[name])}\n` };
};

/** One published document, for GET and HEAD. */
const documentAt = (name: Name, vendorUrl: string) =>
  googleRoute(name === 'certificates' ? 'jwks' : name, ['GET', 'HEAD'], vendorUrl, (request, ports) =>
    publish(name, request, ports),
  );

export const documentRoutes = [
  documentAt('discovery', ENDPOINTS.discovery),
  documentAt('discovery', ENDPOINTS.metadata),
  documentAt('jwks', ENDPOINTS.jwks),
  documentAt('certificates', ENDPOINTS.certificates),
];

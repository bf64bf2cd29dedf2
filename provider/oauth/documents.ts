import type { LabRequest, Ports, Reply, Stages } from '../model/index.ts';
import type { Unrouted } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** Documents that a vendor can publish. */
export type DocumentName = Stages['document']['input']['name'];

const PLAIN_HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Access-Control-Allow-Origin', '*'],
];

/** How a vendor publishes documents. `write` serializes them. */
export interface Publisher {
  readonly plainDiscovery: (issuer: string, at: (vendorUrl: string) => string) => Json;
  readonly write: (name: DocumentName, json: unknown) => string;
  /** Returns the common name of the certificates that stand beside the keys. Default: there are none. */
  readonly certificateSubject?: (request: LabRequest) => string;
  readonly unrouted: Unrouted;
}

const plainBody = async (name: DocumentName, { plainDiscovery }: Publisher, ports: Ports): Promise<Json> => {
  if (name === 'jwks') return { keys: await ports.engine.jwks() };
  if (name === 'certificates') return ports.engine.certificates();
  return plainDiscovery(ports.issuer(), (url) => ports.address(url));
};

/** Returns a document of the vendor, or of the plain engine, which has no certificates. */
export const publish = async (name: DocumentName, publisher: Publisher, request: LabRequest, ports: Ports): Promise<Reply> => {
  const plain = await plainBody(name, publisher, ports);
  const address = (url: string) => ports.address(url);
  const subject = name === 'jwks' ? publisher.certificateSubject?.(request) : undefined;
  const certificates = subject === undefined ? {} : { certificates: await ports.engine.certificates(subject) };
  const about = { issuer: ports.issuer(), address, nowEpochSeconds: ports.nowEpochSeconds() };
  const input = { name, plain, ...about, ...certificates };
  const decided = ports.ask('document', input);
  if (decided)
    return { status: 200, headers: decided.headers, body: { json: decided.body, write: (json) => publisher.write(name, json) } };
  if (name === 'certificates') return publisher.unrouted(request, ports);
  return { status: 200, headers: PLAIN_HEADERS, body: { json: plain } };
};

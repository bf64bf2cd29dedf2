/**
 * What a program sees of a TLS connection that the lab answers: the state that a handshake with the vendor leaves. Nothing is
 * encrypted, because nothing leaves this process.
 */
import { createRequire } from 'node:module';
import type { TLSSocket } from 'node:tls';
import type { StandInCertificate } from './stand-in-certificate.ts';

/** What a client offers in the handshake. `ALPNProtocols`: in the bytes of the protocol, or as a list. */
export interface ClientHello {
  servername?: string | undefined;
  host?: string | null | undefined;
  ALPNProtocols?: unknown;
}

/** The only protocol in which the lab answers; other than this one, none is negotiated. */
const SPOKEN = 'http/1.1';

/** Names, each behind its length in one byte (RFC 7301 section 3.1). */
const namesIn = (bytes: Buffer): readonly string[] => {
  const names: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 + (bytes[at] ?? 0)) {
    names.push(bytes.toString('latin1', at + 1, at + 1 + (bytes[at] ?? 0)));
  }
  return names;
};

const offered = (protocols: unknown): readonly unknown[] => {
  if (protocols instanceof Uint8Array) return namesIn(Buffer.from(protocols));
  return Array.isArray(protocols) ? protocols : [];
};

/** Leaves of what a client offers what the lab speaks: with a server that does not speak HTTP/2, clients go on by HTTP/1.1. */
export const offerHttp1 = (hello: ClientHello): void => {
  hello.ALPNProtocols = offered(hello.ALPNProtocols).includes(SPOKEN) ? [SPOKEN] : [];
};

/** Loaded when a program looks at a certificate, which few do: the library behind it takes longer than the rest of the preload. */
const certificateOf = (host: string): StandInCertificate => {
  const file = import.meta.url.endsWith('.ts') ? './stand-in-certificate.ts' : './stand-in-certificate.cjs';
  const { standInCertificate } = createRequire(import.meta.url)(file) as typeof import('./stand-in-certificate.ts');
  return standInCertificate(host);
};

const legacyObject = (host: string, detailed: boolean): object => {
  const { leaf, issuer } = certificateOf(host);
  const [own, above] = [leaf.toLegacyObject(), issuer.toLegacyObject()];
  return detailed ? { ...own, issuerCertificate: Object.assign(above, { issuerCertificate: above }) } : own;
};

/** Makes a socket of the interceptor, whose handshake it calls unverified, report that of a server that was verified. */
export const reportVerified = (
  socket: TLSSocket & { readonly secureConnecting?: boolean },
  { servername, host }: ClientHello,
): void => {
  const name = servername || host || 'localhost';
  const isDone = (): boolean => !socket.secureConnecting;
  const ignore = (): void => undefined;
  Object.defineProperties(socket, {
    authorized: { configurable: true, enumerable: true, get: isDone, set: ignore },
    authorizationError: { configurable: true, enumerable: true, get: () => null, set: ignore },
    getPeerCertificate: {
      configurable: true,
      value: (detailed = false) => (socket.destroyed ? null : isDone() ? legacyObject(name, detailed) : {}),
    },
    getPeerX509Certificate: {
      configurable: true,
      value: () => (isDone() && !socket.destroyed ? certificateOf(name).leaf : undefined),
    },
  });
};

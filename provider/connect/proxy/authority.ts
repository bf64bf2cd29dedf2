import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { domainOfHost } from '../../model/hosts.ts';
import { realNowEpochMs } from '../../world/clock.ts';
import { randomDigits } from '../../world/random.ts';
import { authorityExtensions, type CertificateContent, serverExtensions, signCertificate } from '../../x509/index.ts';

/** A certificate and its key, PEM. */
export interface Credentials {
  readonly cert: string;
  readonly key: string;
}

/** Signs for the hosts that it was made for, and for no other: a client that checks name constraints believes it nothing else. */
export interface Authority {
  /** The hosts that it may sign for. */
  readonly hosts: readonly string[];
  /** Its own certificate, PEM. */
  readonly cert: string;
  /** Digest of the key of every server that it signs for: SHA-256 of the SPKI, base64, as Chromium takes it. */
  readonly serverKeyDigest: string;
  /** Credentials of a server; the same ones each time. */
  issue(host: string): Credentials;
}

const DAY_MS = 86_400_000;
/** Clients whose clock is shifted with a world still find them valid: a month back, and longer than a world can be shifted (10 years). */
const VALID_DAYS = { before: 30, after: 3_700 };

const AUTHORITY_NAME = 'Login Lab, this run only';
const SERVER_NAME = 'Stand-in by Login Lab';

/** Other names of `localhost`; other hosts have no address here. */
const addressesOf = (host: string): readonly string[] => (host === 'localhost' ? ['127.0.0.1', '::1'] : []);

const newPair = (): { publicKey: KeyObject; privateKey: KeyObject } => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** 30 digits fill 13 bytes: positive, and without leading zeros. */
const newSerialNumber = (): Buffer => Buffer.from(BigInt(randomDigits(30)).toString(16).padStart(26, '0'), 'hex');

const validity = (): Pick<CertificateContent, 'notBefore' | 'notAfter'> => {
  const now = realNowEpochMs();
  const at = (days: number) => new Date(Math.floor(now / 1000) * 1000 + days * DAY_MS);
  return { notBefore: at(-VALID_DAYS.before), notAfter: at(VALID_DAYS.after) };
};

/** Makes an authority for these hosts. Its key stays in the memory of this process, and nothing installs it anywhere. */
export const createAuthority = (hosts: readonly string[]): Authority => {
  const { publicKey, privateKey } = newPair();
  const server = newPair();
  const sign = (subject: string, content: Pick<CertificateContent, 'publicKey' | 'extensions'>): string =>
    signCertificate({ issuer: AUTHORITY_NAME, subject, serialNumber: newSerialNumber(), ...validity(), ...content }, privateKey);
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const issue = (host: string): Credentials => {
    const extensions = serverExtensions(server.publicKey, publicKey, host, addressesOf(host));
    return { cert: sign(SERVER_NAME, { publicKey: server.publicKey, extensions }), key };
  };
  const issued = new Map<string, Credentials>();
  return {
    hosts,
    cert: sign(AUTHORITY_NAME, {
      publicKey,
      extensions: authorityExtensions(publicKey, hosts.map(domainOfHost), hosts.flatMap(addressesOf)),
    }),
    serverKeyDigest: createHash('sha256')
      .update(server.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64'),
    issue(host) {
      const credentials = issued.get(host) ?? issue(host);
      issued.set(host, credentials);
      return credentials;
    },
  };
};

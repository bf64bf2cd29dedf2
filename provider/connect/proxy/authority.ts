import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { realNowEpochMs } from '../../world/clock.ts';
import { randomDigits } from '../../world/random.ts';

/** A certificate and its key, PEM. */
export interface Credentials {
  readonly cert: string;
  readonly key: string;
}

/** Signs for the hosts that it was made for, and for no other: a client that checks name constraints believes it nothing else. */
export interface Authority {
  /** Its own certificate, PEM. */
  readonly cert: string;
  /** Digest of the key of every server that it signs for: SHA-256 of the SPKI, base64, as Chromium takes it. */
  readonly serverKeyDigest: string;
  /** Credentials of a server; the same ones each time. */
  issue(host: string): Credentials;
}

const DAY_MS = 86_400_000;
/** Clients whose clock is held elsewhere still find them valid: a month back, most of a year ahead. */
const VALID_DAYS = { before: 30, after: 330 };

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const ALGORITHM = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });

const nameOf = (commonName: string): Name =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: commonName }) }),
    ]),
  ]);

const extension = (extnID: string, critical: boolean, value: unknown): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

const publicInfo = (key: KeyObject): SubjectPublicKeyInfo =>
  AsnConvert.parse(key.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo);

const keyIdentifier = (key: KeyObject): ArrayBuffer =>
  new Uint8Array(
    createHash('sha1')
      .update(Buffer.from(publicInfo(key).subjectPublicKey))
      .digest(),
  ).buffer;

const newPair = (): { publicKey: KeyObject; privateKey: KeyObject } => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** 30 digits fill 13 bytes: positive, and without leading zeros. */
const newSerialNumber = (): ArrayBuffer =>
  new Uint8Array(Buffer.from(BigInt(randomDigits(30)).toString(16).padStart(26, '0'), 'hex')).buffer;

const validity = (): Validity => {
  const now = realNowEpochMs();
  const at = (days: number) => new Date(Math.floor(now / 1000) * 1000 + days * DAY_MS);
  return new Validity({ notBefore: at(-VALID_DAYS.before), notAfter: at(VALID_DAYS.after) });
};

interface Signing {
  readonly issuer: Name;
  readonly subject: Name;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extensions: readonly Extension[];
}

const signed = ({ issuer, subject, publicKey, signingKey, extensions }: Signing): string => {
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: newSerialNumber(),
    signature: ALGORITHM,
    issuer,
    validity: validity(),
    subject,
    subjectPublicKeyInfo: publicInfo(publicKey),
    extensions: new Extensions([...extensions]),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), signingKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: ALGORITHM,
    signatureValue: new Uint8Array(signature).buffer,
  });
  return pem(Buffer.from(AsnConvert.serialize(certificate)));
};

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;

const AUTHORITY_NAME = 'Login Lab, this run only';

const authorityExtensions = (key: KeyObject, hosts: readonly string[]): Extension[] => {
  const subtrees = hosts.map((host) => new GeneralSubtree({ base: new GeneralName({ dNSName: host }) }));
  return [
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
    extension(id_ce_nameConstraints, true, new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) })),
    extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key))),
  ];
};

const serverExtensions = (key: KeyObject, authorityKey: KeyObject, host: string): Extension[] => [
  extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
  extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
  extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
  extension(id_ce_subjectAltName, false, new SubjectAlternativeName([new GeneralName({ dNSName: host })])),
  extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key))),
  extension(
    id_ce_authorityKeyIdentifier,
    false,
    new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier(authorityKey)) }),
  ),
];

/** Makes an authority for these hosts. Its key stays in the memory of this process, and nothing installs it anywhere. */
export const createAuthority = (hosts: readonly string[]): Authority => {
  const { publicKey, privateKey } = newPair();
  const issuer = nameOf(AUTHORITY_NAME);
  const extensions = authorityExtensions(publicKey, hosts);
  const cert = signed({ issuer, subject: issuer, publicKey, signingKey: privateKey, extensions });
  const issued = new Map<string, Credentials>();
  const server = newPair();
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const issue = (host: string): Credentials => {
    const more = serverExtensions(server.publicKey, publicKey, host);
    const subject = nameOf('Stand-in by Login Lab');
    return { cert: signed({ issuer, subject, publicKey: server.publicKey, signingKey: privateKey, extensions: more }), key };
  };
  return {
    cert,
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

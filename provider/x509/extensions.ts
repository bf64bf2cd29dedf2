import { createHash, type KeyObject } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  Extension,
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
  NameConstraints,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import { publicInfo } from './certificate.ts';

const extension = (extnID: string, critical: boolean, value: unknown): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

/** SHA-1 of the public key (RFC 5280 section 4.2.1.2, method 1). */
const keyIdentifier = (key: KeyObject): ArrayBuffer =>
  new Uint8Array(
    createHash('sha1')
      .update(Buffer.from(publicInfo(key).subjectPublicKey))
      .digest(),
  ).buffer;

/** Extensions of an authority that may sign for these hosts and no others. */
export const authorityExtensions = (key: KeyObject, hosts: readonly string[]): readonly Extension[] => {
  const subtrees = hosts.map((host) => new GeneralSubtree({ base: new GeneralName({ dNSName: host }) }));
  return [
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
    extension(id_ce_nameConstraints, true, new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) })),
    extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key))),
  ];
};

/** Extensions of a TLS server of this host, also by IP addresses. */
export const serverExtensions = (
  key: KeyObject,
  authorityKey: KeyObject,
  host: string,
  addresses: readonly string[] = [],
): readonly Extension[] => [
  extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
  extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
  extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
  extension(
    id_ce_subjectAltName,
    false,
    new SubjectAlternativeName([
      new GeneralName({ dNSName: host }),
      ...addresses.map((iPAddress) => new GeneralName({ iPAddress })),
    ]),
  ),
  extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key))),
  extension(
    id_ce_authorityKeyIdentifier,
    false,
    new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier(authorityKey)) }),
  ),
];

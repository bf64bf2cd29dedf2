import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { authorityExtensions, serverExtensions, signCertificate } from './index.ts';

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** What a client says of a server that an authority for `hosts` and `addresses` has signed for. */
const verdict = async (
  allowed: { readonly hosts: readonly string[]; readonly addresses?: readonly string[] },
  signed: { readonly host: string; readonly addresses: readonly string[] },
): Promise<string> => {
  const [authority, server] = [newPair(), newPair()];
  const sign = (subject: string, content: Pick<Parameters<typeof signCertificate>[0], 'publicKey' | 'extensions'>) =>
    signCertificate(
      {
        issuer: 'a',
        subject,
        serialNumber: Buffer.from([1]),
        notBefore: new Date(0),
        notAfter: new Date('2200-01-01'),
        ...content,
      },
      authority.privateKey,
    );
  const ca = sign('a', {
    publicKey: authority.publicKey,
    extensions: authorityExtensions(authority.publicKey, allowed.hosts, allowed.addresses),
  });
  const extensions = serverExtensions(server.publicKey, authority.publicKey, signed.host, signed.addresses);
  const cert = sign('s', { publicKey: server.publicKey, extensions });
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const listening = createServer({ cert, key }).listen(0, '127.0.0.1');
  onTestFinished(() => void listening.close());
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return new Promise((resolve) => {
    const client = connect({ host: '127.0.0.1', port, servername: signed.host, ca }, () => resolve('believed'));
    client.on('error', ({ message }) => resolve(message)).on('secureConnect', () => client.destroy());
  });
};

const HOSTS = ['accounts.google.com'];
const HOST = 'accounts.google.com';

it('an authority for hosts is believed for no IP address', async () => {
  expect(await verdict({ hosts: HOSTS }, { host: HOST, addresses: [] })).toBe('believed');
  for (const address of ['127.0.0.1', '10.0.0.1', '142.250.1.1', '255.255.255.255', '::1', '2a00:1450::1'])
    expect(await verdict({ hosts: HOSTS }, { host: HOST, addresses: [address] })).toBe('excluded subtree violation');
});

it('an authority for addresses is believed for these alone', async () => {
  const allowed = { hosts: HOSTS, addresses: ['127.0.0.1', '::1'] };
  expect(await verdict(allowed, { host: HOST, addresses: ['127.0.0.1', '::1'] })).toBe('believed');
  for (const address of ['127.0.0.2', '10.0.0.1', '::2'])
    expect(await verdict(allowed, { host: HOST, addresses: [address] })).toBe('permitted subtree violation');
});

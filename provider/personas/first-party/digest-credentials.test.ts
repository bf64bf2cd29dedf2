import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestChallenge, digestResponse, hashOfUser, readDigestCredentials } from './digest-credentials.ts';

/** The example of RFC 7616, section 3.9.1. */
const RFC = {
  username: 'Mufasa',
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  uri: '/dir/index.html',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  nc: '00000001',
  response: '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
};

const quote = (text: string) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;

const headerOf = ({ nc, ...texts }: typeof RFC): string =>
  `Digest ${Object.entries(texts)
    .map(([name, value]) => `${name}=${quote(value)}`)
    .join(', ')}, algorithm=SHA-256, qop=auth, nc=${nc}`;

describe('Digest', () => {
  it('computes the response of the example in RFC 7616', () => {
    const userHash = hashOfUser(RFC.username, RFC.realm, 'Circle of Life');
    expect(digestResponse(userHash, 'GET', RFC)).toBe(RFC.response);
  });

  it('reads the header of that example, as the RFC writes it', () => {
    const header = `Digest username="Mufasa",
       realm="http-auth@example.org",
       uri="/dir/index.html",
       algorithm=SHA-256,
       nonce="${RFC.nonce}",
       nc=00000001,
       cnonce="${RFC.cnonce}",
       qop=auth,
       response="${RFC.response}",
       opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
    expect(readDigestCredentials(header.replaceAll(/\n */g, ' '))).toEqual(RFC);
  });

  it.each([
    ['MD5', headerOf(RFC).replace('SHA-256', 'MD5')],
    ['no algorithm, which means MD5', headerOf(RFC).replace('algorithm=SHA-256, ', '')],
    ['auth-int', headerOf(RFC).replace('qop=auth', 'qop=auth-int')],
    ['a parameter twice', `${headerOf(RFC)}, nc=00000002`],
    ['a short count', headerOf(RFC).replace('nc=00000001', 'nc=1')],
    ['another scheme', headerOf(RFC).replace('Digest', 'Basic')],
    ['an open quote', headerOf(RFC).replace('Mufasa"', 'Mufasa')],
    ['nothing', 'Digest '],
  ])('is none with %s', (_, header) => {
    expect(readDigestCredentials(header)).toBeUndefined();
  });

  it.each(['username', 'realm', 'nonce', 'uri', 'cnonce', 'response'])('needs %s', (name) => {
    const header = headerOf(RFC).replace(new RegExp(`\\b${name}="[^"]*", `), '');
    expect(header).not.toBe(headerOf(RFC));
    expect(readDigestCredentials(header)).toBeUndefined();
  });

  it('reads back whatever was quoted', () => {
    const text = fc.stringMatching(/^[ -~]{1,20}$/);
    fc.assert(
      fc.property(text, text, text, (username, nonce, uri) => {
        expect(readDigestCredentials(headerOf({ ...RFC, username, nonce, uri }))).toEqual({ ...RFC, username, nonce, uri });
      }),
    );
  });

  it('reads a user name in UTF-8 from the bytes of the header', () => {
    const username = Buffer.from('zoë@example.com').toString('latin1');
    expect(readDigestCredentials(headerOf({ ...RFC, username }))?.username).toBe('zoë@example.com');
  });

  it('changes the response with the method and with each member', () => {
    const member = fc.constantFrom('nonce', 'uri', 'cnonce', 'nc');
    fc.assert(
      fc.property(member, fc.string(), (name, text) => {
        fc.pre(RFC[name as keyof typeof RFC] !== text);
        const userHash = hashOfUser(RFC.username, RFC.realm, 'Circle of Life');
        expect(digestResponse(userHash, 'GET', { ...RFC, [name]: text })).not.toBe(RFC.response);
        expect(digestResponse(userHash, 'POST', RFC)).not.toBe(RFC.response);
      }),
    );
  });

  it('says in the challenge that only the nonce was too old', () => {
    expect(digestChallenge('api', 'n1', false)).toBe('Digest realm="api", qop="auth", nonce="n1", algorithm=SHA-256');
    expect(digestChallenge('api', 'n1', true)).toMatch(/, stale=true$/);
  });

  it('never throws, and takes no time that grows faster than the header', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => void readDigestCredentials(`Digest ${text}`)));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(',', '"', '\\', '=', ' ', 'a'), maxLength: 4000 }),
        (text) => void readDigestCredentials(`Digest ${text}`),
      ),
    );
  });
});

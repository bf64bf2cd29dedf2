import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHmacCredentials, readHttpDate, type SignedRequest, signatureOf, stringToSign } from './hmac-signature.ts';

const DATE = 'Mon, 30 Nov 2026 00:00:00 GMT';

const POST: SignedRequest = {
  method: 'POST',
  target: '/keys?dry=1',
  date: DATE,
  body: Buffer.from('{"name":"build"}'),
};

describe('the string to sign', () => {
  it('is method, path with query, Date and body hash, one per line', () => {
    expect(stringToSign(POST)).toBe(
      `POST\n/keys?dry=1\n${DATE}\nb0835f26e2712ce0dff955b776d95242b1365f4a6ad2b163c70f9d0a46908fed`,
    );
  });

  it('signs as OpenSSL and Python do', () => {
    expect(signatureOf('secret-of-the-key', stringToSign(POST))).toBe('vauH7WWsDVtwBMWrowP5V/Kr64DUIb17ByE6aDAGE/M=');
  });

  const line = fc.stringMatching(/^[\w/?&=.-]{1,20}$/);
  const request = fc.record({ method: line, target: line, date: line, body: fc.uint8Array({ maxLength: 20 }) });

  it('differs with every part of the request', () => {
    fc.assert(
      fc.property(request, request, (one, other) => {
        const isSame =
          one.method === other.method &&
          one.target === other.target &&
          one.date === other.date &&
          Buffer.from(one.body).equals(other.body);
        expect(stringToSign(one) === stringToSign(other)).toBe(isSame);
      }),
    );
  });

  it('comes back from its header, whatever was signed', () => {
    fc.assert(
      fc.property(request, fc.string(), (signed, secret) => {
        const signature = signatureOf(secret, stringToSign(signed));
        expect(readHmacCredentials(`HMAC key_1:${signature}`)).toEqual({ keyId: 'key_1', signature });
      }),
    );
  });
});

describe('the header', () => {
  it.each(['', 'HMAC', 'HMAC key', 'HMAC key:', 'HMAC :abc', 'Bearer key:abc', 'HMAC key:not base64', 'HMACkey:abc'])(
    'is no signature as "%s"',
    (header) => {
      expect(readHmacCredentials(header)).toBeUndefined();
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        readHmacCredentials(text);
        readHmacCredentials(`HMAC ${text}`);
        readHttpDate(text);
      }),
    );
  });
});

describe('a date', () => {
  it('is read in the form of HTTP only', () => {
    expect(readHttpDate(DATE)).toBe(Date.UTC(2026, 10, 30) / 1000);
    for (const other of ['2026-11-30', '0', '1796000000', 'Tue, 30 Nov 2026 00:00:00 GMT', `${DATE}+1`, ''])
      expect(readHttpDate(other)).toBeUndefined();
  });

  it('comes back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
        expect(readHttpDate(new Date(seconds * 1000).toUTCString())).toBe(seconds);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessTokenOf, ROLLING_HEADERS, readRollingCredentials } from './rolling-pair.ts';

const { requestToken, timestamp, accessToken } = ROLLING_HEADERS;
const RIGHT = { [requestToken]: 'r-1', [timestamp]: '1796000400', [accessToken]: accessTokenOf('private-token', '1796000400') };

describe('the access token of a rolling pair', () => {
  it('is the hex MD5 of private token and timestamp', () => {
    expect(accessTokenOf('private-token', '1796000400')).toBe('bb3c3169095906fe3e859fcbf2259a0c');
  });

  it('comes back from its headers in either case', () => {
    expect(readRollingCredentials(RIGHT)).toEqual({
      requestToken: 'r-1',
      timestamp: '1796000400',
      accessToken: RIGHT[accessToken],
    });
    const upper = String(RIGHT[accessToken]).toUpperCase();
    expect(readRollingCredentials({ ...RIGHT, [accessToken]: upper })?.accessToken).toBe(RIGHT[accessToken]);
  });

  it.each([requestToken, timestamp, accessToken])('needs the header %s', (name) => {
    const { [name]: _, ...others } = RIGHT;
    expect(readRollingCredentials(others)).toBeUndefined();
    expect(readRollingCredentials({ ...RIGHT, [name]: '' })).toBeUndefined();
    expect(readRollingCredentials({ ...RIGHT, [name]: `${RIGHT[name]}, ${RIGHT[name]}` })).toBeUndefined();
  });

  it.each(['-1', '1e9', '0x10', '1796000400.5', ' 1', '1796000400000'])('has no timestamp %s', (text) => {
    expect(readRollingCredentials({ ...RIGHT, [timestamp]: text })).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.values(ROLLING_HEADERS)), fc.string({ unit: 'binary-ascii' })),
        (headers) => {
          readRollingCredentials(headers);
        },
      ),
    );
  });
});

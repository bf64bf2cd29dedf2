import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBasicCredentials } from './basic-credentials.ts';

const headerOf = (pair: string | Uint8Array): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('Basic', () => {
  it('reads the examples of RFC 7617', () => {
    expect(readBasicCredentials('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')).toEqual({ username: 'Aladdin', password: 'open sesame' });
    expect(readBasicCredentials('Basic dGVzdDoxMjPCow==')).toEqual({ username: 'test', password: '123£' });
  });

  it('reads the scheme in either case, and a password with colons', () => {
    expect(readBasicCredentials(headerOf('ana:a:b:').replace('Basic', 'bASIC'))).toEqual({ username: 'ana', password: 'a:b:' });
    expect(readBasicCredentials(headerOf(':'))).toEqual({ username: '', password: '' });
  });

  it.each([
    ['another scheme', headerOf('ana:x').replace('Basic', 'Bearer')],
    ['no colon', headerOf('ana')],
    ['bytes of Latin-1', headerOf(Buffer.from('ana:123£', 'latin1'))],
    ['a control character', headerOf('ana:x\n')],
    ['no base64', 'Basic ana:x'],
    ['nothing', 'Basic'],
  ])('is none with %s', (_, header) => {
    expect(readBasicCredentials(header)).toBeUndefined();
  });

  it('reads back whatever text was sent', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/\p{Cc}/u.test(each) && each.isWellFormed());
    fc.assert(
      fc.property(text, text, (name, password) => {
        const username = name.replaceAll(':', '');
        expect(readBasicCredentials(headerOf(`${username}:${password}`))).toEqual({ username, password });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readBasicCredentials(headerOf(bytes))));
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => void readBasicCredentials(`Basic ${text}`)));
  });
});

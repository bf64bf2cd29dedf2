import { createCipheriv, randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readingsOf } from './readings.ts';

const NOTE = 'canary-abcdefghijklmnopqrst';
const json = JSON.stringify({ id: randomBytes(16).toString('hex'), task: { note: NOTE } });
const bytes = Buffer.from(json);
const tells = (state: string): boolean => readingsOf(state).some((reading) => reading.includes(NOTE));

describe('what anybody can read out of a state', () => {
  test.each([
    ['as it is', NOTE],
    ['as JSON in percent', encodeURIComponent(json)],
    ['in percent twice', encodeURIComponent(encodeURIComponent(json))],
    ['as a field of a query', new URLSearchParams({ n: 'abcdefgh', note: NOTE }).toString()],
    ['in base64', bytes.toString('base64')],
    ['in base64url', bytes.toString('base64url')],
    ['in base64 of base64', Buffer.from(bytes.toString('base64')).toString('base64')],
    ['in base64 in percent', encodeURIComponent(bytes.toString('base64'))],
    ['in hex', bytes.toString('hex')],
    ['gzipped in base64url', gzipSync(bytes).toString('base64url')],
    ['deflated in hex', deflateRawSync(bytes).toString('hex')],
    ['packed by Brotli in base64url', brotliCompressSync(bytes).toString('base64url')],
    [
      'signed',
      `${randomBytes(16).toString('base64url')}.${bytes.toString('base64url')}.${randomBytes(32).toString('base64url')}`,
    ],
    ['backwards', [...bytes.toString('base64url')].toReversed().join('')],
  ])('%s', (_, state) => {
    expect(tells(state)).toBe(true);
  });

  test('nothing where it is random or encrypted', () => {
    const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    expect(tells(sealed.toString('base64url'))).toBe(false);
    expect(tells(randomBytes(32).toString('base64url'))).toBe(false);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readClaim, readClient, readList, readShard, readUrl, readWhole } from './option-values.ts';

test('lists take commas and repetition, and refuse an empty name', () => {
  expect(readList('--app')('b, c', ['a'])).toEqual(['a', 'b', 'c']);
  expect(() => readList('--app')('a,,b')).toThrowErrorMatchingInlineSnapshot(
    `[LoginLabError: --app: expected names separated by commas, found "a,,b".]`,
  );
});

test('whole numbers keep to their bounds', () => {
  expect(readWhole('--port', 0, 65_535)('4400')).toBe(4400);
  for (const text of ['70000', '-1', '4e3', 'x', '', '1.5'])
    expect(() => readWhole('--port', 0, 65_535)(text)).toThrow('--port: expected a whole number from 0 to 65535');
});

test('every shard that exists is read, and no other', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), (index, of) => {
      const read = () => readShard('--shard')(`${index}/${of}`);
      if (index >= 1 && index <= of) expect(read()).toEqual({ index, of });
      else expect(read).toThrow('--shard: expected PART/PARTS');
    }),
  );
});

test('claims are JSON where they can be, text otherwise', () => {
  const read = readClaim('--claim');
  expect(read('email=a=b@example.com', read('email_verified=false'))).toEqual({
    email_verified: false,
    email: 'a=b@example.com',
  });
  expect(() => read('=x')).toThrowErrorMatchingInlineSnapshot(`[LoginLabError: --claim: expected NAME=VALUE, found "=x".]`);
});

test('a client without an id is refused without its secret', () => {
  expect(() => readClient('--app-client')(':a-secret')).toThrow('found ":…".');
});

test('a client is an id with a secret, or an id alone', () => {
  expect(readClient('--app-client')('shop:a:b')).toEqual({ clientId: 'shop', clientSecret: 'a:b' });
  expect(readClient('--app-client')('shop')).toEqual({ clientId: 'shop' });
  for (const text of ['', ':secret', 'shop:'])
    expect(() => readClient('--app-client')(text)).toThrow('--app-client: expected ID:SECRET');
});

test('addresses are absolute and of the scheme wanted', () => {
  expect(readUrl('--url')('http://localhost:4400').port).toBe('4400');
  for (const text of ['localhost:4400', '/lab', 'ftp://x'])
    expect(() => readUrl('--url')(text)).toThrow('--url: expected an absolute http or https address');
});

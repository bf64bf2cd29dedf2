import { expect, test } from 'vitest';
import { withPartReplaced } from './return-address.ts';

const [OWN, OTHER] = ['/?a=b', '//x.example/'];
const inside = (page: string) => JSON.stringify({ nonce: 'n', page });

test.each([
  ['as it is', (page: string) => `n.${page}`],
  ['percent-encoded', (page: string) => encodeURIComponent(`n|${page}`)],
  ['in a query', (page: string) => new URLSearchParams({ page }).toString()],
  ['in base64url', (page: string) => Buffer.from(inside(page)).toString('base64url')],
  ['in base64', (page: string) => Buffer.from(inside(page)).toString('base64')],
  ['in base64url, beside something else', (page: string) => `rand0m.${Buffer.from(inside(page)).toString('base64url')}.s1gned`],
  ['in hexadecimal', (page: string) => Buffer.from(inside(page)).toString('hex')],
])('a part of a text is replaced %s', (_, write) => {
  expect(withPartReplaced(write(OWN), OWN, OTHER)).toBe(write(OTHER));
});

test('a text in which the part cannot be read is left alone', () => {
  expect(withPartReplaced('Zk3%q', OWN, OTHER)).toBeUndefined();
});

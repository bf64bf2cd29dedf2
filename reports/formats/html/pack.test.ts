import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from './pack.ts';

test('whatever JSON can hold comes out as it went in', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const written: unknown = JSON.parse(JSON.stringify(value));
      expect(unpack(JSON.parse(JSON.stringify(pack(written))))).toEqual(written);
    }),
  );
});

test('each text is there once, and so are the names of members', () => {
  const rows = Array.from({ length: 3 }, (_, id) => ({ id, name: 'the same' }));
  expect(pack(rows)).toEqual({
    texts: ['id', 'name', 'the same'],
    shapes: [[0, 1]],
    value: [0, [1, '0', 2], [1, '1', 2], [1, '2', 2]],
  });
});

test('a member called __proto__ stays a member', () => {
  const value: unknown = JSON.parse('{"__proto__":{"polluted":true}}');
  const out = unpack(pack(value)) as object;
  expect(Object.keys(out)).toEqual(['__proto__']);
  expect('polluted' in {}).toBe(false);
});

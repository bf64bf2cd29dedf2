import fc from 'fast-check';
import { expect, it } from 'vitest';
import { prettyGraphJson, withGraphEscapes } from './graph-json.ts';

it('escapes slashes, at signs and everything beyond ASCII', () => {
  expect(withGraphEscapes(JSON.stringify({ url: 'https://x/y', email: 'zoë@example.com', smile: '😀' }))).toBe(
    String.raw`{"url":"https:\/\/x\/y","email":"zo\u00eb\u0040example.com","smile":"\ud83d\ude00"}`,
  );
});

it('indents by three spaces', () => {
  expect(prettyGraphJson({ a: { b: 1 } })).toBe('{\n   "a": {\n      "b": 1\n   }\n}');
});

it('means the same as before, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(withGraphEscapes(JSON.stringify(value)))).toEqual(plain);
      expect(JSON.parse(withGraphEscapes(prettyGraphJson(value)))).toEqual(plain);
    }),
  );
});

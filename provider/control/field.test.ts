import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldOf, segmentsOf } from '../model/index.ts';
import { fieldOfPointer, pointerOf } from './field.ts';

test('a field is written as people write it and pointed to as RFC 6901 does', () => {
  expect(fieldOf(['people', 0, 'key'])).toBe('people[0].key');
  expect(pointerOf('people[0].key')).toBe('#/people/0/key');
  expect(pointerOf('google/refresh/first-consent-only')).toBe('#/google~1refresh~1first-consent-only');
  expect(pointerOf('~1/100%')).toBe('#/~01~1100%25');
  expect(fieldOfPointer('#/~01~1100%25')).toBe('~1/100%');
  expect(fieldOf(['where', 'a.b'])).toBe('where["a.b"]');
});

test('the whole body has the empty pointer', () => {
  expect(pointerOf('')).toBe('#');
  expect(fieldOfPointer('#')).toBe('');
});

const segments = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.nat().map(String)), { minLength: 1 });

test('any path survives field and pointer', () => {
  fc.assert(
    fc.property(segments, (path) => {
      const field = fieldOf(path);
      expect(segmentsOf(field)).toEqual(path);
      expect(fieldOfPointer(pointerOf(field))).toBe(field);
    }),
  );
});

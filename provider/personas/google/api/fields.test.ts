import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFields, select, unknownField } from './fields.ts';

const RESOURCE = { kind: 'list', next: '2', files: [{ id: '1', name: 'a', owner: { me: true, mail: 'x' } }] };
const KNOWN = { kind: true, next: true, files: { id: true, name: true, owner: { me: true, mail: true } } } as const;

const chosen = (fields: string): unknown => {
  const selection = readFields(fields);
  return selection && select(RESOURCE, selection);
};

describe('a fields parameter', () => {
  it.each([
    ['kind', { kind: 'list' }],
    ['next, kind', { kind: 'list', next: '2' }],
    ['files(id,owner/me)', { files: [{ id: '1', owner: { me: true } }] }],
    ['files/id,files/name', { files: [{ id: '1', name: 'a' }] }],
    ['*', RESOURCE],
    ['files(*)', { files: RESOURCE.files }],
  ])('selects %s', (fields, expected) => {
    expect(chosen(fields)).toEqual(expected);
  });

  it.each(['', 'a,', 'a(', 'a(b', 'a)', 'a//b', '(a)', 'a b'])('is malformed: %s', (fields) => {
    expect(readFields(fields)).toBeUndefined();
  });

  it('names what it asks and there is not', () => {
    const unknownOf = (fields: string) => unknownField(readFields(fields) ?? true, KNOWN);
    expect(unknownOf('kind,files(id,owner(me))')).toBeUndefined();
    expect(unknownOf('files(id,size)')).toBe('size');
    expect(unknownOf('kind/inner')).toBe('inner');
    expect(unknownOf('constructor')).toBe('constructor');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '(', ')', '/', ',', '*', ' ') }), (text) => void chosen(text)));
  });
});

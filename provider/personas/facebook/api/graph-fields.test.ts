import { expect, it } from 'vitest';
import { askedFields, unknownUserField } from './graph-fields.ts';

it('keeps the order, and what stands in brackets together', () => {
  expect(askedFields('email, picture.type(large){url,width},id')).toEqual([
    { name: 'email', modifiers: '' },
    { name: 'picture', modifiers: '.type(large){url,width}' },
    { name: 'id', modifiers: '' },
  ]);
});

it('finds nothing in nothing', () => {
  expect(askedFields(undefined)).toEqual([]);
  expect(askedFields(' , ,')).toEqual([]);
});

it('names the first field that there is not', () => {
  expect(unknownUserField('name,fdsfds,more')).toBe('fdsfds');
  expect(unknownUserField('name,picture{fdsfds}')).toBeUndefined();
  expect(unknownUserField('__proto__')).toBe('__proto__');
  expect(unknownUserField(')))')).toBe(')))');
});

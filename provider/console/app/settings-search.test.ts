import { expect, test } from 'vitest';
import type { SettingInfo } from '../../model/index.ts';
import { findSettings, readChoices, takesNumber } from './settings-search.ts';

const setting = (id: string, members: Partial<SettingInfo> = {}): SettingInfo => ({
  id,
  persona: 'google',
  summary: 'Says so.',
  stage: 'reply',
  origin: 'vendor',
  source: { url: 'https://example.com/', row: 'G-01', checkedOn: '2026-11-23', confidence: 'documented' },
  value: true,
  default: true,
  schema: { type: 'boolean' },
  ...members,
});

test('every word is looked for, in id, summary and row, whatever its case; changed ones come first', () => {
  const all = [
    setting('google/a/first', { summary: 'A refresh token comes once.' }),
    setting('google/refresh/b', { value: false, source: { ...setting('x').source, row: 'G-77' } }),
  ];
  const ids = (text: string) => findSettings(all, text).map(({ id }) => id);
  expect(ids('')).toEqual(['google/refresh/b', 'google/a/first']);
  expect(ids('REFRESH')).toEqual(['google/refresh/b', 'google/a/first']);
  expect(ids('refresh once')).toEqual(['google/a/first']);
  expect(ids('g-77')).toEqual(['google/refresh/b']);
  expect(ids('nothing')).toEqual([]);
});

test('what can be pressed is every other value', () => {
  expect(readChoices(setting('a'))).toEqual([false]);
  expect(readChoices(setting('a', { value: false }))).toEqual([true]);
  const named = { schema: { type: 'string', enum: ['one', 'two', 'off'] }, default: 'one' } as const;
  expect(readChoices(setting('a', { ...named, value: 'one' }))).toEqual(['two', 'off']);
  expect(readChoices(setting('a', { schema: { enum: ['one', 'two'] }, default: 'one', value: 'two' }))).toEqual(['one', false]);
  const either = { anyOf: [{ type: 'boolean' }, { type: 'string', const: 'half' }] };
  expect(readChoices(setting('a', { schema: either }))).toEqual([false, 'half']);
  const days = setting('a', { schema: { anyOf: [{ type: 'number' }, { const: 'off' }] }, default: 5, value: 7 });
  expect(readChoices(days)).toEqual(['off', 5]);
  expect([days, setting('b'), setting('c', { schema: { type: 'integer' } })].map(takesNumber)).toEqual([true, false, true]);
});

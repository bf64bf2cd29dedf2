import { expect, test } from 'vitest';
import type { SettingInfo } from '../../model/index.ts';
import { findSettings, readChoices } from './settings-search.ts';

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
  const named = { schema: { enum: ['one', 'two'] }, default: 'one' } as const;
  expect(readChoices(setting('a', { ...named, value: 'one' }))).toEqual(['two', false]);
  expect(readChoices(setting('a', { schema: { type: 'integer' }, default: 5, value: 7 }))).toEqual([5, false]);
});

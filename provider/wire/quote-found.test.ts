import { expect, test } from 'vitest';
import { quoteFound } from './quote-found.ts';

test('a message about a wrong field quotes what was found, and of a secret its form only', () => {
  expect(quoteFound(['name'], 'Shop')).toBe('"Shop"');
  expect(quoteFound(['clients', 0, 'clientSecret'], 123_456_789)).toBe('a number of 9 characters');
  expect(quoteFound(['people', 0, 'password'], 'horse-battery')).toBe('a text of 13 characters');
  expect(quoteFound(['clients', 0], { clientId: 'shop', clientSecret: 'GOCSPX-1' })).toBe(
    '{"clientId":"shop","clientSecret":"…"}',
  );
});

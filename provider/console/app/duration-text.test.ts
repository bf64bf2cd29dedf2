import { expect, test } from 'vitest';
import { problemOfDuration } from './duration-text.ts';

test.each(['1s', '61d', '2h30m', '1d12h', '3650d'])('%s is accepted', (text) => {
  expect(problemOfDuration(text)).toBeUndefined();
});

test.each([
  ['', 'No duration yet.'],
  ['-1d', '"-1d" is negative.'],
  ['tomorrow', '"tomorrow" is not a duration.'],
  ['1w', '"1w" is not a duration.'],
  ['90', '"90" is not a duration.'],
  ['30m2h', '"30m2h" is not a duration.'],
  ['1.5h', '"1.5h" is not a duration.'],
  ['0d', '"0d" is no time at all.'],
  ['3651d', '"3651d" is more than 10 years'],
])('%j is refused with what is wrong and how to write it', (text, message) => {
  expect(problemOfDuration(text)).toContain(message);
});

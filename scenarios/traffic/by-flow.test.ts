import { expect, test } from 'vitest';
import { sketch } from '../testing/exchange.ts';
import { repeatedBy } from './by-flow.ts';
import { headerOf } from './read.ts';

const withKey = (key?: string) => sketch({ endpoint: 'api:random.get', ...(key && { headers: { 'X-Key': key } }) });

test('a request repeats the key of any earlier one, and no key is a key as well', () => {
  const all = [withKey('a'), withKey('b'), withKey(), withKey('a'), withKey('a'), withKey(), withKey('c')];
  const repeated = repeatedBy(all, ({ request }) => headerOf(request, 'x-key'));
  expect(repeated.map((each) => all.indexOf(each))).toEqual([3, 4, 5]);
});

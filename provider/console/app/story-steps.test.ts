import { expect, test } from 'vitest';
import { hrefOf, readPlace, stepsOf } from './story-steps.ts';

const SITUATION = { scenario: 'a/b', title: '', provider: '', rightClient: '', command: '', sources: [] };

test('a tour shows the question, both clients in each situation, and the answer', () => {
  const steps = stepsOf({ situations: [SITUATION, SITUATION] });
  expect(steps.map((step) => ('situation' in step ? `${step.kind} ${step.situation}` : step.kind))).toEqual([
    'question',
    'right 0',
    'both 0',
    'right 1',
    'both 1',
    'answer',
  ]);
});

test.each([
  ['stories', { step: 1 }],
  ['stories/remember-me', { story: 'remember-me', step: 1 }],
  [hrefOf('remember-me', 12).slice(1), { story: 'remember-me', step: 12 }],
  ['x17', undefined],
  ['', undefined],
  ['stories/', undefined],
  ['stories/remember-me/0', undefined],
  ['stories/../2', undefined],
  ['findings', undefined],
])('the fragment "%s" is the place %j', (fragment, place) => {
  expect(readPlace(fragment)).toEqual(place);
});

import { expect, test } from 'vitest';
import { behavioursOf, showsOf } from './scenario.ts';

const scenario = {
  shows: ['google/api/refuses', 'facebook/graph/refuses'],
  variantShows: { removed: ['facebook/token-death/removed'], expired: ['facebook/graph/refuses'] },
};

test('a scenario shows what it names for all of its variants and for single ones, each once', () => {
  expect(showsOf(scenario)).toEqual(['google/api/refuses', 'facebook/graph/refuses', 'facebook/token-death/removed']);
});

test('of those, a persona is asked for its own', () => {
  expect(behavioursOf('google', showsOf(scenario))).toEqual(['google/api/refuses']);
  expect(behavioursOf('face', showsOf(scenario))).toEqual([]);
});

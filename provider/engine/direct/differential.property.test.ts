import './test-frozen-clock.ts';
import { expect, test } from 'vitest';
import { loadPersona } from '../../personas/load.ts';
import { compareCases } from './test-compare.ts';
import type { Tally } from './test-run.ts';

/** Sequences of calls by persona: together more than 20,000 requests. */
const CASES = { google: 2_000, facebook: 1_700, auth0: 2_200, 'first-party': 1_600 } as const;

const share = ({ asked, answered }: Tally[keyof Tally]): number => answered / asked;

test.each(Object.entries(CASES))('the direct path of %s does what the engine does', async (id, cases) => {
  const tally = await compareCases(await loadPersona(id as keyof typeof CASES), cases);
  // Facebook has no refresh tokens.
  const compared = id === 'facebook' ? [tally.ask, tally.authorization_code] : Object.values(tally);
  for (const each of compared) {
    expect(each.answered).toBeGreaterThan(cases / 8);
    expect(share(each)).toBeLessThan(0.9); // what the engine has to judge is compared as well
  }
  const requests = Object.values(tally).reduce((sum, { asked }) => sum + asked, 0);
  expect(requests).toBeGreaterThan(cases * 2.5);
});

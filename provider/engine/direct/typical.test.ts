import './test-frozen-clock.ts';
import { expect, test } from 'vitest';
import { loadPersona } from '../../personas/load.ts';
import { fakeSignatures } from './test-fake-signatures.ts';
import { enginesOf, firstDifference, newTally, playBoth } from './test-run.ts';
import { ALMOST, DAMAGED, TYPICAL } from './test-typical.ts';

fakeSignatures();

test.each(Object.entries(TYPICAL))('%s: the direct path answers each request, as the engine would', async (_, of) => {
  const persona = await loadPersona(of.persona);
  const tally = newTally();
  const { plain, direct } = await playBoth(of, persona, enginesOf(persona, tally));
  expect(firstDifference(plain, direct)).toBeUndefined();
  const requests = of.operations.filter((operation) => ['ask', 'redeem', 'refresh'].includes(operation.do)).length;
  const { asked, answered } = Object.values(tally).reduce((sum, each) => ({
    asked: sum.asked + each.asked,
    answered: sum.answered + each.answered,
  }));
  expect({ asked, answered }).toEqual({ asked: requests, answered: requests });
});

test.each(Object.entries(ALMOST))('%s: with the direct path it is as without, and the engine has its part', async (_, of) => {
  const persona = await loadPersona(of.persona);
  const tally = newTally();
  const { plain, direct } = await playBoth(of, persona, enginesOf(persona, tally));
  expect(firstDifference(plain, direct)).toBeUndefined();
  expect(Object.values(tally).some(({ asked, answered }) => answered < asked)).toBe(true);
});

test.each(Object.entries(DAMAGED))('%s: with the direct path it is as without', async (_, of) => {
  const persona = await loadPersona(of.persona);
  const { plain, direct } = await playBoth(of, persona, enginesOf(persona, newTally()));
  expect(firstDifference(plain, direct)).toBeUndefined();
});

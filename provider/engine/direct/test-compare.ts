import fc from 'fast-check';
import type { Persona } from '../../model/index.ts';
import { casesOf } from './test-cases.ts';
import { fakeSignatures } from './test-fake-signatures.ts';
import { enginesOf, firstDifference, newTally, playBoth, type Tally } from './test-run.ts';

/** Plays random cases of a persona with the engine alone and with the direct path. Rejects with the smallest one that differs. */
export const compareCases = async (persona: Persona, cases: number, seed?: number): Promise<Tally> => {
  fakeSignatures();
  const tally = newTally();
  const engines = enginesOf(persona, tally);
  const property = fc.asyncProperty(casesOf(persona), async (of) => {
    const { plain, direct } = await playBoth(of, persona, engines);
    const difference = firstDifference(plain, direct);
    if (difference !== undefined) throw new Error(`The direct path answers otherwise than the engine:\n${difference}`);
  });
  await fc.assert(property, { numRuns: cases, ...(seed !== undefined && { seed }) });
  return tally;
};

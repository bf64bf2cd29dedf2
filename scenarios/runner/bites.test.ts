import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLab, findChromium, type Lab } from '../../provider/index.ts';
import { needsRealBrowser } from '../model/index.ts';
import { BITES, killOf, unbitten } from '../testing/bites.ts';
import { BUNDLED, playClient } from '../testing/bundled.ts';
import { FOLDERS } from '../testing/known-bugs.ts';
import { sampled } from '../testing/sample.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ namesAhead: false });
});
afterAll(() => lab.close());

test.each(Object.keys(FOLDERS))('every known bug of %s is a bite of some scenario', (folder) => {
  expect(unbitten(folder)).toEqual([]);
});

/** Pages need a browser. */
const canPlay = (await findChromium()) !== undefined;
const isPage = (id: string): boolean => BUNDLED.apps.some((app) => app.id === id && needsRealBrowser(app));
const PLAYABLE = BITES.filter(({ app }) => canPlay || !isPage(app)).map(
  (played) => [played.asked, played.bite.mutant ?? 'as it is', played.app, played.bite] as const,
);

const PLAYED = sampled(PLAYABLE, ([asked, mutant, app]) => `${asked} ${mutant} ${app}`);

// Much of it is waiting for programs to start: several go on at a time.
describe.concurrent(`a broken client is caught, by the check that describes its bug (${PLAYED.length} of ${BITES.length})`, () => {
  test.each(PLAYED)('%s catches %s of %s', async (asked, _, app, bite) => {
    const { results } = await playClient({ app, ...(bite.mutant && { mutant: bite.mutant }) }, [asked], { lab, seed: 'bites' });
    const told = results.map(({ verdict, variant, control, checks }) => ({ verdict, variant, control, checks }));
    expect({ kill: killOf(results, bite), told }).toEqual({ kill: 'killed', told });
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadPersona } from '../../provider/index.ts';
import { readKnown } from './known.ts';
import { play } from './play.ts';
import { type Story, storyOf } from './story.ts';
import { type OpenTargets, openTargets } from './targets.ts';
import { requestsOf } from './vendor-requests.ts';

let targets: OpenTargets;
let stories: fc.Arbitrary<Story>;
const failures: unknown[] = [];

beforeAll(async () => {
  targets = await openTargets((error) => failures.push(error));
  stories = storyOf(await readKnown(targets));
});
beforeEach(() => void failures.splice(0));
afterAll(() => targets[Symbol.asyncDispose]());

/** `FUZZ_SEED` plays the stories of a failure again. */
const SEED = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };

describe('whatever is sent, in whatever order, to whatever listens', () => {
  it('is answered, by nothing that is an error of the lab', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { findings } = await play(targets, story);
        expect({ findings, failures }).toEqual({ findings: [], failures: [] });
      }),
      { numRuns: 60, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: false, ...SEED },
    );
  });

  it('would show an error of the lab', async () => {
    const google = await loadPersona('google');
    const token = google.routes.find(({ path }) => path === '/token');
    if (token === undefined) throw new Error('no token endpoint');
    const broken = vi.spyOn(token, 'handle').mockRejectedValue(new Error('broken for this test'));
    const [story = []] = fc.sample(stories, { numRuns: 1, seed: 1 });
    const tokenRequest = requestsOf('google').login.find(({ path }) => path === '/token');
    if (tokenRequest === undefined) throw new Error('no token request');
    const { findings } = await play(targets, [
      ...story.slice(0, 2),
      { draft: tokenRequest, mutations: [], framing: 'plain', at: 0, way: 'local' },
    ]);
    broken.mockRestore();
    expect(failures).toHaveLength(1);
    expect(findings).toMatchObject([{ kind: 'undeclared 5xx', step: 2, message: expect.stringContaining('POST /@') }]);
  });
});

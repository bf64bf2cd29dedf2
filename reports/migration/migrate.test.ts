import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type Comparison, comparisonSchema, migrationSchema, type RunResult } from '../../scenarios/model/index.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { MIGRATION_FORMATS } from './formats.ts';
import { migrate } from './migrate.ts';
import { RELIANCES } from './reliances.ts';

const comparison: Comparison = comparisonSchema.parse(
  JSON.parse(await readFile(new URL('../sample/compare.json', import.meta.url), 'utf8')),
);

const sides = { from: 'google', to: 'auth0' } as const;

type Exchange = RunResult['exchanges'][string];

const template = (run: RunResult): Exchange => {
  const [exchange] = Object.values(run.exchanges);
  if (!exchange) throw new Error('the sample has no exchange');
  return exchange;
};

/** A run of one passed result with these exchanges. */
const runWith = (
  ...sketches: readonly (Partial<Exchange> & { readonly status?: number; readonly location?: string })[]
): RunResult => {
  const run = readSampleRun();
  const made = sketches.map(({ status = 200, location, ...rest }, index): [string, Exchange] => {
    const headers: [string, string][] = location === undefined ? [] : [['Location', location]];
    return [
      `e${index}`,
      { ...template(run), because: [], jwts: [], persona: 'google', response: { status, headers }, ...rest, id: `e${index}` },
    ];
  });
  const [first] = run.results;
  if (!first) throw new Error('the sample has no result');
  const { control: _, ...result } = first;
  const exchanges = made.map(([id]) => id);
  return { ...run, results: [{ ...result, verdict: 'pass', exchanges }], exchanges: Object.fromEntries(made) };
};

const asking = (query: string, more = {}): Partial<Exchange> => ({
  from: 'person',
  endpoint: 'authorize',
  request: { method: 'GET', url: `https://accounts.google.com/o/oauth2/v2/auth?${query}`, headers: [] },
  ...more,
});

const renewal: Partial<Exchange> = {
  from: 'app',
  endpoint: 'token',
  request: { method: 'POST', url: 'https://oauth2.googleapis.com/token', headers: [], body: 'grant_type=refresh_token' },
};

const linesOf = (run: RunResult) => migrate(run, comparison, 'shop', sides).lines;

test('an app that asks for offline access by a parameter is told the scope of the other provider, with both sources', () => {
  const migration = migrate(runWith(asking('access_type=offline&scope=openid')), comparison, 'shop', sides);
  const line = migration.lines.find(({ id, about }) => id === 'asks-offline' && about.startsWith('second login'));
  expect(line).toMatchObject({
    from: { text: 'no', behaviours: ['google/refresh/first-consent-only'] },
    to: { text: 'yes', behaviours: ['auth0/refresh/offline-access'] },
    todo: 'Ask with scope=offline_access instead of access_type=offline.',
    seen: '1 request in 1 result that passed',
  });
  expect(Object.keys(migration.behaviours)).toEqual(['google/refresh/first-consent-only', 'auth0/refresh/offline-access']);
});

test('an app that renews is told of rotation and of what two renewals at once end', () => {
  const abouts = linesOf(runWith(renewal))
    .filter(({ id }) => id === 'renews')
    .map(({ about }) => about);
  expect(abouts).toContain('first renewal: Refresh token in the answer');
  expect(abouts).toContain('two renewals at once: Answers of the token endpoint');
});

test('an API of the one provider is none of the other', () => {
  const call: Partial<Exchange> = { from: 'app', to: 'api', endpoint: 'api:drive.files.list' };
  expect(linesOf(runWith(call))).toMatchObject([{ id: 'calls-api:drive.files.list', about: 'an API of the provider' }]);
});

test('what the app never did in a result that passed says nothing', () => {
  expect(linesOf(runWith(asking('scope=openid')))).toEqual([]);
  const failed = runWith(renewal);
  expect(linesOf({ ...failed, results: failed.results.map((result) => ({ ...result, verdict: 'fail' })) })).toEqual([]);
});

test('every row that a reliance names is one of the stories', () => {
  const rows = comparison.stories.flatMap(({ id, rows }) => rows.map(({ step, fact }) => `${id}/${step}/${fact}`));
  const named = RELIANCES.flatMap((reliance) => reliance.rows.map(({ story, step, fact }) => `${story}/${step}/${fact}`));
  expect(named.filter((name) => !rows.includes(name))).toEqual([]);
});

test('it is what its schema says, in every format', () => {
  const migration = migrate(runWith(asking('access_type=offline'), renewal), comparison, 'shop', sides);
  expect(migrationSchema.parse(migration)).toEqual(migration);
  expect(JSON.parse(MIGRATION_FORMATS.json.render(migration))).toEqual(migration);
  for (const name of ['text', 'markdown', 'html'] as const)
    expect(MIGRATION_FORMATS[name].render(migration)).toMatch(/scope=offline/);
});

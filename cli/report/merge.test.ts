import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { causeOf, type RunResult } from '../../scenarios/model/index.ts';
import { mergeRuns } from '../../scenarios/runner/index.ts';
import { command } from '../test-command.ts';
import { SHOP, shopApp } from '../test-shop.ts';
import { openRun } from './open-run.ts';

/** The shop twice: as it should be, and with an app of which no scenario can be judged. */
const CONFIG = { apps: [shopApp(), { ...shopApp({ without: ['useResource', 'signOut'] }), id: 'small' }] };
const EXPECTED = [
  // About several scenarios: no part alone can tell that none of them matches.
  {
    scenario: 'login/*',
    check: 'pkce-missing',
    app: 'shop',
    persona: 'google',
    verdict: 'warn',
    reason: 'A confidential client.',
  },
  { scenario: 'login/access-denied', check: 'made-up', app: 'shop', persona: 'google', verdict: 'fail', reason: 'Never was.' },
];
const SCENARIOS =
  'login/state-mismatch-rejected:other,login/state-mismatch-rejected:missing,login/access-denied,login/code-pkce-happy-path';
/** Four runs, one after another, on a busy machine. */
const PATIENCE_MS = 400_000;

const inFolder = (cwd: string, ...args: readonly string[]) => command([...args], { cwd });

/** A result without what differs from run to run. */
const judged = ({
  app,
  persona,
  scenario,
  variant,
  verdict,
  expected,
  reason,
  checks,
  findings,
}: RunResult['results'][number]) => ({
  ...{ app: app.id, persona, scenario, variant, verdict, expected, reason: reason && causeOf(reason) },
  checks: checks.map(({ id, title, level, verdict: own, expected: known, fix, behaviours }) => ({
    ...{ id, title, level, own, known, fix, behaviours },
  })),
  // One that is only informed of is about the life of a program, which is another one in each part.
  findings: findings
    .filter(({ verdict: own }) => own !== 'info')
    .map(({ rule, verdict: own, expected: known, fix }) => ({ rule, own, known, fix })),
});

const whole = ({ results, summary, unjudged, stale, behaviours, interrupted, strict }: RunResult) => ({
  results: results.map(judged),
  ...{ unjudged, stale, interrupted, strict, behaviours: Object.keys(behaviours).toSorted() },
  summary: { ...summary, reasons: summary.reasons.map(causeOf) },
});

describe('parts of a run', () => {
  const cwd = mkdtempSync(path.join(realpathSync(tmpdir()), 'loginlab-parts-'));
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));
  const parts = ['part-1', 'part-2', 'part-3'];
  const play = (out: string, ...args: readonly string[]) =>
    inFolder(cwd, 'run', '--scenario', SCENARIOS, '--format', 'json', '--out', out, ...args);
  const shardOf = (run: RunResult) => {
    if (!run.shard) throw new Error('expected a part');
    return run.shard;
  };

  test(
    'each has something to do, and together they have everything once',
    async () => {
      writeFileSync(path.join(cwd, 'shop.mjs'), SHOP);
      writeFileSync(path.join(cwd, 'loginlab.config.json'), JSON.stringify(CONFIG));
      writeFileSync(path.join(cwd, 'expected.json'), JSON.stringify(EXPECTED));
      expect((await play('whole')).code).toBe(1);
      for (const [i, out] of parts.entries()) expect([0, 1]).toContain((await play(out, '--shard', `${i + 1}/3`)).code);
      const runs = await Promise.all(parts.map((part) => openRun(path.join(cwd, part), 'RUN')));
      const all = await openRun(path.join(cwd, 'whole'), 'RUN');
      expect(runs.every(({ results }) => results.length > 0)).toBe(true);
      expect(runs.flatMap((run) => shardOf(run).places).toSorted((a, b) => a - b)).toEqual(all.results.map((_, place) => place));
      expect(all.shard).toBeUndefined();
      expect(new Set(runs.flatMap(({ exchanges }) => Object.keys(exchanges))).size).toBe(
        runs.reduce((sum, { exchanges }) => sum + Object.keys(exchanges).length, 0),
      );
    },
    PATIENCE_MS,
  );

  test('joined they are the whole run: verdicts, checks, findings, counts, reasons', async () => {
    const ended = await inFolder(
      cwd,
      'report',
      'merge',
      ...parts,
      '--out',
      'merged',
      '--format',
      'html,junit,markdown,ctrf,sarif,matrix',
    );
    expect(ended.err).toBe('');
    const [joined, all] = [await openRun(path.join(cwd, 'merged'), 'RUN'), await openRun(path.join(cwd, 'whole'), 'RUN')];
    expect(whole(joined)).toEqual(whole(all));
    expect(joined.stale).toHaveLength(2);
    expect(ended.code).toBe(1);
    for (const { exchanges } of joined.results) for (const id of exchanges) expect(joined.exchanges[id]?.id).toBe(id);
    expect(readFileSync(path.join(cwd, 'merged', 'index.html'), 'utf8')).toContain('<title>Red');
  });

  test('rendered again they are the same bytes, in the same folder and in another', async () => {
    const formats = ['--format', 'html,junit,markdown,ctrf,sarif,matrix'];
    await inFolder(cwd, 'report', 'render', 'merged/run.json', '--out', 'again', ...formats);
    await inFolder(cwd, 'report', 'render', 'merged', '--format', 'junit');
    for (const name of [...readdirSync(path.join(cwd, 'merged'))])
      expect(readFileSync(path.join(cwd, 'again', name)).equals(readFileSync(path.join(cwd, 'merged', name)))).toBe(true);
  });

  /** The parts by their numbers, as the command reads them, one of them changed. */
  const joined = async (numbers: readonly number[], edit: (run: RunResult) => object = () => ({})): Promise<RunResult> => {
    const runs = await Promise.all(
      numbers.map(async (number) => ({ name: `part-${number}`, run: await openRun(path.join(cwd, `part-${number}`), 'RUN') })),
    );
    return mergeRuns(runs.map(({ name, run }) => ({ name, run: name === 'part-2' ? { ...run, ...edit(run) } : run })));
  };

  test('one that is missing, there twice, whole, or nowhere, is an error that names it, and nothing is written', async () => {
    await expect(joined([1, 3])).rejects.toThrow('Part 2 of 3 is missing; found 1 and 3. Run the rest: loginlab run --shard 2/3');
    await expect(joined([1, 2, 3, 2])).rejects.toThrow('Part 2 of 3 is there twice: part-2 and part-2');
    await expect(joined([1, 2, 3], () => ({ shard: undefined }))).rejects.toThrow(
      'part-2: shard: expected a part of a run, found a whole',
    );
    const ended = await inFolder(cwd, 'report', 'merge', 'part-1', 'nowhere', '--out', 'never');
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('RUN: there is no run at nowhere')]);
    expect(existsSync(path.join(cwd, 'never'))).toBe(false);
    const over = await inFolder(cwd, 'report', 'merge', ...parts, '--out', 'part-1');
    expect([over.code, over.err]).toEqual([2, expect.stringContaining('--out: part-1 holds one of the parts')]);
  });

  test.each<readonly [what: string, edit: (run: RunResult) => object, message: string]>([
    [
      'another version',
      ({ tool }) => ({ tool: { ...tool, version: '9.0.0' } }),
      'part-2: tool.version: expected "0.1.0" as in part-1, found "9.0.0". Run all parts with the same version',
    ],
    ['another catalogue', () => ({ catalogueRevision: 'other' }), 'part-2: catalogueRevision: expected'],
    [
      'another config',
      (run) => ({ shard: { ...shardOf(run), plan: 'ffff' } }),
      'Run all parts with the same config and the same options',
    ],
    ['another number of parts', (run) => ({ shard: { ...shardOf(run), of: 4 } }), 'part-2: shard.of: expected "3"'],
    [
      'another seed that was named',
      (run) => ({ shard: { ...shardOf(run), seedGiven: true } }),
      'The parts are of different runs',
    ],
    ['other deviations', (run) => ({ shard: { ...shardOf(run), expected: [] } }), 'Run all parts with the same expected.json'],
    ['places that do not fit', (run) => ({ shard: { ...shardOf(run), places: [] } }), 'part-2: shard.places: expected'],
    [
      'another version of a library',
      ({ results }) => ({ results: results.map((result) => ({ ...result, app: { ...result.app, version: '2' } })) }),
      'version of the app',
    ],
  ])('%s is an error that names the part and the field', async (_, edit, message) => {
    await expect(joined([1, 2, 3], edit)).rejects.toThrow(message);
  });

  test('of which one was stopped make a run that was stopped', async () => {
    const half = await joined([1, 2, 3], (run) => ({
      interrupted: true as const,
      results: run.results.slice(0, 1),
      shard: { ...shardOf(run), places: shardOf(run).places.slice(0, 1) },
    }));
    expect(half.interrupted).toBe(true);
    expect(half.results.length).toBeLessThan((await joined([1, 2, 3])).results.length);
  });
});

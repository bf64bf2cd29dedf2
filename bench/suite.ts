/**
 * Measures what people wait for: one of the bundled apps on suites of different sizes, with as many lanes as a run takes by itself.
 * Prints the figures, and writes them to `bench/suite.md`. Linux only: processor times are read from `/proc`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '../scenarios/model/index.ts';
import { followFamily } from './processor-time.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const APP = 'web';
const SUITES = ['smoke', 'security', 'ci', 'full'] as const;

/** In seconds: on the clock, and of the processor: of the run with its lanes, and of the app with all of its starts. */
interface Times {
  readonly clock: number;
  readonly harness: number;
  readonly app: number;
}

/** Runs the command line, and returns what it took. */
const timed = async (suite: string, args: readonly string[]): Promise<Times> => {
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args], { cwd: ROOT, stdio: 'ignore' });
  const times = followFamily(child.pid ?? 0);
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`run --suite ${suite} ended with ${status}`);
  const { near: harness, far: app } = times();
  return { clock: (performance.now() - startedAtMs) / 1000, harness, app };
};

const measure = async (suite: string): Promise<string> => {
  const out = mkdtempSync(path.join(tmpdir(), 'loginlab-bench-suite-'));
  try {
    const args = ['run', '--app', APP, '--suite', suite, '--expected', 'none', '--quiet', '--out', out];
    const { clock, harness, app } = await timed(suite, args);
    const { results } = JSON.parse(readFileSync(path.join(out, 'run.json'), 'utf8')) as RunResult;
    const played = results.filter(({ verdict }) => verdict !== 'skip').length;
    const scenarios = new Set(results.map(({ scenario }) => scenario)).size;
    const each = (all: number): string => `${((all / played) * 1000).toFixed(0)} ms`;
    const cells = [suite, scenarios, results.length, played, `${clock.toFixed(0)} s`, `${(harness + app).toFixed(0)} s`];
    return `| ${[...cells, each(harness + app), each(harness), each(app)].join(' | ')} |`;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};

const rows: string[] = [];
for (const suite of SUITES) {
  const row = await measure(suite);
  process.stdout.write(`${row}\n`);
  rows.push(row);
}
const text = [
  '# The time of a run, measured',
  '',
  `Written by \`npm run bench:suite\`: the app \`${APP}\` at one provider. Processor time is that of the run, its lanes and the app together; then for each played result, and its parts: the harness (the run and its lanes, the lab in them) and the app with its starts. Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} at the end.`,
  '',
  '| suite | scenarios | results | played | time | processor time | per played result | of the harness | of the app |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
  '',
].join('\n');
writeFileSync(new URL('suite.md', import.meta.url), text);

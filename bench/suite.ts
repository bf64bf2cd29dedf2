/**
 * Measures what people wait for: one of the bundled apps on suites of different sizes, with as many lanes as a run takes by itself.
 * Prints the figures, and writes them to `bench/suite.md`. Linux only: the processor time of the children is read from `/proc`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '../scenarios/model/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const APP = 'web';
const SUITES = ['smoke', 'security', 'ci', 'full'] as const;
const TICKS_PER_SECOND = 100;

/** Processor time of all children that have ended, in seconds: the run, its lanes and the apps. */
const childSeconds = (): number => {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
};

const measure = (suite: string): string => {
  const out = mkdtempSync(path.join(tmpdir(), 'loginlab-bench-suite-'));
  try {
    const args = ['run', '--app', APP, '--suite', suite, '--expected', 'none', '--quiet', '--out', out];
    const [startedAtMs, before] = [performance.now(), childSeconds()];
    const { status } = spawnSync(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args], { cwd: ROOT, stdio: 'ignore' });
    if (status !== 0) throw new Error(`run --suite ${suite} ended with ${status}`);
    const [seconds, cpuSeconds] = [(performance.now() - startedAtMs) / 1000, childSeconds() - before];
    const { results } = JSON.parse(readFileSync(path.join(out, 'run.json'), 'utf8')) as RunResult;
    const played = results.filter(({ verdict }) => verdict !== 'skip').length;
    const scenarios = new Set(results.map(({ scenario }) => scenario)).size;
    const each = `${((cpuSeconds / played) * 1000).toFixed(0)} ms`;
    return `| ${suite} | ${scenarios} | ${results.length} | ${played} | ${seconds.toFixed(0)} s | ${cpuSeconds.toFixed(0)} s | ${each} |`;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};

const rows = SUITES.map((suite) => {
  const row = measure(suite);
  process.stdout.write(`${row}\n`);
  return row;
});
const text = [
  '# The time of a run, measured',
  '',
  `Written by \`npm run bench:suite\`: the app \`${APP}\` at one provider. Processor time is that of the run, its lanes and the app together. Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores.`,
  '',
  '| suite | scenarios | results | played | time | processor time | per played result |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
  '',
].join('\n');
writeFileSync(new URL('suite.md', import.meta.url), text);

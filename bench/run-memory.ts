/**
 * Measures the memory of the main process of a run: ten of the bundled apps, all scenarios, all formats. Prints the figures, and writes
 * them to `bench/run-memory.md`. BENCH_SUITE names another suite. Linux only: the peak is read from `/proc`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPORTERS } from '../reports/index.ts';
import type { RunResult } from '../scenarios/model/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SUITE = process.env.BENCH_SUITE ?? 'full';
const APPS = [
  'express-openid-connect',
  'google-auth-library',
  'native',
  'openid-client',
  'passport-auth0',
  'passport-facebook',
  'passport-google-oauth20',
  'upload-naive',
  'upload-resuming',
  'web',
];
const BUDGET_MIB = 1024;
/** How often the peak is read: the last reading counts. */
const EVERY_MS = 200;

/** Most memory that a process has had, in MiB; undefined once it has ended. */
const peakOf = (pid: number): number | undefined => {
  try {
    const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kib === undefined ? undefined : Number(kib) / 1024;
  } catch {
    return undefined;
  }
};

const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-bench-memory-'));
try {
  const formats = Object.keys(REPORTERS).join(',');
  const args = ['run', '--app', APPS.join(','), '--suite', SUITE, '--format', formats, '--out', folder, '--quiet'];
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const reading = setInterval(() => {
    peak = peakOf(child.pid ?? 0) ?? peak;
  }, EVERY_MS);
  await once(child, 'exit');
  clearInterval(reading);
  const { results } = JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')) as RunResult;
  const scenarios = new Set(results.map(({ scenario }) => scenario)).size;
  const text = [
    '# The memory of a run, measured',
    '',
    `Written by \`npm run bench\`: ${APPS.length} apps, the suite ${SUITE}, all formats. Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores.`,
    '',
    '| what | budget | measured |',
    '| --- | --- | --- |',
    `| peak of the main process, ${results.length} results of ${scenarios} scenarios | ≤ ${BUDGET_MIB} MiB | ${peak.toFixed(0)} MiB |`,
    '',
  ].join('\n');
  writeFileSync(new URL('run-memory.md', import.meta.url), text);
  process.stdout.write(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Measures the HTML report of 3,000 results: its size, and in Chromium how long it takes until it can be read, filtered, and
 * until a result is open. Prints the figures and writes them to `bench/report.md`. BENCH_RUN names the run.json of a run to take
 * instead of the committed sample.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bytesOf, readRun, renderReports } from '../reports/index.ts';
import type { RunResult } from '../scenarios/model/index.ts';
import { manyResults } from './many-results.ts';
import { measurePage, type PageTimes, type Took } from './report-page.ts';
import { shown, spread } from './statistics.ts';

const RESULTS = Number(process.env.BENCH_RESULTS ?? 3000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const FILE = process.env.BENCH_RUN ?? new URL('../reports/sample/run.json', import.meta.url).pathname;

/** A run of fewer results says nothing of a report of thousands: its texts and exchanges would repeat. */
const LEAST = 1000;

const beside = (name: string): Uint8Array => readFileSync(path.join(path.dirname(FILE), name));

/** Writes the page of a run. Returns its size, and that of all reports together, in megabytes. */
const write = async (run: RunResult, page: string) => {
  const folder = path.dirname(page);
  const sizes = new Map<string, number>();
  for (const file of renderReports(run, ['json', 'html', 'junit', 'markdown'])) {
    const place = path.join(folder, file.path);
    await writeFile(place, bytesOf(file));
    sizes.set(place, statSync(place).size / 1e6);
  }
  return { html: sizes.get(page) ?? 0, all: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
};

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const times = (all: readonly PageTimes[], of: (one: PageTimes) => Took): readonly [string, string] => [
  `${shown(spread(all.map((one) => of(one).wall)), 0)} ms`,
  `${shown(spread(all.map((one) => of(one).cpu)), 0)} ms`,
];

const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-bench-report-'));
try {
  const sample = readRun(readFileSync(FILE, 'utf8'), beside);
  if (sample.results.length < LEAST) throw new Error(`${FILE}: ${sample.results.length} results, expected at least ${LEAST}.`);
  const page = path.join(folder, 'index.html');
  const started = performance.now();
  const size = await write(manyResults(sample, RESULTS), page);
  const rendered = (performance.now() - started) / 1000;
  const all = await measurePage(pathToFileURL(page).href, RESULTS, ROUNDS);
  const text = [
    '# The HTML report, measured',
    '',
    `Written by \`npm run bench\`: ${RESULTS} results, made of ${sample.results.length} of a real run, in Chromium at 1280 × 800. Median (least–most) of ${ROUNDS} rounds.`,
    `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} at the end; a busy machine makes the clock late, and the processor time hardly.`,
    '',
    row('what', 'budget', 'on the clock', 'of the processor'),
    row('---', '---', '---', '---'),
    row('DOM ready', '≤ 1 s', ...times(all, ({ domReady }) => domReady)),
    row('the slowest of four filters, painted', '≤ 100 ms', ...times(all, ({ filter }) => filter)),
    row('a result opened', '–', ...times(all, ({ open }) => open)),
    row('index.html', '≤ 5 MB at 1,576 results', `${size.html.toFixed(2)} MB`, '–'),
    row('all reports together', '≤ 15 MB at 1,576 results', `${size.all.toFixed(2)} MB`, '–'),
    row('writing them', '–', `${rendered.toFixed(1)} s`, '–'),
    '',
  ].join('\n');
  writeFileSync(new URL('report.md', import.meta.url), text);
  process.stdout.write(text);
} finally {
  rmSync(folder, { recursive: true });
}

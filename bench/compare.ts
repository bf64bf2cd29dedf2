/**
 * Measures the lab against a floor and other stand-ins, interleaved in one run, so that a noisy machine disturbs all of them alike.
 * Prints ratios, and whether each budget is met; writes them to `bench/results.md`, and a chart of them to `bench/results.svg`.
 */
import { writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform } from 'node:os';
import { chart } from './chart.ts';
import { PEERS, type PeerId } from './peers.ts';
import { measureUnderLoad } from './rounds.ts';
import { isMet, type Row, rowsOf } from './rows.ts';
import { measureStart, type Start } from './starts.ts';
import { table } from './table.ts';
import { inTurn } from './turns.ts';
import { measureWorlds } from './worlds.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const SLICE_MS = Number(process.env.BENCH_SLICE_MS ?? 700);
const STARTS = Number(process.env.BENCH_STARTS ?? ROUNDS);
const MEMORY_LOGINS = Number(process.env.BENCH_MEMORY_LOGINS ?? 10_000);

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const measureStarts = async (): Promise<Readonly<Record<PeerId, readonly Start[]>>> => {
  const starts = Object.fromEntries(PEERS.map(({ id }) => [id, [] as Start[]])) as Record<PeerId, Start[]>;
  for (let round = 0; round < STARTS; round += 1) {
    for (const peer of inTurn(PEERS, round)) starts[peer.id].push(await measureStart(peer));
    const shown = PEERS.map(({ id }) => `${id} ${starts[id][round]?.discoveryMs.toFixed(0)} ms`);
    say(`  start ${round + 1}/${STARTS}: ${shown.join(', ')}`);
  }
  return starts;
};

const VERDICTS = new Map([
  [true, 'met'],
  [false, '**not met**'],
  [undefined, '–'],
]);

const OTHERS = PEERS.filter(({ id }) => id !== 'floor');

const cellsOf = (row: Row): readonly string[] => [
  row.what,
  row.budget?.text ?? '–',
  VERDICTS.get(isMet(row)) ?? '–',
  ...OTHERS.map(({ id }) => row.values[id]?.text ?? '–'),
];

/** What a reader has to know to read the table. */
const NOTES = [
  'The floor is a bare `node:http` server that answers the three requests of a login and signs one RS256-2048 ID token for each token reply, by `sign` of `node:crypto` with a callback. Login Lab signs by the same call, and as often.',
  'emulate remembers nobody: the form of its page of accounts counts as the authorization request, and the page is left out. Its refresh signs nothing, so that it stands outside of the comparison. mockin has no refresh tokens.',
  'Each reply was the wanted one, or the bench had failed. The first ID token of each server was verified with its published key.',
];

const report = (rows: readonly Row[]): string =>
  [
    '# Measured',
    '',
    'Written by `npm run bench`; [README.md](README.md) says how each figure is made. Ratios within one run, round by round: median (least–most).',
    `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} at the end; ${ROUNDS} rounds of ${SLICE_MS} ms, ${STARTS} starts.`,
    '',
    ...table(['what', 'budget', 'verdict', ...OTHERS.map(({ title }) => title)], rows.map(cellsOf)),
    '',
    ...NOTES.map((note) => `- ${note}`),
    '',
    '![Login Lab beside other stand-ins](results.svg)',
    '',
  ].join('\n');

say('cold start');
const starts = await measureStarts();
say('under load');
const load = await measureUnderLoad({ rounds: ROUNDS, sliceMs: SLICE_MS, memoryLogins: MEMORY_LOGINS, say });
say('worlds');
const rows = rowsOf({ starts, load, worlds: await measureWorlds(), memoryLogins: MEMORY_LOGINS });
const text = report(rows);
writeFileSync(new URL('results.md', import.meta.url), text);
writeFileSync(new URL('results.svg', import.meta.url), chart(rows));
process.stdout.write(text);

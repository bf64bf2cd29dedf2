/**
 * Measures the lab against a floor and against another mock provider, interleaved in one run, so that a noisy
 * machine disturbs all of them alike. Prints ratios and writes them to `bench/results.md`.
 */
import { writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { startServer } from './child.ts';
import { type LoadClient, labClient, simpleClient } from './clients.ts';
import { coldStartMs } from './cold-start.ts';
import { operationsPerSecond } from './load.ts';
import { residentMiB } from './memory.ts';
import { shown, spread } from './statistics.ts';
import { measureWorlds } from './worlds.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const SLICE_MS = Number(process.env.BENCH_SLICE_MS ?? 700);
const STARTS = Number(process.env.BENCH_STARTS ?? 7);

const here = (path: string): string => new URL(path, import.meta.url).pathname;
const FLOOR = [here('servers/floor.mjs')];
const MOCK = [here('servers/oauth2-mock-server.mjs')];
const LAB = [here('../dist/cli.js'), 'serve', '--port', '0', '--persona', 'google', '--json'];

type Servers = Readonly<Record<'floor' | 'mock' | 'lab', LoadClient>>;
type Names = keyof Servers;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Ratios to the floor of the same round; the order of the servers turns round every second time. */
const compareUnderLoad = async (servers: Servers, operation: 'login' | 'refresh') => {
  const ratios: Record<Names, number[]> = { floor: [], mock: [], lab: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const order: Names[] = round % 2 === 0 ? ['floor', 'mock', 'lab'] : ['lab', 'mock', 'floor'];
    const rates: Partial<Record<Names, number>> = {};
    for (const name of order) rates[name] = await operationsPerSecond(() => servers[name][operation](), SLICE_MS);
    for (const name of order) ratios[name].push((rates[name] ?? Number.NaN) / (rates.floor ?? Number.NaN));
    say(`  ${operation} ${round + 1}/${ROUNDS}: floor ${rates.floor?.toFixed(0)}/s, lab ${rates.lab?.toFixed(0)}/s`);
  }
  return { lab: spread(ratios.lab), mock: spread(ratios.mock) };
};

const compareStarts = async () => {
  const ratios = { lab: [] as number[], mock: [] as number[] };
  for (let start = 0; start < STARTS; start++) {
    const floor = await coldStartMs(FLOOR, '/.well-known/openid-configuration');
    ratios.mock.push((await coldStartMs(MOCK, '/.well-known/openid-configuration')) / floor);
    ratios.lab.push((await coldStartMs(LAB, '/google/.well-known/openid-configuration')) / floor);
  }
  return { lab: spread(ratios.lab), mock: spread(ratios.mock) };
};

const measureLoad = async () => {
  await using floorServer = await startServer(FLOOR);
  await using mockServer = await startServer(MOCK);
  await using labServer = await startServer(LAB);
  const startedMiB = residentMiB(labServer.pid);
  await using floor = await simpleClient(floorServer.url);
  await using mock = await simpleClient(mockServer.url);
  await using lab = await labClient(labServer.url);
  for (const client of [floor, mock, lab]) await operationsPerSecond(() => client.login(), SLICE_MS);
  const login = await compareUnderLoad({ floor, mock, lab }, 'login');
  const refresh = await compareUnderLoad({ floor, mock, lab }, 'refresh');
  return { login, refresh, startedMiB, memory: await measureMemory(lab, labServer.pid) };
};

const logins = async (client: LoadClient, count: number): Promise<void> => {
  const each = async () => {
    for (let done = 0; done < count / 16; done++) await client.login();
  };
  await Promise.all(Array.from({ length: 16 }, each));
};

const MEMORY_LOGINS = Number(process.env.BENCH_MEMORY_LOGINS ?? 10_000);

const measureMemory = async (lab: LoadClient, pid: number) => {
  say(`  memory: twice ${MEMORY_LOGINS} logins`);
  await logins(lab, MEMORY_LOGINS);
  const first = residentMiB(pid);
  await logins(lab, MEMORY_LOGINS);
  return { first, second: residentMiB(pid) };
};

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const report = (
  starts: Awaited<ReturnType<typeof compareStarts>>,
  load: Awaited<ReturnType<typeof measureLoad>>,
  worlds: Awaited<ReturnType<typeof measureWorlds>>,
): string =>
  [
    '# Measured',
    '',
    'Written by `npm run bench`. Ratios within one run, median (least–most); the floor is a bare `node:http` server that signs one RS256 token for each token reply.',
    `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores, ${ROUNDS} rounds of ${SLICE_MS} ms, ${STARTS} starts.`,
    '',
    row('what', 'budget', 'Login Lab', 'oauth2-mock-server'),
    row('---', '---', '---', '---'),
    row('cold start to first discovery reply ÷ floor', '≤ 2.5', shown(starts.lab), shown(starts.mock)),
    row('login of an authorized user, 16 at once ÷ floor', '≥ 0.5', shown(load.login.lab), shown(load.login.mock)),
    row('refresh, 16 at once ÷ floor', '≥ 0.75', shown(load.refresh.lab), shown(load.refresh.mock)),
    row('a new isolated world', '≤ 1 ms', `${worlds.openMs.toFixed(3)} ms`, '–'),
    row('heap of 1,000 worlds with a login each', '≤ 50 MB', `${worlds.thousandMiB.toFixed(1)} MiB`, '–'),
    row('resident memory after start', '≤ 110 MiB', `${load.startedMiB.toFixed(0)} MiB`, '–'),
    row(`a second ${MEMORY_LOGINS} logins add`, '< 10 %', growth(load.memory), '–'),
    '',
  ].join('\n');

const growth = ({ first, second }: { readonly first: number; readonly second: number }): string =>
  `${(((second - first) / first) * 100).toFixed(1)} % (${first.toFixed(0)} → ${second.toFixed(0)} MiB)`;

say('cold start');
const starts = await compareStarts();
say('under load');
const load = await measureLoad();
say('worlds');
const worlds = await measureWorlds();
const text = report(starts, load, worlds);
writeFileSync(here('results.md'), text);
process.stdout.write(text);

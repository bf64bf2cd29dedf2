/**
 * Measures what a login costs in a lab that has been used for long: with 0, 1,000 and 10,000 refresh tokens, exchanges, worlds
 * and people, and with as many followers as the lab lets in. The labs of a row are measured in turns within one run. Prints
 * ratios to the empty lab and writes them to `bench/growth.md`.
 */
import { writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform } from 'node:os';
import { createLab } from '../built.ts';
import { labClient } from '../clients/lab.ts';
import { median, shown, spread } from '../statistics.ts';
import { table } from '../table.ts';
import { inTurn } from '../turns.ts';
import { KINDS, type Kind } from './kinds.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const LOGINS = Number(process.env.BENCH_LOGINS ?? 40);
const MOST = Number(process.env.BENCH_GROWTH ?? 10_000);
/** Part of the budget that is left for chance: a row is flat below this ratio. */
const FLAT_BELOW = 1.1;

interface Measured extends AsyncDisposable {
  operation(): Promise<unknown>;
}

const repeated = async (count: number, action: () => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < count; i += 1) await action();
};

/** Whoever logs in comes last: a full table of sessions drops the oldest. */
const openLab = async ({ fill, operation }: Kind, count: number): Promise<Measured> => {
  const lab = await createLab();
  await lab.default.settings.change({ 'google/refresh/first-consent-only': false });
  await fill(lab, count);
  const client = await labClient(lab.url, { access_type: 'offline' });
  await repeated(LOGINS, () => client.login()); // warm
  return {
    operation: operation ? await operation(lab) : () => client.login(),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await lab.close();
    },
  };
};

const millisecondsOf = async (lab: Measured): Promise<number> => {
  const start = performance.now();
  await repeated(LOGINS, () => lab.operation());
  return (performance.now() - start) / LOGINS;
};

/** Ratios to the empty lab of the same round; the order turns round every second time. */
const measure = async (kind: Kind, counts: readonly number[]): Promise<readonly (readonly number[])[]> => {
  await using open = new AsyncDisposableStack();
  const labs: Measured[] = [];
  for (const count of counts) labs.push(open.use(await openLab(kind, count)));
  const ratios: number[][] = counts.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    const took: number[] = [];
    for (const i of inTurn([...labs.keys()], round)) took[i] = await millisecondsOf(labs[i] as Measured);
    for (const [i, each] of took.entries()) ratios[i]?.push(each / (took[0] ?? Number.NaN));
    process.stderr.write(`  ${kind.name} ${round + 1}/${ROUNDS}: ${took.map((each) => each.toFixed(1)).join(', ')} ms\n`);
  }
  return ratios;
};

const rows: string[][] = [];
for (const kind of KINDS) {
  const most = Math.min(MOST, kind.most ?? MOST);
  const counts = [0, Math.ceil(most / 10), most];
  const ratios = await measure(kind, counts);
  const cells = counts.slice(1).map((count, i) => `${count}: ${shown(spread(ratios[i + 1] ?? []))}`);
  rows.push([kind.name, ...cells, median(ratios[2] ?? []) < FLAT_BELOW ? 'met' : '**not met**']);
}

const text = [
  '# What grows, measured',
  '',
  `Written by \`npm run bench\`. What a login costs beside so many, divided by what it costs beside none; median (least–most) of ${ROUNDS} rounds of ${LOGINS} logins, one after another. 1 is flat; the budget is below ${FLAT_BELOW}.`,
  `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} at the end.`,
  '',
  ...table(['what', 'some', 'many', 'verdict'], rows),
  '',
].join('\n');
writeFileSync(new URL('../growth.md', import.meta.url), text);
process.stdout.write(text);

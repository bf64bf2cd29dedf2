/**
 * Measures what a login costs in a lab that has been used for long: with 0, 1,000 and 10,000 refresh tokens, exchanges, worlds,
 * people and followers, as far as the lab has room for them. The labs of a row are measured in turns within one run. Prints
 * ratios to the empty lab and writes them to `bench/growth.md`.
 */
import { writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { createLab, type Lab } from '../../provider/index.ts';
import { labClient } from '../clients/lab.ts';
import type { LoadClient } from '../clients/load-client.ts';
import { shown, spread } from '../statistics.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const LOGINS = Number(process.env.BENCH_LOGINS ?? 40);
const MOST = Number(process.env.BENCH_GROWTH ?? 10_000);

/** Something that grows. */
interface Kind {
  readonly name: string;
  /** Most that a lab has room for. */
  readonly most: number;
  fill(lab: Lab, count: number): Promise<unknown>;
  /** Gives what is measured; default: a login that issues a refresh token. */
  operation?(lab: Lab): Promise<() => Promise<unknown>>;
}

const repeated = async (count: number, action: (i: number) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < count; i += 1) await action(i);
};

const fillLog = (lab: Lab, count: number): Promise<void> =>
  repeated(count, (i) => lab.fetch(`${lab.default.google.address}/nothing-here?state=some-state-${i}`));

const fillPeople = (lab: Lab, count: number): Promise<void> => repeated(count, (i) => lab.default.people.add({ key: `p${i}` }));

/** Anybody reads the picture of a user by id. */
const readPicture = async (lab: Lab): Promise<() => Promise<unknown>> => {
  const { facebook } = lab.default;
  const { access_token: token } = await facebook.mint({ as: 'ana' });
  const { id } = (await (await fetch(`${facebook.address}/me?access_token=${token}`)).json()) as { readonly id: string };
  return async () => (await fetch(`${facebook.address}/${id}/picture?redirect=false`)).arrayBuffer();
};

/** Ends its reader with the lab. */
const followFromStart = async (lab: Lab): Promise<void> => {
  const events = await lab.default.wire.follow({ after: 0 });
  void (async () => {
    for await (const _ of events);
  })();
};

const KINDS: readonly Kind[] = [
  {
    name: 'refresh tokens of the person who logs in',
    most: Math.min(MOST, 9_000), // a world keeps 10,000 rows of a kind, and the session of the person is one
    fill: (lab, count) => repeated(count, () => lab.default.google.mint({ as: 'ana', scope: 'openid email' })),
  },
  { name: 'exchanges in the log', most: MOST, fill: fillLog },
  { name: 'open worlds', most: MOST, fill: (lab, count) => repeated(Math.min(count, 9_999), () => lab.world()) },
  { name: 'people', most: 900, fill: fillPeople },
  {
    name: 'followers of the clock',
    most: 1_000,
    fill: (lab, count) => repeated(count, (i) => lab.default.clock.follow(`c${i}`)),
  },
  {
    name: 'exchanges in the log, with one who has just begun to follow it from its start',
    most: MOST,
    async fill(lab, count) {
      await fillLog(lab, count);
      await followFromStart(lab);
    },
  },
  {
    name: 'exchanges in the log; measured: `wire?limit=50`',
    most: MOST,
    fill: (lab, count) => fillLog(lab, Math.max(count, 50)),
    operation: async (lab) => async () => (await fetch(`${lab.url}/_lab/worlds/default/wire?limit=50`)).arrayBuffer(),
  },
  {
    name: 'people; measured: 100 look-ups by e-mail',
    most: 900,
    fill: fillPeople,
    operation: async (lab) => () => repeated(100, () => lab.default.sessions.end({ person: 'ben@example.com' })),
  },
  {
    name: 'people; measured: 100 times the list of sessions',
    most: 900,
    fill: fillPeople,
    operation: async (lab) => () => repeated(100, () => lab.default.sessions.list()),
  },
  {
    name: 'people; measured: `/{id}/picture` at Graph',
    most: 900,
    fill: fillPeople,
    operation: readPicture,
  },
];

interface Measured extends AsyncDisposable {
  operation(): Promise<unknown>;
}

const openLab = async ({ fill, operation }: Kind, count: number): Promise<Measured> => {
  const lab = await createLab();
  await lab.default.settings.change({ 'google/refresh/first-consent-only': false });
  const client: LoadClient = await labClient(lab.url, { access_type: 'offline' });
  await repeated(LOGINS, () => client.login()); // warm
  await fill(lab, count);
  const measured = operation ? await operation(lab) : () => client.login();
  return {
    operation: measured,
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

/** Ratios to the empty lab of the same round. */
const measure = async (kind: Kind, counts: readonly number[]): Promise<readonly (readonly number[])[]> => {
  await using open = new AsyncDisposableStack();
  const labs: Measured[] = [];
  for (const count of counts) labs.push(open.use(await openLab(kind, count)));
  const ratios: number[][] = counts.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    const took: number[] = [];
    for (const lab of labs) took.push(await millisecondsOf(lab));
    for (const [i, each] of took.entries()) ratios[i]?.push(each / (took[0] ?? Number.NaN));
    process.stderr.write(`  ${kind.name} ${round + 1}/${ROUNDS}: ${took.map((each) => each.toFixed(1)).join(', ')} ms\n`);
  }
  return ratios;
};

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rows: string[] = [];
for (const kind of KINDS) {
  const counts = [0, Math.ceil(kind.most / 10), kind.most];
  const ratios = await measure(kind, counts);
  const cells = counts.slice(1).map((count, i) => `${count}: ${shown(spread(ratios[i + 1] ?? []))}`);
  rows.push(row(kind.name, ...cells));
}

const text = [
  '# What grows, measured',
  '',
  `Written by \`npm run bench\`. What a login costs beside so many, divided by what it costs beside none; median (least–most) of ${ROUNDS} rounds of ${LOGINS} logins, one after another. 1 is flat.`,
  `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores.`,
  '',
  row('what', 'some', 'many'),
  row('---', '---', '---'),
  ...rows,
  '',
].join('\n');
writeFileSync(new URL('../growth.md', import.meta.url), text);
process.stdout.write(text);

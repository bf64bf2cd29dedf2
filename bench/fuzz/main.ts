/**
 * Sends requests to everything that listens, most of them nearly right: every endpoint of every persona, the control API as its
 * OpenAPI document describes it, console, proxy and TLS, in worlds with changed clocks, settings and faults.
 * `--requests N` (100000), `--seed S` (random, printed), `--story I` plays one story again.
 * Exits 1 after a 5xx that nothing declares, an internal error, a request without a reply, or a crash.
 */
import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { readKnown } from './known.ts';
import { type Finding, play } from './play.ts';
import { storyOf } from './story.ts';
import type { Targets } from './targets.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string' }, seed: { type: 'string' }, story: { type: 'string' }, lanes: { type: 'string' } },
});
const REQUESTS = Number(values.requests ?? 100_000);
const SEED = Number(values.seed ?? randomInt(2 ** 31));
const LANES = Number(values.lanes ?? 8);

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly sockets: number;
}
type Message = { readonly targets?: Targets; readonly failure?: string; readonly memory?: Memory };

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

const failures: string[] = [];
const child = fork(new URL('lab-process.ts', import.meta.url), {
  execArgv: ['--import', 'tsx', '--expose-gc'],
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
const crashed = new Promise<never>((_, reject) =>
  child.once('exit', (code, signal) => reject(new Error(`the lab ended: ${code ?? signal}`))),
);
crashed.catch(() => undefined);

const next = <K extends keyof Message>(name: K): Promise<NonNullable<Message[K]>> => {
  const told = new Promise<NonNullable<Message[K]>>((resolve) => {
    const listen = (message: Message) => {
      if (message[name] === undefined) return;
      child.off('message', listen);
      resolve(message[name] as NonNullable<Message[K]>);
    };
    child.on('message', listen);
  });
  return Promise.race([told, crashed]);
};
child.on('message', ({ failure }: Message) => {
  if (failure === undefined) return;
  failures.push(failure);
  say(`INTERNAL ERROR: ${failure}`);
});

const memoryNow = (): Promise<Memory> => {
  const told = next('memory');
  child.send('memory');
  return told;
};

const targets = await next('targets');
const arbitrary = storyOf(await readKnown(targets));
say(`seed ${SEED}, ${REQUESTS} requests, ${LANES} at once`);

const counts: Record<string, number> = {};
const findings: (Finding & { readonly story: number })[] = [];
const memory: Memory[] = [];
let [requests, stories, reported] = [0, 0, 0];

const playOne = async (story: number): Promise<void> => {
  const [steps = []] = fc.sample(arbitrary, { seed: SEED + story, numRuns: 1 });
  const played = await play(targets, steps);
  requests += played.requests;
  for (const [name, count] of Object.entries(played.counts)) counts[name] = (counts[name] ?? 0) + count;
  for (const finding of played.findings) {
    findings.push({ ...finding, story });
    say(`FOUND ${finding.kind} in story ${story}, step ${finding.step}: ${finding.message}\n`);
  }
};

const lane = async (): Promise<void> => {
  while (requests < REQUESTS) {
    await playOne(stories++);
    if (requests < reported) continue;
    reported += REQUESTS / 20;
    memory.push(await memoryNow());
    say(
      `  ${requests} requests, ${stories} stories, ${mib(memory.at(-1)?.rss ?? 0)} resident, ${mib(memory.at(-1)?.heapUsed ?? 0)} heap, ${memory.at(-1)?.sockets} sockets`,
    );
  }
};

if (values.story !== undefined) await playOne(Number(values.story));
else await Promise.race([Promise.all(Array.from({ length: LANES }, lane)), crashed]);
memory.push(await memoryNow());

const kinds = Object.entries(Object.groupBy(findings, ({ kind }) => kind)).map(([kind, all]) => `${kind}: ${all?.length}`);
const lines = Object.entries(counts)
  .toSorted()
  .map(([name, count]) => `| ${name} | ${count} |`);
const [first, last] = [memory[0], memory.at(-1)];
process.stdout.write(
  [
    `seed ${SEED}: ${requests} requests in ${stories} stories`,
    '| reply | count |',
    '| --- | --- |',
    ...lines,
    `memory of the lab, after collection: ${mib(first?.rss ?? 0)} resident and ${mib(first?.heapUsed ?? 0)} heap at first, ${mib(last?.rss ?? 0)} and ${mib(last?.heapUsed ?? 0)} at last`,
    `sockets left: ${last?.sockets}`,
    `internal errors and crashes: ${failures.length}; findings: ${kinds.join(', ') || 'none'}`,
    '',
  ].join('\n'),
);
child.removeAllListeners('exit');
child.disconnect();
process.exitCode = failures.length + findings.length === 0 ? 0 : 1;

import { randomLower } from '../../provider/world/random.ts';
import { descendantsOf, entryOf, environmentOf, isSame, listProcesses, outputsOf, type ProcessEntry } from './process-table.ts';

/** A variable that every process of an app inherits. Its name tells nothing of the lab. */
const MARK = 'APP_INSTANCE_MARK';

/** Names the process that starts apps, for one that survives it. */
export const STARTER_VARIABLE = 'LOGINLAB_STARTER';

/** A name for a process that starts apps. */
export const newStarter = (): string => randomLower(16);

const STARTER = process.env[STARTER_VARIABLE] ?? newStarter();
let started = 0;

/** Rounds in which processes are ended that others still start. */
const MOST_ROUNDS = 100;

const isMarked = (mark: string) => (entry: ProcessEntry) => environmentOf(entry).includes(`\0${MARK}=${mark}`);

const signal = ({ pid }: ProcessEntry, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {} // it has ended meanwhile, or became another user's
};

/** Kills processes until none is found. */
const killAll = (find: () => readonly ProcessEntry[]): void => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const found = find();
    if (found.length === 0) return;
    for (const entry of found) signal(entry, 'SIGKILL');
  }
};

/**
 * The processes of one app, wherever they have gone. A process group loses what makes a session of its own (setsid, a daemon).
 * On Linux such a process is found as long as one of three things holds: its ancestors live, it has the environment that the app
 * was given, or it writes to the output of the app. On other systems, and without all three, it is not found.
 */
export class AppFamily {
  readonly #mark = `${STARTER}.${++started};`;
  #first: ProcessEntry | undefined;
  #outputs: readonly string[] = [];
  /** Seen while their ancestors lived. */
  #known: readonly ProcessEntry[] = [];

  /** For the environment of the app. */
  get variables(): Readonly<Record<string, string>> {
    return { [MARK]: this.#mark };
  }

  /** `pid` is the first process of the app, which was just started. `ownsOutput`: nobody else has its output. */
  begin(pid: number, { ownsOutput }: { readonly ownsOutput: boolean }): void {
    this.#first = entryOf(pid);
    this.#outputs = ownsOutput ? outputsOf({ pid }).filter((output) => output !== '') : [];
  }

  /** True while others than the first are left. */
  get isLeft(): boolean {
    return this.#find().length > 0;
  }

  /** Learns of them while their ancestors live: afterwards they are harder to find. */
  look(): void {
    this.#find();
  }

  /** Signals those that left the process group of the first. Those inside get its signals with the group. */
  signalStrays(name: NodeJS.Signals): void {
    for (const entry of this.#find()) if (entry.group !== this.#first?.pid) signal(entry, name);
  }

  /** Kills all but the first. */
  end(): void {
    killAll(() => this.#find());
  }

  #find(): readonly ProcessEntry[] {
    const first = this.#first;
    if (!first) return [];
    const table = listProcesses().filter(({ start }) => start >= first.start); // what is older is not of this app
    this.#known = this.#known.filter(isSame);
    const alive = isSame(first) ? [first, ...this.#known] : this.#known;
    const below = descendantsOf(alive, table);
    const told = table.filter((entry) => isMarked(this.#mark)(entry) || this.#writesTo(entry));
    const all = new Map([...this.#known, ...below, ...told].map((entry) => [entry.pid, entry]));
    all.delete(first.pid);
    this.#known = [...all.values()];
    return this.#known;
  }

  #writesTo(entry: ProcessEntry): boolean {
    return outputsOf(entry).some((output) => this.#outputs.includes(output));
  }
}

/** Kills what the apps of a process left that was killed itself. `groups`: the process groups of those apps. */
export const endAppsOf = (starter: string, groups: ReadonlySet<number>): void => {
  let known: readonly ProcessEntry[] = [];
  killAll(() => {
    const table = listProcesses();
    const told = table.filter((entry) => groups.has(entry.group) || isMarked(`${starter}.`)(entry));
    const all = [...known.filter(isSame), ...told];
    // All of them are known before the first is killed: those whose ancestors end are harder to find.
    known = [...all, ...descendantsOf(all, table)];
    return known;
  });
};

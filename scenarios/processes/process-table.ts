import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * The processes of this machine. Only Linux tells a program what another one was started with and what it holds open; elsewhere
 * the table is empty.
 */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Clock ticks since boot: a number is given to another process later. */
  readonly start: number;
}

/** Answers '' where a process has ended, or belongs to another user. */
const quietly = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

/** Undefined for one that has ended and waits for its parent to notice. */
export const entryOf = (pid: number): ProcessEntry | undefined => {
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // Fields from the third on; the name before them may hold spaces and parentheses.
  const [state = 'Z', parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const hasEnded = stat === '' || state === 'Z' || state === 'X';
  return hasEnded ? undefined : { pid, parent: Number(parent), group: Number(group), start: Number(rest[16]) };
};

export const listProcesses = (): readonly ProcessEntry[] => {
  const names = quietly(() => (process.platform === 'linux' ? readdirSync('/proc').join(' ') : '')).split(' ');
  return names.flatMap((name) => (/^\d+$/.test(name) ? (entryOf(Number(name)) ?? []) : []));
};

export const isSame = (entry: ProcessEntry): boolean => entryOf(entry.pid)?.start === entry.start;

/** The variables that a process was started with, each after a zero byte. */
export const environmentOf = ({ pid }: Pick<ProcessEntry, 'pid'>): string =>
  `\0${quietly(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))}`;

/** What its standard output and error are; '' for neither. */
export const outputsOf = ({ pid }: Pick<ProcessEntry, 'pid'>): readonly string[] =>
  [1, 2].map((fd) => quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`)));

/** The children of some processes, their children, and so on. */
export const descendantsOf = (ancestors: readonly ProcessEntry[], table: readonly ProcessEntry[]): readonly ProcessEntry[] => {
  const byParent = Map.groupBy(table, ({ parent }) => parent);
  const childrenOf = ({ pid }: ProcessEntry) => byParent.get(pid) ?? [];
  const found = new Set<ProcessEntry>();
  for (let next = ancestors.flatMap(childrenOf); next.length > 0; next = next.flatMap(childrenOf)) {
    next = next.filter((entry) => !found.has(entry));
    for (const entry of next) found.add(entry);
  }
  return [...found];
};

/** Processor times of programs, in seconds, from `/proc`. Linux only. */
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
/** How often a family is looked at: what a program takes after the last look is not counted. */
const EVERY_MS = 40;

/** Undefined for a program that has ended. Its name may hold blanks: the fields are counted from behind it. */
const secondsOf = (pid: number): number | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
};

const childrenOf = (pid: number): readonly number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

/** Seconds of a program with its children, and of all that these have started. */
export interface FamilyTimes {
  readonly near: number;
  readonly far: number;
}

const all = (seconds: ReadonlyMap<number, number>): number => [...seconds.values()].reduce((sum, each) => sum + each, 0);

/** Follows a program and its family. The function that it returns ends that, and gives the times. */
export const followFamily = (pid: number): (() => FamilyTimes) => {
  const [near, far] = [new Map<number, number>(), new Map<number, number>()];
  const look = (each: number, depth: number): void => {
    const seconds = secondsOf(each);
    if (seconds === undefined) return;
    (depth < 2 ? near : far).set(each, seconds);
    for (const child of childrenOf(each)) look(child, depth + 1);
  };
  const looking = setInterval(() => look(pid, 0), EVERY_MS);
  return () => {
    clearInterval(looking);
    return { near: all(near), far: all(far) };
  };
};

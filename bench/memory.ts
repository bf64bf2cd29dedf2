import { readFileSync } from 'node:fs';

/** Resident memory of a process in MiB; Linux only, `NaN` elsewhere. */
export const residentMiB = (pid: number): number => {
  try {
    const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kib) / 1024;
  } catch {
    return Number.NaN; // no /proc on this system: the row says so
  }
};

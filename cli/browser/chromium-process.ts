import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Chromium } from '../../provider/index.ts';

/** How a browser ended by itself. */
export interface BrowserEnd {
  /** Absent where a signal ended it. */
  readonly code?: number;
  /** The last line that it wrote. */
  readonly said: string;
}

/** A browser at work, with a profile that goes with it. */
export interface ChromiumProcess {
  /** Resolves when it ends, and its profile is removed. */
  readonly ended: Promise<BrowserEnd>;
  close(): Promise<void>;
}

/** Milliseconds for a browser to close its windows. */
const PATIENCE_MS = 3_000;

const lastLineOf = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** Chromium's helper processes still write while it ends. */
const removeProfile = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);

/** Starts a browser in a process group of its own, which Ctrl-C at the terminal does not reach. Its profile is new, and goes with it. */
export const startChromium = async ({ executablePath, args }: Chromium, more: readonly string[]): Promise<ChromiumProcess> => {
  const profile = await mkdtemp(path.join(tmpdir(), 'loginlab-browser-'));
  const child = spawn(executablePath, [...args, `--user-data-dir=${profile}`, ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const ended = new Promise<BrowserEnd>((resolve) => {
    const end = async (end: BrowserEnd) => {
      await removeProfile(profile);
      resolve(end);
    };
    child.once('error', ({ message }) => void end({ code: -1, said: message }));
    child.once('exit', (code) => void end({ ...(code !== null && { code }), said: lastLineOf(said) }));
  });
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  };
  const close = async (): Promise<void> => {
    signal('SIGTERM');
    const giveUp = setTimeout(() => signal('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(giveUp);
  };
  return { ended, close };
};

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

const firstJsonLine = async (child: ChildProcess, command: string): Promise<{ url: string }> => {
  if (!child.stdout) throw new Error(`The standard output of ${command} cannot be read.`);
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('{')) return JSON.parse(line);
  }
  throw new Error(`${command} ended before it printed its address.`);
};

/** Starts a server that prints `{"url": …}` as its first line of JSON; ends it with the scope. */
export const startServer = async (args: readonly string[]): Promise<RunningServer> => {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { url } = await firstJsonLine(child, args.join(' '));
  child.stdout?.resume();
  return {
    url,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGTERM');
      await ended;
    },
  };
};

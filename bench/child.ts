import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How a server is started. */
export interface StartCommand {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

/** `{"url":"http://127.0.0.1:4400", …`, or the words of a server of somebody else. */
const ADDRESS = /(?:^\{.*?"url":"|listening on )(https?:\/\/[^"\s]+)/;

const printedAddress = async (child: ChildProcess, command: string): Promise<string> => {
  if (!child.stdout) throw new Error(`The standard output of ${command} cannot be read.`);
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    const [, url] = ADDRESS.exec(line) ?? [];
    if (url !== undefined) return url;
    said.push(line);
  }
  throw new Error(`${command} ended before it printed its address. It said: ${said.join(' / ')}`);
};

/** Starts a server that prints its address; ends it with the scope. */
export const startServer = async ({ args, env = {} }: StartCommand): Promise<RunningServer> => {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  const url = await printedAddress(child, args.join(' '));
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

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const TSX = fileURLToPath(import.meta.resolve('tsx'));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  /** Resolves with all of stdout so far, once it contains the text; rejects when the command ends before. */
  readonly prints: (text: string) => Promise<string>;
  /** The same of stderr. */
  readonly says: (text: string) => Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The system refuses to write longer files, as a full disk does. */
  readonly longestFileKiB?: number;
}

/** Nothing of the test runner's own surroundings reaches the command. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|INIT_CWD$|NODE_ENV$|VITEST|LOGINLAB_|GITHUB_STEP_SUMMARY$|GITHUB_ACTIONS$)/.test(name),
    ),
  );

/** Starts the command line from its sources, as a user would from a shell. Ended with the test. */
export const start = (args: readonly string[], { cwd, env, longestFileKiB }: Surroundings = {}): Started => {
  const limit = longestFileKiB === undefined ? [] : ['bash', '-c', `ulimit -f ${longestFileKiB}; exec "$0" "$@"`];
  const [program = '', ...before] = [...limit, process.execPath, '--import', TSX, MAIN];
  const child = spawn(program, [...before, ...args], {
    cwd,
    env: { ...cleanEnvironment(), NO_COLOR: '1', ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out: out.text(), err: err.text() })));
  const until =
    (from: Collected) =>
    (text: string): Promise<string> =>
      Promise.race([
        from.until(text),
        ended.then(({ out, err }) => Promise.reject(new Error(`ended before "${text}" came:\n${out}${err}`))),
      ]);
  return { prints: until(out), says: until(err), signal: (name) => child.kill(name), ended };
};

interface Collected {
  readonly text: () => string;
  readonly until: (text: string) => Promise<string>;
}

const collect = (stream: NodeJS.ReadableStream): Collected => {
  let text = '';
  stream.on('data', (chunk) => {
    text += String(chunk);
  });
  const until = async (wanted: string): Promise<string> => {
    while (!text.includes(wanted)) await once(stream, 'data');
    return text;
  };
  return { text: () => text, until };
};

/** Runs the command line to its end. */
export const command = (args: readonly string[], surroundings?: Surroundings): Promise<Ended> => start(args, surroundings).ended;

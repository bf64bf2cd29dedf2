import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { AppFamily } from '../../scenarios/processes/index.ts';
import { EXIT } from '../exit-codes.ts';

/** A program to run in the foreground. */
export interface ChildStart {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Receives each line for the terminal. */
  readonly say: (line: string) => void;
}

/** Forwarded to the program. At a terminal it gets Ctrl-C directly. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** Under npm one Ctrl-C arrives twice: from the terminal and forwarded by npm. */
const SAME_KEY_PRESS_MS = 500;
/** Milliseconds after which a program that has not ended is reported. */
const PATIENCE_MS = 5_000;

/** Milliseconds between two looks for what outlives the program. */
const SWEEP_MS = 50;

const LONGEST_SHOWN = 60;

/** A command, shortened for messages. */
export const inShort = (argv: readonly string[]): string => {
  const line = argv.join(' ').replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
};

/** The exit code that a shell gives for the end of a program. */
const codeOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

const ended = ({ argv, say }: ChildStart, code: number): number => {
  if (code !== 0) say(`"${inShort(argv)}" ended with exit code ${code}.`);
  return code;
};

const neverStarted = ({ argv: [name = ''], say }: ChildStart, error: NodeJS.ErrnoException): number => {
  if (error.code === 'ENOENT') {
    say(`exec: command "${name}" not found. Put it on the PATH; for a command of the project use: npx ${name}`);
    return EXIT.notFound;
  }
  say(`exec: "${name}" cannot be run: ${error.message}`);
  return EXIT.notExecutable;
};

/** A running program and the processes that it started. */
interface Running {
  /** Signals the program itself, and its children by Ctrl-C only. At a terminal all of them have the signal already: `isSent`. */
  readonly ask: (signal: NodeJS.Signals, isSent: boolean) => void;
  /** Kills the program and its children. */
  readonly end: () => void;
  /** Signals the children that outlive it, for shells and npm leave some, and kills those that ignore it. */
  readonly sweep: () => Promise<void>;
}

/** At a terminal the program must stay in the foreground process group; otherwise it gets its own. */
const isAtTerminal = (): boolean => process.stdin.isTTY === true;

const runningOf = (child: ChildProcess, family: AppFamily, { argv, say }: ChildStart): Running => {
  let asked: { readonly signal: NodeJS.Signals; readonly isSent: boolean } | undefined;
  const all = (signal: NodeJS.Signals): void => {
    if (isAtTerminal() || child.pid === undefined) return void child.kill(signal);
    try {
      process.kill(-child.pid, signal);
    } catch {
      child.kill(signal); // no process is left, or one of another user is among them
    }
  };
  return {
    ask(signal, isSent) {
      asked = { signal, isSent };
      void family.isLeft; // whose ancestors end is harder to find
      // As at a terminal: npm waits for its script after Ctrl-C, which has the signal too.
      if (!isSent && FROM_TERMINAL.includes(signal)) all(signal);
      else if (!isSent) child.kill(signal);
    },
    end() {
      family.end();
      all('SIGKILL');
    },
    async sweep() {
      if (asked === undefined) return;
      if (!asked.isSent) {
        family.signalStrays(asked.signal);
        all(asked.signal);
      }
      for (let waitedMs = 0; family.isLeft && waitedMs < PATIENCE_MS; waitedMs += SWEEP_MS) await pause(SWEEP_MS);
      if (!family.isLeft) return;
      say(`What "${inShort(argv)}" left running ignored ${asked.signal} for ${PATIENCE_MS / 1000} s and was killed.`);
      family.end();
      all('SIGKILL');
    },
  };
};

/** The first signal is forwarded, a second one kills the program. Neither ends this process, which still closes the lab. */
const passSignalsOn = ({ ask, end }: Running, say: (line: string) => void): void => {
  let firstAt: number | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      setTimeout(() => say('The app is still running after the signal. Press Ctrl-C again to kill it.'), PATIENCE_MS).unref();
      ask(signal, isAtTerminal() && FROM_TERMINAL.includes(signal));
    } else if (performance.now() - firstAt > SAME_KEY_PRESS_MS) {
      end();
    }
  };
  for (const signal of PASSED_ON) process.on(signal, listener);
};

/** Runs a program with this process's input and output. Returns its exit code as a shell gives it. */
export const runChild = async (start: ChildStart): Promise<number> => {
  const { argv, cwd, env, say } = start;
  const [name = '', ...args] = argv;
  const family = new AppFamily();
  const child = spawn(name, args, {
    cwd,
    env: { ...env, ...family.variables },
    stdio: 'inherit',
    detached: !isAtTerminal(),
  });
  if (child.pid !== undefined) family.begin(child.pid, { ownsOutput: false }); // its output is that of this process
  const running = runningOf(child, family, start);
  passSignalsOn(running, say);
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve(neverStarted(start, error)));
    child.once('exit', (code, signal) => {
      void running.sweep().finally(() => resolve(ended(start, codeOf(code, signal))));
    });
  });
};

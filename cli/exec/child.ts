import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { EXIT } from '../exit-codes.ts';

/** A program to run in the foreground. */
export interface ChildStart {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told a line for the person at the terminal. */
  readonly say: (line: string) => void;
}

/** Passed on to the program. At a terminal Ctrl-C reaches it from there. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** One Ctrl-C under npm arrives twice: from the terminal, and passed on by npm. */
const SAME_KEY_PRESS_MS = 500;
/** After this long a program that was asked to end is spoken of. */
const PATIENCE_MS = 5_000;

const LONGEST_SHOWN = 60;

/** A command as it is spoken of. */
export const inShort = (argv: readonly string[]): string => {
  const line = argv.join(' ').replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
};

/** How a shell tells of a program's end. */
const codeOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

const ended = ({ argv, say }: ChildStart, code: number): number => {
  if (code !== 0) say(`"${inShort(argv)}" ended with exit code ${code}.`);
  return code;
};

const neverStarted = ({ argv: [name = ''], say }: ChildStart, error: NodeJS.ErrnoException): number => {
  if (error.code === 'ENOENT') {
    say(`exec: there is no command "${name}". Is it on the PATH? For one that the project installed: npx ${name}`);
    return EXIT.notFound;
  }
  say(`exec: "${name}" cannot be run: ${error.message}`);
  return EXIT.notExecutable;
};

/** A program under way, and everything that it started. */
interface Running {
  /** Asks the program itself; what it started is its own business, until it is gone. */
  readonly ask: (signal: NodeJS.Signals) => void;
  /** Ends it with all that it started. */
  readonly end: () => void;
  /** Asks what outlives it: shells and npm leave programs behind. */
  readonly sweep: () => void;
}

/** At a terminal the program must stay in the group that the keyboard speaks to; elsewhere it gets a group of its own. */
const isAtTerminal = (): boolean => process.stdin.isTTY === true;

const runningOf = (child: ChildProcess): Running => {
  let asked: NodeJS.Signals | undefined;
  const all = (signal: NodeJS.Signals): void => {
    if (isAtTerminal() || child.pid === undefined) return void child.kill(signal);
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // nobody is left
    }
  };
  return {
    ask(signal) {
      asked = signal;
      child.kill(signal);
    },
    end: () => all('SIGKILL'),
    sweep() {
      if (asked !== undefined) all(asked);
    },
  };
};

/** The first signal asks the program to end, a second one ends it; none ends this one, which has a lab to close. */
const passSignalsOn = ({ ask, end }: Running, say: (line: string) => void): void => {
  let firstAt: number | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      setTimeout(() => say('The app was asked to end and runs on; Ctrl-C again ends it at once.'), PATIENCE_MS).unref();
      if (!(isAtTerminal() && FROM_TERMINAL.includes(signal))) ask(signal);
    } else if (performance.now() - firstAt > SAME_KEY_PRESS_MS) {
      end();
    }
  };
  for (const signal of PASSED_ON) process.on(signal, listener);
};

/** Runs a program with this one's input and output to its end. Returns its exit code as a shell tells it. */
export const runChild = async (start: ChildStart): Promise<number> => {
  const { argv, cwd, env, say } = start;
  const [name = '', ...args] = argv;
  const child = spawn(name, args, { cwd, env, stdio: 'inherit', detached: !isAtTerminal() });
  const running = runningOf(child);
  passSignalsOn(running, say);
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve(neverStarted(start, error)));
    child.once('exit', (code, signal) => {
      running.sweep();
      resolve(ended(start, codeOf(code, signal)));
    });
  });
};

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { cutText, readResponse } from '../../provider/model/index.ts';
import { AppFamily } from '../processes/index.ts';
import { hostOf, isListening, portOf } from './free-port.ts';
import { Output } from './output.ts';

/** How to start an app. */
export interface AppStart {
  readonly id: string;
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Address that answers below 500 once the app is up. */
  readonly ready: URL;
  readonly readyWithinSeconds: number;
  /** Collects what it prints; default: a new one. */
  readonly output?: Output;
  readonly signal: AbortSignal;
  /** Gets the id of the first process, which leads the process group of the app. */
  readonly onSpawn?: (pid: number) => void;
}

/** The app did not start, or has exited. The message ends with the last lines of its output. */
export class AppDown extends Error {
  override readonly name = 'AppDown';
}

const LAST_LINES = 24;
const STOP_WITHIN_MS = 2_000;

const running = new Set<AppProcess>();
process.once('exit', () => {
  for (const app of running) app.killAll();
});

/** One program under test, and its child processes. */
export class AppProcess {
  readonly output: Output;
  readonly #child: ChildProcess;
  readonly #family = new AppFamily();
  readonly #start: AppStart;
  /** Its output is closed, also by its child processes. */
  readonly #silence: Promise<unknown>;
  #death: string | undefined;

  private constructor(start: AppStart) {
    this.#start = start;
    this.output = start.output ?? new Output();
    this.#child = spawn(start.command, {
      cwd: start.cwd,
      env: { ...start.env, ...this.#family.variables },
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    const { pid } = this.#child;
    if (pid !== undefined) {
      this.#family.begin(pid, { ownsOutput: true });
      start.onSpawn?.(pid);
    }
    if (this.#child.stdout) this.output.follow(this.#child.stdout);
    if (this.#child.stderr) this.output.follow(this.#child.stderr);
    this.#silence = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.once('error', (error) => this.#end(`could not be started: ${error.message}`));
    this.#child.once('exit', (code, signal) => this.#end(signal ? `was ended by ${signal}` : `exited with code ${code}`));
  }

  /** Starts an app and waits until it is ready. Rejects with `AppDown` after it stopped all processes. */
  static async start(start: AppStart): Promise<AppProcess> {
    const number = portOf(start.ready);
    if (await isListening(hostOf(start.ready), number)) {
      const said = await describeStranger(start.ready);
      throw new AppDown(
        `"${start.id}" was not started: port ${number} is answered by another program (${said}). Stop that program, or use {port} in url.`,
      );
    }
    const app = new AppProcess(start);
    try {
      await app.#untilReady();
      return app;
    } catch (error) {
      await app.stop();
      throw error;
    }
  }

  /** How it ended; undefined while it runs. */
  get death(): string | undefined {
    return this.#death;
  }

  /** Resolves when it has exited, or after the given time. */
  async gone(withinMs: number): Promise<void> {
    if (this.#death !== undefined) return;
    const waiting = new AbortController();
    const options = { signal: waiting.signal };
    await Promise.race([once(this.#child, 'exit', options), pause(withinMs, undefined, options)]).finally(() => waiting.abort());
  }

  /** A sentence followed by the last lines that the app printed. */
  describe(sentence: string): string {
    const lines = this.output.last(LAST_LINES);
    const printed = lines.length > 0 ? `It last printed:\n${lines.map((line) => `  ${line}`).join('\n')}` : 'It printed nothing.';
    return `${sentence} ${printed}`;
  }

  /** Stops it by SIGTERM, then by SIGKILL. Resolves when it and its child processes have exited. */
  async stop(): Promise<void> {
    this.#family.signalStrays('SIGTERM'); // first: those whose ancestors end are harder to find
    this.kill('SIGTERM');
    await this.gone(STOP_WITHIN_MS);
    this.#killRest(); // the shell has exited, but its child processes may not
    await this.gone(STOP_WITHIN_MS);
    await Promise.race([this.#silence, pause(STOP_WITHIN_MS, undefined, { ref: false })]);
    running.delete(this);
  }

  /** Kills it at once, as a crash or a power cut does. Resolves when it and its child processes have exited. */
  async crash(): Promise<void> {
    this.killAll();
    await this.gone(STOP_WITHIN_MS);
    await Promise.race([this.#silence, pause(STOP_WITHIN_MS, undefined, { ref: false })]);
    running.delete(this);
  }

  /** Kills the program and all that it started. */
  killAll(): void {
    this.#family.look();
    this.#killRest();
  }

  #killRest(): void {
    this.kill('SIGKILL');
    this.#family.end();
  }

  /** Signals the program and its child processes. */
  kill(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') this.#child.kill(signal); // no process groups on this platform
    }
  }

  #end(how: string): void {
    this.#death ??= how;
  }

  async #untilReady(): Promise<void> {
    const { id, ready, readyWithinSeconds, signal } = this.#start;
    const deadline = performance.now() + readyWithinSeconds * 1000;
    let last: number | string = 'no answer';
    for (let waitMs = 15; ; waitMs = Math.min(waitMs * 1.5, 250)) {
      signal.throwIfAborted();
      if (this.#death) throw new AppDown(this.describe(`"${id}" ${this.#death} before it answered at ${ready}.`));
      const leftMs = deadline - performance.now();
      if (leftMs <= 0)
        throw new AppDown(
          this.describe(
            `"${id}" was not ready within ${readyWithinSeconds} s: ${ready} gave ${last}; a status below 500 was expected.`,
          ),
        );
      const status = await probe(ready, leftMs);
      if (typeof status === 'number' && status < 500) return;
      if (typeof status === 'number' || typeof last === 'string') last = status; // a status is more specific than no answer
      await pause(waitMs);
    }
  }
}

/** A program that is not ours may take its time. */
const STRANGER_WITHIN_MS = 1_000;
const STRANGER_BYTES = 4 * 1024;
const LONGEST_QUOTE = 60;

/** What a program says that already listens at the address of an app. */
const describeStranger = async (url: URL): Promise<string> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(STRANGER_WITHIN_MS) });
    const { text } = await readResponse(response, STRANGER_BYTES);
    const words = text
      .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>|\s+/gi, ' ')
      .replaceAll(/ +/g, ' ')
      .trim();
    const quote = cutText(words, LONGEST_QUOTE);
    return `it said ${response.status}${quote ? ` "${quote}"` : ''} at ${url.pathname}`;
  } catch {
    return 'it does not speak HTTP';
  }
};

const wordsOf = ({ message, code = '' }: NodeJS.ErrnoException): string => message || code;

/** Requests an address once. Returns its status, or why there is none. It ends in any case: the timer holds the request. */
export const probe = (url: URL, withinMs: number): Promise<number | string> =>
  new Promise((resolve) => {
    const ask = url.protocol === 'https:' ? https.get : http.get;
    const call = ask(url, { agent: false }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    const late = setTimeout(() => call.destroy(new Error('timeout')), Math.max(1, withinMs));
    call.once('error', (error: NodeJS.ErrnoException) => resolve(wordsOf(error)));
    call.once('close', () => {
      clearTimeout(late);
      resolve('no answer');
    });
  });

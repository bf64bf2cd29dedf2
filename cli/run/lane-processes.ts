import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ErrorCode, LoginLabError } from '../../provider/model/index.ts';
import { endAppsOf, newStarter, STARTER_VARIABLE } from '../../scenarios/processes/index.ts';
import {
  LaneLost,
  type LaneReport,
  type OpenLaneProcesses,
  type RunContext,
  type RunEvent,
  type RunOptions,
} from '../../scenarios/runner/index.ts';
import type { Failure, FromProcess, ToProcess } from './lane-messages.ts';

/** The program of a process: beside the bundle, or beside this source. */
const program = (): string => {
  const bundled = fileURLToPath(new URL('./lane-process.js', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('./lane-process.ts', import.meta.url));
};

const errorOf = ({ message, code, field }: Failure): Error =>
  code === undefined ? new Error(message) : new LoginLabError(code as ErrorCode, message, field === undefined ? {} : { field });

/** A process that says nothing for so long hangs, or was stopped. Its own work pauses it for some seconds at most. */
const SILENCE_MS = 120_000;

/**
 * Options of Node for a process: a heap that is collected long before it is large. Without them V8 lets garbage grow with the
 * memory of the machine ([why](../../decisions/0028-what-a-hostile-app-costs.md)).
 */
const HEAP = ['--max-old-space-size=256', '--max-semi-space-size=4'];

/** What the processes of a run share. */
interface Shared {
  readonly open: ToProcess;
  readonly signal: AbortSignal;
  readonly onEvent: RunOptions['onEvent'];
  readonly silenceMs: number;
}

/** One worker process, seen from the main process. */
class LaneProcess {
  readonly #child: ChildProcess;
  readonly #shared: Shared;
  readonly #starter = newStarter();
  /** Process groups of the apps that it started. */
  readonly #groups = new Set<number>();
  readonly #lanes = new Map<number, { readonly report: LaneReport; readonly end: PromiseWithResolvers<void> }>();
  readonly #patience: NodeJS.Timeout;
  #hangs = false;
  #error: Error | undefined;
  isGone = false;

  constructor(shared: Shared) {
    this.#shared = shared;
    const env = { ...process.env, [STARTER_VARIABLE]: this.#starter };
    const execArgv = [...process.execArgv, ...HEAP];
    this.#child = fork(program(), { env, execArgv, serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#patience = setTimeout(() => this.#giveUp(), shared.silenceMs).unref();
    this.#child.on('message', (message: FromProcess) => this.#hear(message));
    this.#child.on('error', (error) => {
      this.#error ??= error;
      if (this.#child.pid === undefined) this.#lost(null, null); // it never started
    });
    // Not at `exit`: results may still be under way then.
    this.#child.once('close', (code, by) => this.#lost(code, by));
    shared.signal.addEventListener('abort', () => this.#fail(shared.signal.reason), { once: true });
    this.#tell(shared.open);
  }

  play(lane: number, report: LaneReport): Promise<void> {
    this.#shared.signal.throwIfAborted();
    const end = Promise.withResolvers<void>();
    this.#lanes.set(lane, { report, end });
    this.#tell({ type: 'play', lane });
    return end.promise;
  }

  /** Resolves when the process, and every app that it started, is gone. */
  async close(): Promise<void> {
    if (this.isGone) return;
    const gone = once(this.#child, 'close');
    this.#tell({ type: 'stop' });
    await gone;
  }

  #hear(message: FromProcess): void {
    this.#patience.refresh();
    if (message.type === 'event') this.#note(message.event);
    else if (message.type === 'done') this.#lanes.get(message.lane)?.report.done(message.unit, message.outcome);
    else if (message.type === 'checked') this.#lanes.get(message.lane)?.report.checked(message.outcome);
    else if (message.type === 'ended') this.#end(message.lane, message.failure);
  }

  #note(event: RunEvent): void {
    if (event.type === 'app-spawned') this.#groups.add(event.pid);
    this.#shared.onEvent?.(event);
  }

  #end(number: number, failure: Failure | undefined): void {
    const lane = this.#lanes.get(number);
    this.#lanes.delete(number);
    if (failure) lane?.end.reject(errorOf(failure));
    else lane?.end.resolve();
  }

  #giveUp(): void {
    this.#hangs = true;
    this.#child.kill('SIGKILL');
  }

  /** The process has ended: its apps may still run, and nobody else ends them. */
  #lost(code: number | null, by: NodeJS.Signals | null): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.#patience);
    if (code !== 0 || this.#lanes.size > 0) this.#endApps();
    this.#fail(new LaneLost(`The worker process that drove this app ${this.#how(code, by)}`));
  }

  #how(code: number | null, by: NodeJS.Signals | null): string {
    if (this.#error) return `could not be started or reached: ${this.#error.message}.`;
    if (this.#hangs) return `said nothing for ${this.#shared.silenceMs / 1000} s and was ended.`;
    if (by === null) return `failed (exit code ${code}); what it printed says more.`;
    return `was ended by ${by}: by an app, by a person, or by the system because memory ran out.`;
  }

  #endApps(): void {
    endAppsOf(this.#starter, this.#groups);
    for (const group of this.#groups) endGroup(group); // where no table of processes can be had
  }

  #fail(reason: unknown): void {
    for (const { end } of this.#lanes.values()) end.reject(reason);
    this.#lanes.clear();
  }

  #tell(message: ToProcess): void {
    if (this.#child.connected) this.#child.send(message, () => undefined); // a process that is gone is noticed by its end
  }
}

const endGroup = (group: number): void => {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // all of it has ended
};

/** Opens worker processes that read the config again and run lanes of the same run. In place of one that is lost comes a new one. */
export const openLaneProcesses =
  (configFile: string, silenceMs = SILENCE_MS): OpenLaneProcesses =>
  async (count, { seed, command, limitSeconds, signal }: RunContext, runOptions) => {
    const { config: _, expected: __, signal: ___, onEvent, lab: ____, processes: _____, ...options } = runOptions;
    const open: ToProcess = { type: 'open', configFile, options, context: { seed, command, limitSeconds } };
    const start = () => new LaneProcess({ open, signal, onEvent, silenceMs });
    const processes = Array.from({ length: count }, start);
    return {
      play: (lane, worker, report) => {
        const place = worker % count;
        if (processes[place]?.isGone) processes[place] = start();
        return (processes[place] as LaneProcess).play(lane, report);
      },
      [Symbol.asyncDispose]: async () => void (await Promise.all(processes.map((process) => process.close()))),
    };
  };

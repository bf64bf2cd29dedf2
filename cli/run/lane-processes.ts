import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ErrorCode, LoginLabError } from '../../provider/model/index.ts';
import type { LaneReport, OpenLaneProcesses, RunContext, RunOptions } from '../../scenarios/runner/index.ts';
import type { Failure, FromProcess, ToProcess } from './lane-messages.ts';

/** The program of a process: beside the bundle, or beside this source. */
const program = (): string => {
  const bundled = fileURLToPath(new URL('./lane-process.js', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('./lane-process.ts', import.meta.url));
};

const errorOf = ({ message, code, field }: Failure): Error =>
  code === undefined ? new Error(message) : new LoginLabError(code as ErrorCode, message, field === undefined ? {} : { field });

/** One worker process, seen from the main process. */
class LaneProcess {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #lanes = new Map<number, { readonly report: LaneReport; readonly end: PromiseWithResolvers<void> }>();

  constructor(open: ToProcess, signal: AbortSignal, onEvent: RunOptions['onEvent']) {
    this.#child = fork(program(), { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#signal = signal;
    this.#child.on('message', (message: FromProcess) => this.#hear(message, onEvent));
    this.#child.once('exit', (code, by) =>
      this.#fail(new Error(`A worker process of the run ended early: ${by ?? `exit code ${code}`}.`)),
    );
    this.#child.once('error', (error) => this.#fail(error));
    signal.addEventListener('abort', () => this.#fail(signal.reason), { once: true });
    this.#tell(open);
  }

  play(lane: number, report: LaneReport): Promise<void> {
    this.#signal.throwIfAborted();
    const end = Promise.withResolvers<void>();
    this.#lanes.set(lane, { report, end });
    this.#tell({ type: 'play', lane });
    return end.promise;
  }

  /** Resolves when the process, and every app that it started, is gone. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#tell({ type: 'stop' });
    await gone;
  }

  #hear(message: FromProcess, onEvent: RunOptions['onEvent']): void {
    if (message.type === 'event') onEvent?.(message.event);
    else if (message.type === 'done') this.#lanes.get(message.lane)?.report.done(message.unit, message.outcome);
    else if (message.type === 'checked') this.#lanes.get(message.lane)?.report.checked(message.outcome);
    else this.#end(message.lane, message.failure);
  }

  #end(number: number, failure: Failure | undefined): void {
    const lane = this.#lanes.get(number);
    this.#lanes.delete(number);
    if (failure) lane?.end.reject(errorOf(failure));
    else lane?.end.resolve();
  }

  #fail(reason: unknown): void {
    for (const { end } of this.#lanes.values()) end.reject(reason);
    this.#lanes.clear();
  }

  #tell(message: ToProcess): void {
    if (this.#child.connected) this.#child.send(message, () => undefined); // a process that is gone is noticed by its exit event
  }
}

/** Opens worker processes that read the config again and run lanes of the same run. */
export const openLaneProcesses =
  (configFile: string): OpenLaneProcesses =>
  async (count, { seed, command, limitSeconds, signal }: RunContext, runOptions) => {
    const { config: _, expected: __, signal: ___, onEvent, lab: ____, processes: _____, ...options } = runOptions;
    const open: ToProcess = { type: 'open', configFile, options, context: { seed, command, limitSeconds } };
    const processes = Array.from({ length: count }, () => new LaneProcess(open, signal, onEvent));
    return {
      play: (lane, worker, report) => (processes[worker % count] as LaneProcess).play(lane, report),
      [Symbol.asyncDispose]: async () => void (await Promise.all(processes.map((process) => process.close()))),
    };
  };

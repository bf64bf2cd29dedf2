import { AppDown, AppProcess, type AppStart } from './app-process.ts';
import { hostOf, portOf } from './free-port.ts';
import { openRoundRobin, type RoundRobin } from './round-robin.ts';

/** How to start all programs of one app instance. */
export interface ProgramsStart {
  /** APIs that have a command of their own; they start first. */
  readonly apis: readonly AppStart[];
  /** The app, once or several times. */
  readonly copies: readonly AppStart[];
  /** Address in front of the copies; undefined for a single one, which has it itself. */
  readonly front: URL | undefined;
}

interface Running {
  readonly start: AppStart;
  readonly process: AppProcess;
}

/** Starts some programs at once. Stops all of them if one fails. */
const startAll = async (starts: readonly AppStart[]): Promise<readonly Running[]> => {
  const outcomes = await Promise.allSettled(starts.map(async (start) => ({ start, process: await AppProcess.start(start) })));
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return started;
  await stopAll(started);
  throw failed.reason;
};

const stopAll = async (programs: readonly Running[]): Promise<void> => {
  await Promise.all(programs.map(({ process }) => process.stop()));
};

/** The running programs of one app instance: its copies, what stands in front of them, and its APIs. */
export class AppPrograms {
  readonly #start: ProgramsStart;
  readonly #apis: readonly Running[];
  #copies: readonly Running[] = [];
  #front: RoundRobin | undefined;
  /** Why it could not be started again. */
  #lost: string | undefined;

  private constructor(start: ProgramsStart, apis: readonly Running[]) {
    this.#start = start;
    this.#apis = apis;
  }

  /** Starts everything, and waits until it is ready. Rejects with `AppDown` after it stopped what had started. */
  static async start(start: ProgramsStart): Promise<AppPrograms> {
    const programs = new AppPrograms(start, await startAll(start.apis));
    try {
      await programs.#open();
      return programs;
    } catch (error) {
      await programs.stop();
      throw error;
    }
  }

  /** How the first of them ended; undefined while all run. */
  get death(): string | undefined {
    if (this.#lost !== undefined) return this.#lost;
    for (const [place, { process }] of this.#copies.entries())
      if (process.death) return this.#copies.length > 1 ? `${process.death} (copy ${place + 1})` : process.death;
    const api = this.#apis.find(({ process }) => process.death !== undefined);
    return api && `lost its API ${api.start.id}, which ${api.process.death}`;
  }

  /** Resolves when one has exited, or after the given time. */
  async gone(withinMs: number): Promise<void> {
    await Promise.race([...this.#copies, ...this.#apis].map(({ process }) => process.gone(withinMs)));
  }

  /** A sentence followed by the last lines that they printed. */
  describe(sentence: string): string {
    return [...this.#copies, ...this.#apis][0]?.process.describe(sentence) ?? sentence;
  }

  /** Ends the copies at once and starts them again; the APIs go on. Rejects with `AppDown`. */
  async restart(): Promise<void> {
    await Promise.all(this.#copies.map(({ process }) => process.crash()));
    this.#copies = [];
    try {
      this.#copies = await startAll(this.#start.copies);
      this.#lost = undefined;
    } catch (error) {
      if (error instanceof AppDown) this.#lost = 'could not be started again after a restart';
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#front?.close();
    await stopAll([...this.#copies, ...this.#apis]);
  }

  async #open(): Promise<void> {
    const { copies, front } = this.#start;
    this.#copies = await startAll(copies);
    if (!front) return;
    const ports = copies.map(({ ready }) => portOf(ready));
    this.#front = await openRoundRobin({ host: hostOf(front), port: portOf(front) }, ports);
  }
}

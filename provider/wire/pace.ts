import { setImmediate as othersTurn, setTimeout as wait } from 'node:timers/promises';

/** Parts of the time that are left to the lab, for each part of it that a follower's reading takes: with sending, about a tenth. */
const LEFT = 14;

/**
 * Keeps those who follow a log from taking the time of the exchanges that they follow. Reading is work on the main thread; as long as
 * exchanges come it gets a share of the time, and all of it when none comes.
 */
export class Pace {
  readonly #begun: () => number;
  readonly #signal: AbortSignal;
  #tookMs = 0;
  #begunBefore: number;

  /** `begun`: how many exchanges have begun so far. */
  constructor(begun: () => number, signal: AbortSignal) {
    this.#begun = begun;
    this.#signal = signal;
    this.#begunBefore = begun();
  }

  /** Does a piece of work that others wait for. */
  work<T>(piece: () => T): T {
    const start = performance.now();
    const made = piece();
    this.#tookMs += performance.now() - start;
    return made;
  }

  /** Lets others go on: for a moment, or in proportion to the work if exchanges came meanwhile. Ends when the signal is aborted. */
  async rest(): Promise<void> {
    await othersTurn();
    if (this.#begun() !== this.#begunBefore) await this.#leave(this.#tookMs * LEFT);
    this.#tookMs = 0;
    this.#begunBefore = this.#begun();
  }

  async #leave(ms: number): Promise<void> {
    const isAborted = () => this.#signal.aborted;
    await wait(ms, undefined, { signal: this.#signal, ref: false }).catch((error) => {
      if (!isAborted()) throw error;
    });
  }
}

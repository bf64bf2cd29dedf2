import { setImmediate as othersTurn, setTimeout as wait } from 'node:timers/promises';

/** Parts of the time that are left to the lab, for each part of it that reading takes: with sending, followers take a tenth. */
const LEFT = 14;

/** What the pace depends on. */
export interface Paced {
  /** How many exchanges have begun. */
  readonly begun: number;
  /** How many follow the log. */
  readonly followers: number;
}

/**
 * Keeps those who follow a log from taking the time of the exchanges that they follow. Reading is work on the main thread; as long as
 * exchanges come all followers share a small part of the time, and have all of it when none comes.
 */
export class Pace {
  readonly #log: Paced;
  readonly #signal: AbortSignal;
  #tookMs = 0;
  #begunBefore: number;

  constructor(log: Paced, signal: AbortSignal) {
    this.#log = log;
    this.#signal = signal;
    this.#begunBefore = log.begun;
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
    if (this.#log.begun !== this.#begunBefore) await this.#leave(this.#tookMs * LEFT * this.#log.followers);
    this.#tookMs = 0;
    this.#begunBefore = this.#log.begun;
  }

  async #leave(ms: number): Promise<void> {
    const isAborted = () => this.#signal.aborted;
    await wait(ms, undefined, { signal: this.#signal, ref: false }).catch((error) => {
      if (!isAborted()) throw error;
    });
  }
}

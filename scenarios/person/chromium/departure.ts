/** Errands that begin in one moment set out together, once each of them has its tab and its page. */
export class Departure {
  readonly #gone = Promise.withResolvers<void>();
  #awaited = 0;
  #isClosed = false;

  /** `closed` is told when nobody can join any more: at the end of this turn of the loop. */
  constructor(closed: () => void) {
    setImmediate(() => {
      this.#isClosed = true;
      closed();
      this.#go();
    });
  }

  join(): void {
    this.#awaited += 1;
  }

  /** Says that one is ready, or will never be. Resolves when all are. */
  ready(): Promise<void> {
    this.#awaited -= 1;
    this.#go();
    return this.#gone.promise;
  }

  #go(): void {
    if (this.#isClosed && this.#awaited === 0) this.#gone.resolve();
  }
}

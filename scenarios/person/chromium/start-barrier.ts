/** Navigations that begin in one moment start together, once each of them has its tab and its page. */
export class StartBarrier {
  readonly #gone = Promise.withResolvers<void>();
  #awaited = 0;
  #isClosed = false;

  /** `closed` is called when no navigation can join any more: at the end of this turn of the event loop. */
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

  /** Reports one as ready, or as failed. Resolves when all are. */
  ready(): Promise<void> {
    this.#awaited -= 1;
    this.#go();
    return this.#gone.promise;
  }

  #go(): void {
    if (this.#isClosed && this.#awaited === 0) this.#gone.resolve();
  }
}

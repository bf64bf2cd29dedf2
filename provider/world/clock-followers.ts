/** How long a shift waits for a client that stopped polling, before the client is removed. */
const PATIENCE_MS = 1_000;
/** Timeout of one long poll. */
const OPEN_MS = 20_000;

interface Listener {
  /** The current shift of the client. */
  knowsMs: number;
  wake: () => void;
}

/** Clients that follow a world's clock: declared once, or polling with the shift that they know. */
export class ClockFollowers {
  readonly #names = new Set<string>();
  readonly #listeners = new Map<string, Listener>();
  /** When a client was removed because it stopped polling, in epoch milliseconds of real time. */
  readonly #left = new Map<string, number>();
  readonly #nowEpochMs: () => number;
  #acknowledged = () => {};

  constructor(nowEpochMs: () => number) {
    this.#nowEpochMs = nowEpochMs;
  }

  get names(): readonly string[] {
    return [...this.#names];
  }

  /** Those that were declared once. The others say by polling that they follow. */
  get declared(): readonly string[] {
    return this.names.filter((name) => !this.#listeners.has(name));
  }

  get size(): number {
    return this.#names.size;
  }

  add(name: string): void {
    this.#names.add(name);
    this.#left.delete(name);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** When the client stopped polling. Undefined if it follows, or never did. */
  leftAtEpochMs(name: string): number | undefined {
    return this.#left.get(name);
  }

  /** Clients that stopped polling since the last reset. */
  get left(): readonly string[] {
    return [...this.#left.keys()];
  }

  /** Long poll. Resolves at once if the client knows another shift than the current one, else at the next shift or on timeout. */
  async next(name: string, knowsMs: number, inForceMs: () => number): Promise<void> {
    this.add(name);
    const listener = { knowsMs, wake: () => {} };
    this.#listeners.set(name, listener);
    this.#acknowledged();
    if (knowsMs !== inForceMs()) return;
    await new Promise<void>((resolve) => {
      const enough = setTimeout(resolve, OPEN_MS).unref();
      listener.wake = () => {
        clearTimeout(enough);
        resolve();
      };
    });
  }

  /** Notifies polling clients. Resolves when each has returned with the current shift. Clients that do not return are removed. */
  async notify(inForceMs: number): Promise<void> {
    for (const { wake } of this.#listeners.values()) wake();
    const behind = () => [...this.#listeners].filter(([, { knowsMs }]) => knowsMs !== inForceMs).map(([name]) => name);
    if (behind().length === 0) return;
    await new Promise<void>((resolve) => {
      const enough = setTimeout(resolve, PATIENCE_MS);
      this.#acknowledged = () => {
        if (behind().length > 0) return;
        clearTimeout(enough);
        resolve();
      };
    });
    this.#acknowledged = () => {};
    for (const name of behind()) this.#forget(name);
  }

  /** Removes the clients that were declared once. Polling clients stay: they return to this shift, also backwards. */
  async reset(inForceMs: number): Promise<void> {
    await this.notify(inForceMs);
    this.#names.clear();
    for (const name of this.#listeners.keys()) this.#names.add(name);
    this.#left.clear();
  }

  #forget(name: string): void {
    this.#names.delete(name);
    this.#listeners.delete(name);
    this.#left.set(name, this.#nowEpochMs());
  }
}

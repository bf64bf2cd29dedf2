/** How long a shift waits for a client that has stopped asking, before that client is given up. */
const PATIENCE_MS = 1_000;
/** How long one question stays open. */
const OPEN_MS = 20_000;

interface Listener {
  /** The shift that the client lives by. */
  knowsMs: number;
  wake: () => void;
}

/** Clients that live by a world's clock: declared once, or asking again and again and so telling what they know. */
export class ClockFollowers {
  readonly #names = new Set<string>();
  readonly #listeners = new Map<string, Listener>();
  #acknowledged = () => {};

  get names(): readonly string[] {
    return [...this.#names];
  }

  get size(): number {
    return this.#names.size;
  }

  add(name: string): void {
    this.#names.add(name);
  }

  /** Resolves at once when the client knows another shift than the one in force, else with the next one, or after a while. */
  async next(name: string, knowsMs: number, inForceMs: () => number): Promise<void> {
    this.#names.add(name);
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

  /** Tells those who are asking. Resolves once each has come back with the shift in force; who does not is given up. */
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

  /** Back to nobody; those who still ask are told, and follow again with their next question. */
  clear(): void {
    this.#names.clear();
    for (const { wake } of this.#listeners.values()) wake();
    this.#listeners.clear();
  }

  #forget(name: string): void {
    this.#names.delete(name);
    this.#listeners.delete(name);
  }
}

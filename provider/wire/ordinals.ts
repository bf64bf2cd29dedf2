import { setImmediate as othersTurn } from 'node:timers/promises';
import { describeRecord } from './describe.ts';
import type { KnownSecrets } from './known-secrets.ts';
import type { WireRecord } from './record.ts';
import { seeExchange } from './redact.ts';
import type { Ring } from './ring.ts';
import type { SecretKind } from './secret-names.ts';
import { Secrets } from './secrets.ts';

/** Number of exchanges that are read between two turns of the event loop: some milliseconds. */
export const TURN = 25;

/** Milliseconds without an exchange after which the log is read ahead. */
const QUIET_MS = 20;

/** Announced values that wait for a moment in which nothing else is to be done. */
const MOST_WAITING = 1_000;

/** Names the secrets of a log in the order of the log, whichever part of it somebody reads. */
export class Ordinals {
  readonly secrets: Secrets;
  readonly #world: string;
  readonly #ring: Ring<WireRecord>;
  readonly #namesAhead: boolean;
  #announced: (readonly [SecretKind, string])[] = [];
  /** Of before a reset, still to be seen. */
  #left: readonly WireRecord[] = [];
  /** Sequence number up to which the log was seen. */
  #seen = 0;
  #isCatchingUp = false;

  /** `namesAhead`: see the options of the recorder. */
  constructor(world: string, ring: Ring<WireRecord>, known: KnownSecrets, namesAhead: boolean) {
    this.#world = world;
    this.#namesAhead = namesAhead;
    this.#ring = ring;
    this.secrets = new Secrets(known);
  }

  announce(kind: SecretKind, value: string): void {
    this.#announced.push([kind, value]);
    if (this.#announced.length >= MOST_WAITING) this.#register();
  }

  /** Sees the next exchanges of the log; by default all. */
  see(most = Number.POSITIVE_INFINITY): void {
    this.#register();
    const left = this.#left.slice(0, most);
    this.#left = this.#left.slice(left.length);
    const from = Math.max(this.#seen + 1, this.#ring.oldest);
    const to = Math.min(this.#ring.last, from + most - left.length - 1);
    for (const record of [...left, ...this.#ring.slice(from, to)]) seeExchange(describeRecord(record, this.#world), this.secrets);
    this.#seen = Math.max(this.#seen, to);
  }

  /** Sees the log in turns: exchanges that are under way go on meanwhile. */
  async settle(): Promise<void> {
    while (this.#behind() > TURN) {
      this.see(TURN);
      await othersTurn();
    }
  }

  /** Sees one turn of the log, unless it has seen all up to a sequence number. True if it did. */
  seeTowards(sequence: number): boolean {
    this.#register();
    if (this.#behind(sequence) <= 0) return false;
    this.see(TURN);
    return true;
  }

  /** Sees the log when nothing was to be done for a while, so that the next reader need not wait. */
  catchUp(isIdle: () => boolean): void {
    if (this.#isCatchingUp || !this.#namesAhead) return;
    this.#isCatchingUp = true;
    this.#afterQuiet(isIdle);
  }

  /** Waits until no exchange ended for a while: under load, the gaps between exchanges belong to the next one. */
  #afterQuiet(isIdle: () => boolean): void {
    const last = this.#ring.last;
    const look = (): void => {
      if (isIdle() && this.#ring.last === last) this.#seeAhead(isIdle);
      else this.#afterQuiet(isIdle);
    };
    setTimeout(look, QUIET_MS).unref();
  }

  #seeAhead(isIdle: () => boolean): void {
    const last = this.#ring.last;
    const step = (): void => {
      if (!isIdle() || this.#ring.last !== last) return void this.#afterQuiet(isIdle);
      this.see(TURN);
      this.#isCatchingUp = this.#behind() > 0;
      if (this.#isCatchingUp) setImmediate(step).unref();
    };
    step();
  }

  /** The log is emptied. What was not seen yet is kept, so that ordinals do not depend on who read when; or it gets no name. */
  reset(): void {
    if (this.#namesAhead) this.#left = [...this.#left, ...this.#ring.slice(this.#seen + 1)];
    else this.#announced = [];
    this.#seen = this.#ring.last;
  }

  #register(): void {
    for (const [kind, value] of this.#announced) this.secrets.announce(kind, value);
    this.#announced = [];
  }

  #behind(sequence = this.#ring.last): number {
    return this.#left.length + sequence - Math.max(this.#seen, this.#ring.oldest - 1);
  }
}

/** Length of the window by which a needle is found; shorter needles cannot be indexed. */
export const WINDOW = 6;

const BASE = 0x01000193;
/** BASE to the power of WINDOW: what a character is worth when it leaves the window. */
const LEAVING = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, BASE), 1);

const hashWindow = (text: string, end: number): number => {
  let hash = 0;
  for (let place = end - WINDOW; place < end; place += 1) hash = (Math.imul(hash, BASE) + text.charCodeAt(place)) | 0;
  return hash;
};

/** Bits of a hash that rules out most windows of a text. */
const SIEVE = 0xffff;

interface Anchor<T> {
  readonly needle: string;
  /** Where in the needle its window ends. */
  readonly windowEnd: number;
  readonly item: T;
}

/** A needle in a text. */
export interface Match<T> {
  readonly start: number;
  readonly end: number;
  readonly item: T;
}

/**
 * Finds any of many needles in one pass over a text (Rabin and Karp's rolling hash). Each needle is anchored by that
 * window of its own which fewest others share: tokens of one vendor begin alike, and some end alike.
 */
export class TextIndex<T> {
  readonly #byWindow = new Map<number, Anchor<T>[]>();
  /** 1 where a window with these bits is known. Made with the first needle. */
  #sieve: Uint8Array | undefined;

  /** Adds a needle of at least `WINDOW` characters. */
  add(needle: string, item: T): void {
    const spare = needle.length - WINDOW;
    const ends = [1, 0.75, 0.5, 0.25].map((share) => WINDOW + Math.floor(spare * share));
    const anchors = ends.map((windowEnd) => ({ windowEnd, bucket: this.#bucket(hashWindow(needle, windowEnd)) }));
    const rarest = anchors.reduce((one, other) => (other.bucket.length < one.bucket.length ? other : one));
    if (rarest.bucket.length === 0) this.#byWindow.set(hashWindow(needle, rarest.windowEnd), rarest.bucket);
    this.#sieve ??= new Uint8Array(SIEVE + 1);
    this.#sieve[hashWindow(needle, rarest.windowEnd) & SIEVE] = 1;
    rarest.bucket.push({ needle, windowEnd: rarest.windowEnd, item });
  }

  /** Every needle in the text, in the order in which their windows end; they may overlap. */
  find(text: string): readonly Match<T>[] {
    const found: Match<T>[] = [];
    const sieve = this.#sieve;
    if (!sieve) return found;
    let hash = 0;
    for (let place = 0; place < text.length; place += 1) {
      hash = (Math.imul(hash, BASE) + text.charCodeAt(place)) | 0;
      if (place >= WINDOW) hash = (hash - Math.imul(LEAVING, text.charCodeAt(place - WINDOW))) | 0;
      if (sieve[hash & SIEVE] === 0) continue;
      for (const { needle, windowEnd, item } of this.#byWindow.get(hash) ?? []) {
        const start = place + 1 - windowEnd;
        if (start >= 0 && text.startsWith(needle, start)) found.push({ start, end: start + needle.length, item });
      }
    }
    return found;
  }

  #bucket(hash: number): Anchor<T>[] {
    return this.#byWindow.get(hash) ?? [];
  }
}

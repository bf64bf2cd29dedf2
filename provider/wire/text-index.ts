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

/** Longest needle whose comparison at every place of a text costs little. */
const SHORT = 256;
/** So much of a longer needle is searched for a window of its own. */
const LOOKED_AT = 4096;
/** A window that stands more often in its needle is none of its own. */
const SELDOM = 8;

interface Anchor<T> {
  readonly needle: string;
  /** Where in the needle its window ends. */
  readonly windowEnd: number;
  readonly item: T;
  /** The needle is the beginning of one that repeats itself: it stands for all of a text that goes on like it. */
  readonly isPiece: boolean;
}

/** How often each window stands in the beginning of a needle, and where it ends at first. */
const windowsOf = (needle: string): ReadonlyMap<number, { count: number; readonly end: number }> => {
  const windows = new Map<number, { count: number; readonly end: number }>();
  for (let end = WINDOW; end <= Math.min(needle.length, LOOKED_AT); end += 1) {
    const hash = hashWindow(needle, end);
    const known = windows.get(hash);
    if (known) known.count += 1;
    else windows.set(hash, { count: 1, end });
  }
  return windows;
};

/** Where windows end that may be a needle's anchor: spread over it. */
const spreadEnds = (needle: string): readonly number[] =>
  [1, 0.75, 0.5, 0.25].map((share) => WINDOW + Math.floor((needle.length - WINDOW) * share));

/** The same for a long needle: only windows of its own. None for one that repeats itself. */
const ownEnds = (needle: string): readonly number[] => {
  const windows = windowsOf(needle);
  const own = spreadEnds(needle).filter((end) => (windows.get(hashWindow(needle, end))?.count ?? 0) <= SELDOM);
  if (own.length > 0) return own;
  const [rarest] = [...windows.values()].sort((one, other) => one.count - other.count);
  return rarest && rarest.count <= SELDOM ? [rarest.end] : [];
};

/** A needle in a text. */
export interface Match<T> {
  readonly start: number;
  end: number;
  readonly item: T;
}

/**
 * Finds any of many needles in one pass over a text (Rabin and Karp's rolling hash). Each needle is anchored by that
 * window of its own which fewest others share: tokens of one vendor begin alike, and some end alike. A long needle is anchored
 * by a window that it has once, or each place of a text that repeats itself would be compared with all of it.
 */
export class TextIndex<T> {
  readonly #byWindow = new Map<number, Anchor<T>[]>();
  /** 1 where a window with these bits is known. Made with the first needle. */
  #sieve: Uint8Array | undefined;

  /** Adds a needle of at least `WINDOW` characters. */
  add(needle: string, item: T): void {
    const ends = needle.length <= SHORT ? spreadEnds(needle) : ownEnds(needle);
    if (ends.length === 0) this.#addPiece(needle.slice(0, SHORT), item);
    else this.#anchor({ needle, item, isPiece: false }, this.#sharedLeast(needle, ends));
  }

  /** Needles that begin alike have one piece, which keeps the item of the first. */
  #addPiece(needle: string, item: T): void {
    const isKnown = this.#bucket(hashWindow(needle, WINDOW)).some((each) => each.isPiece && each.needle === needle);
    if (!isKnown) this.#anchor({ needle, item, isPiece: true }, WINDOW);
  }

  #sharedLeast(needle: string, ends: readonly number[]): number {
    const sizeAt = (end: number): number => this.#bucket(hashWindow(needle, end)).length;
    return ends.reduce((one, other) => (sizeAt(other) < sizeAt(one) ? other : one));
  }

  #anchor(made: Omit<Anchor<T>, 'windowEnd'>, windowEnd: number): void {
    const hash = hashWindow(made.needle, windowEnd);
    const bucket = this.#bucket(hash);
    if (bucket.length === 0) this.#byWindow.set(hash, bucket);
    this.#sieve ??= new Uint8Array(SIEVE + 1);
    this.#sieve[hash & SIEVE] = 1;
    bucket.push({ ...made, windowEnd });
  }

  /** Every needle in the text, in the order in which their windows end; they may overlap. Of one that repeats itself, a stretch. */
  find(text: string): readonly Readonly<Match<T>>[] {
    const found: Match<T>[] = [];
    const stretches = new Map<Anchor<T>, Match<T>>();
    const sieve = this.#sieve;
    if (!sieve) return found;
    let hash = 0;
    for (let place = 0; place < text.length; place += 1) {
      hash = (Math.imul(hash, BASE) + text.charCodeAt(place)) | 0;
      if (place >= WINDOW) hash = (hash - Math.imul(LEAVING, text.charCodeAt(place - WINDOW))) | 0;
      if (sieve[hash & SIEVE] === 0) continue;
      for (const anchor of this.#byWindow.get(hash) ?? []) {
        const { needle, item, isPiece } = anchor;
        const start = place + 1 - anchor.windowEnd;
        if (start < 0 || !text.startsWith(needle, start)) continue;
        const end = start + needle.length;
        const before = stretches.get(anchor);
        if (before && start <= before.end) {
          before.end = end;
          continue;
        }
        const match = { start, end, item };
        found.push(match);
        if (isPiece) stretches.set(anchor, match);
      }
    }
    return found;
  }

  #bucket(hash: number): Anchor<T>[] {
    return this.#byWindow.get(hash) ?? [];
  }
}

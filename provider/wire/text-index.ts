import { CleanTexts } from './clean-texts.ts';
import { Numbers } from './numbers.ts';
import { eachWindow, fold, hashWindow, WINDOW } from './windows.ts';

/** Fibonacci hashing: similar hashes get slots far apart. */
const SPREAD = 0x9e3779b1;
const slotOf = (hash: number, shift: number): number => Math.imul(hash, SPREAD) >>> shift;

/** Tells texts of one length apart, once their windows are alike. */
const hashText = (text: string, start: number, end: number): number => {
  let hash = end - start;
  for (let place = start; place < end; place += 1) {
    hash = Math.imul(hash ^ fold(text.charCodeAt(place)), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
};

/** Members of a record. `NEXT`: one more than the place of the next record whose window, or whole, is in the same slot. */
const [HASH, WINDOW_END, LENGTH, CHECK, ITEM, NEXT_BY_WINDOW, NEXT_BY_WHOLE, SIZE] = [0, 1, 2, 3, 4, 5, 6, 7];

/** In place of where a window ends: the needle is not looked for. */
const AS_WHOLE = 0xffffffff;
/** In place of where a window ends: parts of it are looked for. */
const BY_PIECES = 0xfffffffe;

/** As many needles may share a window before a rarer one is looked for at every place. */
const CROWD = 8;

/** A needle with fewer different windows repeats itself: its beginning and end stand for every part of it. */
const FEWEST_WINDOWS = 7;
const BEGINNING = 24;

/** Longest needle that may be compared at every place of a text. */
const SHORT = 256;
/** A longer one is compared where a window stands that it has no more often. */
const SELDOM = 256;

/** True for a window that a needle seldom has. `folded`: the needle in lower case. */
const isSeldom = (folded: string, end: number): boolean => {
  const window = folded.slice(end - WINDOW, end);
  let place = -1;
  for (let count = 0; count <= SELDOM; count += 1) {
    place = folded.indexOf(window, place + 1);
    if (place < 0) return true;
  }
  return false;
};

/** Where each different window of a long needle ends that it seldom has, from its end on. */
const seldomEnds = (needle: string): readonly number[] => {
  const windows = new Map<number, { count: number; readonly end: number }>();
  for (let end = needle.length; end >= WINDOW; end -= 1) {
    const hash = hashWindow(needle, end);
    const known = windows.get(hash);
    if (known) known.count += 1;
    else windows.set(hash, { count: 1, end });
  }
  return [...windows.values()].filter(({ count }) => count <= SELDOM).map(({ end }) => end);
};

/** Where windows end, spread over a needle. */
const spreadEnds = ({ length }: string): readonly number[] =>
  [1, 0.75, 0.5, 0.25].map((share) => WINDOW + Math.floor((length - WINDOW) * share));

/** Beginning and end of a needle that repeats itself: longer than what repeats. */
const piecesOf = (needle: string): readonly string[] => {
  const length = Math.max(BEGINNING, 2 * Math.ceil(needle.length / SELDOM));
  return [needle.slice(0, length), needle.slice(-length)];
};

/** Slots for each record: the fewer are taken, the fewer windows of a text are looked up in vain. */
const SLOTS_PER_RECORD = 4;

/** A needle in a text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly item: number;
}

/**
 * Finds any of many needles in one pass over a text (Rabin and Karp's rolling hash), in whatever case. Keeps fingerprints only: a
 * needle costs some 50 bytes, however long it is, and cannot be read back. Each needle is anchored by that window of its
 * own which fewest others share: tokens of one vendor begin alike, and some end alike.
 */
export class TextIndex {
  #records = new Numbers();
  readonly #clean: CleanTexts;
  #byWindow = new Uint32Array(64);
  #byWhole = new Uint32Array(64);
  #shift = 26;

  /** `clean` is told of every window by which a needle is looked for. */
  constructor(clean = new CleanTexts()) {
    this.#clean = clean;
  }

  /** Adds a needle. One that is not looked for, and any below `WINDOW` characters, is known as a whole only. */
  add(needle: string, item: number, isLookedFor = needle.length >= WINDOW): void {
    const known = this.#recordOf(needle);
    if (known !== undefined && (!isLookedFor || this.#records.get(known + WINDOW_END) !== AS_WHOLE)) return;
    const windowEnd = isLookedFor ? this.#rarestWindowEnd(needle) : AS_WHOLE;
    if (windowEnd === BY_PIECES) for (const piece of piecesOf(needle)) this.add(piece, item);
    const hash = windowEnd > needle.length ? 0 : hashWindow(needle, windowEnd);
    if (windowEnd <= needle.length) this.#clean.needle(hash);
    this.#put(hash, windowEnd, needle.length, hashText(needle, 0, needle.length), item);
  }

  /** The item of a whole needle. */
  itemOf(needle: string): number | undefined {
    const record = this.#recordOf(needle);
    return record === undefined ? undefined : this.#records.get(record + ITEM);
  }

  /** Every needle in the text, in the order in which their windows end; they may overlap. */
  find(text: string): readonly Match[] {
    const found: Match[] = [];
    if (this.#records.length === 0) return found;
    const [slots, shift] = [this.#byWindow, this.#shift];
    eachWindow(text, (hash, end) => {
      const at = slots[Math.imul(hash, SPREAD) >>> shift] ?? 0;
      if (at !== 0) this.#match(text, end, hash, at, found);
    });
    return found;
  }

  /** The same needles, of the items that are kept, by their new numbers. */
  keeping(numberOf: (item: number) => number | undefined): TextIndex {
    const kept = new TextIndex(this.#clean);
    for (let at = 0; at < this.#records.length; at += SIZE) {
      const item = numberOf(this.#records.get(at + ITEM));
      const [hash = 0, windowEnd = 0, length = 0, check = 0] = [HASH, WINDOW_END, LENGTH, CHECK].map((member) =>
        this.#records.get(at + member),
      );
      if (item !== undefined) kept.#put(hash, windowEnd, length, check, item);
    }
    return kept;
  }

  #match(text: string, end: number, hash: number, first: number, found: Match[]): void {
    const records = this.#records;
    for (let at = first; at !== 0; at = records.get(at - 1 + NEXT_BY_WINDOW)) {
      if (records.get(at - 1 + HASH) !== hash) continue;
      const length = records.get(at - 1 + LENGTH);
      const start = end - records.get(at - 1 + WINDOW_END);
      if (start < 0 || start + length > text.length) continue;
      if (hashText(text, start, start + length) !== records.get(at - 1 + CHECK)) continue;
      found.push({ start, end: start + length, item: records.get(at - 1 + ITEM) });
    }
  }

  /** A long needle has a window that it seldom has, or each place of a text that repeats itself would be compared with all of it. */
  #rarestWindowEnd(needle: string): number {
    if (needle.length <= SHORT) return this.#shortWindowEnd(needle);
    const folded = needle.toLowerCase();
    const spread = spreadEnds(needle).filter((end) => isSeldom(folded, end));
    const rarest = this.#rarest(needle, spread);
    if (rarest.crowd < CROWD) return rarest.end;
    const ends = seldomEnds(needle);
    return ends.length === 0 ? BY_PIECES : this.#rarest(needle, ends).end;
  }

  #shortWindowEnd(needle: string): number {
    const spare = needle.length - WINDOW;
    const rarest = this.#rarest(needle, spreadEnds(needle));
    if (rarest.crowd < CROWD || needle.length <= BEGINNING) return rarest.end;
    const all = Array.from({ length: spare + 1 }, (_, place) => WINDOW + place);
    const windows = new Set(all.map((end) => hashWindow(needle, end)));
    return windows.size < FEWEST_WINDOWS ? BY_PIECES : this.#rarest(needle, all).end;
  }

  #rarest(needle: string, ends: readonly number[]): { readonly end: number; readonly crowd: number } {
    let rarest = { end: WINDOW, crowd: Number.POSITIVE_INFINITY };
    for (const end of ends) {
      const crowd = this.#crowdOf(hashWindow(needle, end));
      if (crowd < rarest.crowd) rarest = { end, crowd };
      if (crowd === 0) break;
    }
    return rarest;
  }

  #crowdOf(hash: number): number {
    let crowd = 0;
    for (let at = this.#byWindow[slotOf(hash, this.#shift)] ?? 0; at !== 0; at = this.#records.get(at - 1 + NEXT_BY_WINDOW)) {
      if (this.#records.get(at - 1 + HASH) === hash) crowd += 1;
    }
    return crowd;
  }

  #recordOf(needle: string): number | undefined {
    if (this.#records.length === 0) return undefined;
    const check = hashText(needle, 0, needle.length);
    for (let at = this.#byWhole[slotOf(check, this.#shift)] ?? 0; at !== 0; at = this.#records.get(at - 1 + NEXT_BY_WHOLE)) {
      const isIt = this.#records.get(at - 1 + CHECK) === check && this.#records.get(at - 1 + LENGTH) === needle.length;
      if (isIt) return at - 1;
    }
    return undefined;
  }

  #put(hash: number, windowEnd: number, length: number, check: number, item: number): void {
    const at = this.#records.push(hash, windowEnd, length, check, item, 0, 0);
    if ((this.#records.length / SIZE) * SLOTS_PER_RECORD > this.#byWindow.length) this.#grow();
    else this.#link(at);
  }

  #link(at: number): void {
    const records = this.#records;
    const windowEnd = records.get(at + WINDOW_END);
    if (windowEnd !== AS_WHOLE && windowEnd !== BY_PIECES) {
      const slot = slotOf(records.get(at + HASH), this.#shift);
      records.set(at + NEXT_BY_WINDOW, this.#byWindow[slot] ?? 0);
      this.#byWindow[slot] = at + 1;
    }
    const slot = slotOf(records.get(at + CHECK), this.#shift);
    records.set(at + NEXT_BY_WHOLE, this.#byWhole[slot] ?? 0);
    this.#byWhole[slot] = at + 1;
  }

  #grow(): void {
    const slots = this.#byWindow.length * 2;
    this.#byWindow = new Uint32Array(slots);
    this.#byWhole = new Uint32Array(slots);
    this.#shift -= 1;
    for (let at = 0; at < this.#records.length; at += SIZE) this.#link(at);
  }
}

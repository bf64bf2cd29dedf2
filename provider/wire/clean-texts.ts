import { eachWindow, WINDOW } from './windows.ts';

/** Most characters of the texts that are kept, with their readings. */
const ROOM = 300_000;
/** A longer one seldom comes again, and would drive the others out. */
const LONGEST = 32_768;

/** Bits of the filter, as a power of two, and of one word of it. */
const BITS = 23;
const WORD = 5;

/** A window is in the filter when both of its bits are: they are spread by these odd numbers. */
const SPREADS = [0x9e3779b1, 0x85ebca6b] as const;

/**
 * Texts in which no needle of an index stands: most headers are the same in every exchange, and so are metadata and many pages.
 * A new needle can stand only in a text that has its window, so all are kept as long as no new needle has a window of theirs.
 */
export class CleanTexts {
  #texts = new Set<string>();
  #room = ROOM;
  /** A Bloom filter of the windows of all texts. Made when the first text is kept. */
  #windows: Uint32Array | undefined;

  has(text: string): boolean {
    return this.#texts.has(text);
  }

  /** Keeps a text, unless it is long. `readings`: every other way to read it. */
  keep(text: string, readings: readonly string[]): void {
    const all = [text, ...readings];
    const characters = all.reduce((sum, { length }) => sum + length, 0);
    if (text.length > LONGEST || characters > ROOM) return;
    if (this.#room < characters) this.#forget();
    this.#room -= characters;
    this.#texts.add(text);
    for (const each of all) if (each.length >= WINDOW) eachWindow(each, (hash) => this.#note(hash));
  }

  /** A needle is looked for where this window stands. */
  needle(hash: number): void {
    if (this.#mayHave(hash)) this.#forget();
  }

  #note(hash: number): void {
    const filter = (this.#windows ??= new Uint32Array(2 ** (BITS - WORD)));
    for (const spread of SPREADS) {
      const bit = Math.imul(hash, spread) >>> (32 - BITS);
      filter[bit >>> WORD] = (filter[bit >>> WORD] ?? 0) | (1 << (bit & 31));
    }
  }

  #mayHave(hash: number): boolean {
    const filter = this.#windows;
    if (this.#texts.size === 0 || !filter) return false;
    return SPREADS.every((spread) => {
      const bit = Math.imul(hash, spread) >>> (32 - BITS);
      return ((filter[bit >>> WORD] ?? 0) & (1 << (bit & 31))) !== 0;
    });
  }

  #forget(): void {
    this.#texts = new Set();
    this.#room = ROOM;
    this.#windows?.fill(0);
  }
}

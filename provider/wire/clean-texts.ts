import { eachWindow } from './windows.ts';

/** Most characters of the texts that are kept, with their readings. */
const ROOM = 300_000;
/** A longer one seldom comes again, and would drive the others out. */
const LONGEST = 32_768;

/** Bits of the filter, as a power of two, and of one word of it. */
const BITS = 23;
const WORD = 5;

/** A window is in the filter when both of its bits are: they are spread by these odd numbers. */
const SPREADS = [0x9e3779b1, 0x85ebca6b] as const;

const bitOf = (hash: number, spread: number): number => Math.imul(hash, spread) >>> (32 - BITS);

const note = (filter: Uint32Array, hash: number): void => {
  for (const spread of SPREADS) {
    const bit = bitOf(hash, spread);
    filter[bit >>> WORD] = (filter[bit >>> WORD] ?? 0) | (1 << (bit & 31));
  }
};

/**
 * Texts in which no needle of an index stands: most headers are the same in every exchange, and so are metadata and many pages.
 * A new needle can stand only in a text that has its window, so all are kept as long as no new needle has a window of theirs.
 */
export class CleanTexts {
  #texts = new Set<string>();
  /** Texts that were clean once: most of them never come again. */
  #once = new Set<string>();
  #roomOfOnce = ROOM;
  #room = ROOM;
  /** A Bloom filter of the windows of all texts. Made when the first text is kept. */
  #windows: Uint32Array | undefined;

  has(text: string): boolean {
    return this.#texts.has(text);
  }

  /** Keeps a text that is clean for the second time, unless it is long. `readings`: every other way to read it. */
  keep(text: string, readings: readonly string[]): void {
    if (text.length > LONGEST) return;
    if (this.#once.delete(text)) this.#keep([text, ...readings]);
    else this.#noteOnce(text);
  }

  #keep(all: readonly [string, ...string[]]): void {
    const characters = all.reduce((sum, { length }) => sum + length, 0);
    if (characters > ROOM) return;
    if (this.#room < characters) this.#forget();
    this.#room -= characters;
    this.#texts.add(all[0]);
    this.#windows ??= new Uint32Array(2 ** (BITS - WORD));
    const filter = this.#windows;
    for (const each of all) eachWindow(each, (hash) => note(filter, hash));
  }

  #noteOnce(text: string): void {
    if (this.#roomOfOnce < text.length) {
      this.#once.clear();
      this.#roomOfOnce = ROOM;
    }
    this.#once.add(text);
    this.#roomOfOnce -= text.length;
  }

  /** A needle is looked for where this window stands. */
  needle(hash: number): void {
    if (this.#mayHave(hash)) this.#forget();
  }

  #mayHave(hash: number): boolean {
    const filter = this.#windows;
    if (this.#texts.size === 0 || !filter) return false;
    return SPREADS.every((spread) => {
      const bit = bitOf(hash, spread);
      return ((filter[bit >>> WORD] ?? 0) & (1 << (bit & 31))) !== 0;
    });
  }

  #forget(): void {
    this.#texts = new Set();
    this.#room = ROOM;
    this.#windows?.fill(0);
  }
}

import { unescapeOnce, withoutEscapes } from './escapes.ts';
import type { SecretKind } from './secret-names.ts';
import { TextIndex, WINDOW } from './text-index.ts';

/** Shorter values are replaced only where they stand by name: elsewhere they would hit ordinary words. */
const SHORTEST = WINDOW;

/** Layers of escapes under which a value is still found: a URL in a query in a JSON string has three. */
const LAYERS = 5;

/** Most spellings that are remembered of one value. */
const SPELLINGS = 16;

/** `google`, `/profile`: an ordinary word that an app keeps in its state or in a cookie. */
const WORD = /^[a-z/._:-]{1,19}$/;

/** The app's own address, as Auth.js keeps it in a cookie: a redirect URI begins with it. */
const ADDRESS = /^https?:\/\/[a-z0-9.:[\]-]+(?:\/[a-z/._-]*)?$/i;

interface Entry {
  readonly kind: SecretKind;
  /** 0 until the value first appears. */
  ordinal: number;
  /** Spellings by which it is known, and whether each is looked for in texts. */
  readonly spellings: Map<string, boolean>;
}

/** A secret found in a text. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** Entries of one age. */
class Generation {
  readonly entries = new Set<Entry>();
  readonly bySpelling = new Map<string, Entry>();
  readonly index = new TextIndex<Entry>();

  add(entry: Entry, spelling: string, isLookedFor: boolean): void {
    this.bySpelling.set(spelling, entry);
    if (isLookedFor) this.index.add(spelling, entry);
  }

  adopt(entry: Entry): void {
    this.entries.add(entry);
    for (const [spelling, isLookedFor] of entry.spellings) this.add(entry, spelling, isLookedFor);
  }
}

/**
 * The secrets of one world: which values are known, what each is called, where they stand in a text. At most
 * `limit` values are remembered; those that were not seen for long are forgotten together.
 */
export class Secrets {
  readonly #halfLimit: number;
  #young = new Generation();
  #old = new Generation();
  readonly #ordinals = new Map<SecretKind, number>();

  constructor(limit: number) {
    this.#halfLimit = Math.max(1, Math.floor(limit / 2));
  }

  /** Registers a value before it appears. It gets its ordinal when it first appears. */
  announce(kind: SecretKind, value: string): void {
    if (value.length >= SHORTEST) this.#know(kind, value);
  }

  /** Names a value that stands in its own place, in this spelling. A value keeps the name of its first sight. */
  see(kind: SecretKind, value: string, spelling = value): string {
    if (value.length < SHORTEST) return this.#label(this.#knowInPlace(kind, value));
    const entry = this.#know(kind, value);
    if (spelling !== value) this.#add(entry, spelling);
    return this.#label(entry);
  }

  /** Makes a value that is known be found in another spelling too: as a whole `Basic` credential. */
  alias(value: string, spelling: string): void {
    const entry = this.#recall(value);
    if (entry && value.length >= SHORTEST) this.#add(entry, spelling);
  }

  /** The name of a value that was seen. */
  labelOf(value: string): string | undefined {
    const entry = this.#recall(value);
    return entry && entry.ordinal > 0 ? this.#label(entry) : undefined;
  }

  /** Every known secret in a text, in any escaped spelling; they may overlap. */
  find(text: string): readonly Found[] {
    const found = this.#findAsIs(text);
    let inner = unescapeOnce(text);
    for (let layer = 1; layer < LAYERS && inner; layer += 1) {
      const { text: plain, at } = inner;
      for (const { start, end, label } of this.#findAsIs(plain)) {
        found.push({ start: at[start] ?? 0, end: at[end] ?? text.length, label });
      }
      const deeper = unescapeOnce(plain);
      inner = deeper && { text: deeper.text, at: deeper.at.map((place) => at[place] ?? text.length) };
    }
    return found;
  }

  #findAsIs(text: string): Found[] {
    const matches = [...this.#young.index.find(text), ...this.#old.index.find(text)].sort(
      (one, other) => one.start - other.start,
    );
    return matches.map(({ start, end, item }) => {
      this.#touch(item);
      return { start, end, label: this.#label(item) };
    });
  }

  #know(kind: SecretKind, value: string): Entry {
    const plain = withoutEscapes(value);
    const entry = this.#recall(value) ?? this.#recall(plain) ?? { kind, ordinal: 0, spellings: new Map<string, boolean>() };
    this.#touch(entry);
    const isOrdinary = WORD.test(value) || ADDRESS.test(plain);
    if ((kind === 'state' || kind === 'session-cookie') && isOrdinary) this.#add(entry, value, false);
    else for (const key of [value, plain, value.replaceAll(' ', '+'), plain.replaceAll(' ', '+')]) this.#add(entry, key);
    return entry;
  }

  #knowInPlace(kind: SecretKind, value: string): Entry {
    const key = `${kind}\0${value}`;
    const entry = this.#recall(key) ?? { kind, ordinal: 0, spellings: new Map<string, boolean>() };
    this.#touch(entry);
    this.#add(entry, key, false);
    return entry;
  }

  #label(entry: Entry): string {
    if (entry.ordinal === 0) {
      entry.ordinal = (this.#ordinals.get(entry.kind) ?? 0) + 1;
      this.#ordinals.set(entry.kind, entry.ordinal);
    }
    return `${entry.kind}#${entry.ordinal}`;
  }

  #recall(spelling: string): Entry | undefined {
    return this.#young.bySpelling.get(spelling) ?? this.#old.bySpelling.get(spelling);
  }

  #add(entry: Entry, spelling: string, isLookedFor = spelling.length >= SHORTEST): void {
    const before = entry.spellings.get(spelling);
    if (before === true || before === isLookedFor) return;
    if (entry.spellings.size >= SPELLINGS || (this.#recall(spelling) ?? entry) !== entry) return;
    const own = ` ${spelling}`.slice(1); // a slice of a body would hold the whole body in memory
    entry.spellings.set(own, isLookedFor);
    this.#young.add(entry, own, isLookedFor);
  }

  /** Marks an entry as recently used. Removes the oldest ones at the limit. */
  #touch(entry: Entry): void {
    if (this.#young.entries.has(entry)) return;
    if (this.#young.entries.size >= this.#halfLimit) {
      this.#old = this.#young;
      this.#young = new Generation();
    }
    this.#young.adopt(entry);
  }
}

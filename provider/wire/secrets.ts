import { blanked } from './blanked.ts';
import { withoutEscapes } from './escapes.ts';
import { KnownSecrets } from './known-secrets.ts';
import { Numbers } from './numbers.ts';
import { readingsOf } from './readings.ts';
import { isInName, type SecretKind } from './secret-names.ts';
import { WINDOW } from './windows.ts';

/** Shorter values are replaced only where they stand by name: elsewhere they would hit ordinary words. */
const SHORTEST = WINDOW;

/** `google`, `/profile`: an ordinary word that an app keeps in its state or in a cookie. */
const WORD = /^[a-z/._:-]{1,19}$/;

/** The app's own address, as Auth.js keeps it in a cookie: a redirect URI begins with it. */
const ADDRESS = /^https?:\/\/[a-z0-9.:[\]-]+(?:\/[a-z/._-]*)?$/i;

/** A secret found in a text. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/**
 * The secrets of one world: which values are known, what each is called, where they stand in a text. See `KnownSecrets` for how
 * many are remembered.
 */
export class Secrets {
  readonly #known: KnownSecrets;
  /** By secret; 0: it has none yet. */
  #ordinals = new Numbers();
  #version: number;
  readonly #counts = new Map<SecretKind, number>();

  constructor(known: KnownSecrets | number = new KnownSecrets()) {
    this.#known = typeof known === 'number' ? new KnownSecrets(known) : known;
    this.#version = this.#known.version;
  }

  /** The same secrets with ordinals of their own, from 1: for one result of a run. */
  renumbered(): Secrets {
    return new Secrets(this.#known);
  }

  /** Registers a value before it appears. It gets its ordinal when it first appears. */
  announce(kind: SecretKind, value: string): void {
    if (value.length >= SHORTEST) this.#known.issued(this.#know(kind, value));
  }

  /** Names a value that stands in its own place, in this spelling. A value keeps the name of its first sight. */
  see(kind: SecretKind, value: string, spelling = value): string {
    if (value.length < SHORTEST) return this.#label(this.#knowInPlace(kind, value));
    const secret = this.#know(kind, value);
    if (spelling !== value) this.#spell(secret, spelling);
    return this.#label(secret);
  }

  /** Makes a value that is known be found in another spelling too: as a whole `Basic` credential. */
  alias(value: string, spelling: string): void {
    const secret = this.#known.find(value);
    if (secret !== undefined && value.length >= SHORTEST) this.#spell(secret, spelling);
  }

  /** The name of a value that was seen. */
  labelOf(value: string): string | undefined {
    const secret = this.#known.find(value);
    return secret !== undefined && this.#ordinalOf(secret) > 0 ? this.#label(secret) : undefined;
  }

  /** Every known secret in a text, in any encoding; they may overlap. */
  find(text: string): readonly Found[] {
    const { clean } = this.#known;
    if (clean.has(text)) return [];
    const plain = this.#findIn(text);
    const found = [...plain];
    const readings = readingsOf(blanked(text, plain));
    for (const reading of readings) {
      for (const { start, end, label } of this.#findIn(reading.text)) {
        found.push({ ...reading.spanOf(start, end), label });
      }
    }
    if (found.length === 0)
      clean.keep(
        text,
        readings.map((reading) => reading.text),
      );
    return found;
  }

  #findIn(text: string): Found[] {
    const matches = this.#known.in(text);
    return matches
      .toSorted((one, other) => one.start - other.start)
      .map(({ start, end, item }) => ({ start, end, label: this.#label(item) }));
  }

  #know(kind: SecretKind, value: string): number {
    const plain = withoutEscapes(value);
    const secret = this.#known.find(value) ?? this.#known.find(plain) ?? this.#known.add(kind);
    const isOrdinary = (kind === 'state' || kind === 'session-cookie') && (WORD.test(value) || ADDRESS.test(plain));
    if (isOrdinary || isInName(value)) this.#known.spell(secret, value, false);
    else for (const spelling of new Set([value, plain].flatMap(spellings))) this.#known.spell(secret, spelling);
    return secret;
  }

  #knowInPlace(kind: SecretKind, value: string): number {
    const key = `${kind}\0${value}`;
    const secret = this.#known.find(key) ?? this.#known.add(kind);
    this.#known.spell(secret, key, false);
    return secret;
  }

  /** One that only escapes what is known is found without. */
  #spell(secret: number, spelling: string): void {
    if (spelling.length >= SHORTEST && this.#known.find(withoutEscapes(spelling)) === undefined) {
      this.#known.spell(secret, spelling);
    }
  }

  #label(secret: number): string {
    const kind = this.#known.kindOf(secret);
    const before = this.#ordinalOf(secret);
    if (before > 0) return `${kind}#${before}`;
    const ordinal = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, ordinal);
    this.#ordinals.set(secret, ordinal);
    return `${kind}#${ordinal}`;
  }

  #ordinalOf(secret: number): number {
    if (this.#version !== this.#known.version) this.#renumber();
    return this.#ordinals.get(secret);
  }

  /** Some were forgotten, and the others have other numbers now. */
  #renumber(): void {
    const ordinals = new Numbers();
    for (let secret = 0; secret < this.#ordinals.length; secret += 1) {
      const now = this.#known.numberSince(this.#version, secret);
      if (now !== undefined) ordinals.set(now, this.#ordinals.get(secret));
    }
    this.#ordinals = ordinals;
    this.#version = this.#known.version;
  }
}

/** A form writes a space as `+`. Bytes that are read one by one show the UTF-8 of what is not ASCII. */
const spellings = (value: string): readonly string[] => {
  const all = value.includes(' ') ? [value, value.replaceAll(' ', '+')] : [value];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  return /^[\u0000-\u007f]*$/.test(value) ? all : [...all, Buffer.from(value).toString('latin1')];
};

import { CleanTexts } from './clean-texts.ts';
import { Numbers } from './numbers.ts';
import type { SecretKind } from './secret-names.ts';
import { type Match, TextIndex } from './text-index.ts';

/** Most secrets that are remembered, at some 60 bytes each. */
const MOST = 1_000_000;

/** Secrets of a kind that the lab issued and never forgets: five times as many as a world keeps rows of it. */
const ISSUED_OF_A_KIND = 50_000;

const ISSUED = 1;
/** Seen again since some were forgotten. */
const USED = 2;
const FLAGS = 2;

/**
 * Values that are secrets, each with its kind and a number; as fingerprints, so that a million of them have room. At
 * `most` those go that were seen in traffic once. What the lab issued stays, alive or not: of each kind the latest
 * `issuedOfAKind`, which are more than a world keeps.
 */
export class KnownSecrets {
  readonly #most: number;
  readonly #issuedOfAKind: number;
  readonly #kinds: SecretKind[] = [];
  /** Place of the kind, and flags. */
  #facts = new Numbers();
  /** Texts in which no secret stands that is known so far. */
  readonly clean = new CleanTexts();
  #index = new TextIndex(this.clean);
  /** One more than the number that a secret got when some were forgotten; 0: it was forgotten. */
  #moved = new Numbers();
  /** How often some were forgotten. */
  version = 0;

  constructor(most = MOST, issuedOfAKind = ISSUED_OF_A_KIND) {
    this.#most = most;
    this.#issuedOfAKind = issuedOfAKind;
  }

  /** Makes a number for a secret. */
  add(kind: SecretKind): number {
    if (this.#facts.length >= this.#most) this.#forget();
    const place = this.#kinds.indexOf(kind);
    if (place >= 0) return this.#facts.push(place << FLAGS);
    return this.#facts.push((this.#kinds.push(kind) - 1) << FLAGS);
  }

  /** A secret is known by this text, and looked for by it. */
  spell(secret: number, text: string, isLookedFor?: boolean): void {
    this.#index.add(text, secret, isLookedFor);
  }

  /** The secret of this spelling. */
  find(spelling: string): number | undefined {
    const secret = this.#index.itemOf(spelling);
    if (secret !== undefined) this.#flag(secret, USED);
    return secret;
  }

  issued(secret: number): void {
    this.#flag(secret, ISSUED);
  }

  /** Every spelling in a text, as it stands there. */
  in(text: string): readonly Match[] {
    const matches = this.#index.find(text);
    for (const { item } of matches) this.#flag(item, USED);
    return matches;
  }

  kindOf(secret: number): SecretKind {
    return this.#kinds[this.#facts.get(secret) >> FLAGS] ?? '';
  }

  /** The number of a secret that had another one in an earlier version. Undefined if it was forgotten. */
  numberSince(version: number, secret: number): number | undefined {
    const now = version === this.version - 1 ? this.#moved.get(secret) : 0;
    return now === 0 ? undefined : now - 1;
  }

  #flag(secret: number, flag: number): void {
    this.#facts.set(secret, this.#facts.get(secret) | flag);
  }

  #forget(): void {
    const [facts, kept] = [new Numbers(), this.#kept()];
    this.#moved = new Numbers();
    for (const [secret, isKept] of kept.entries()) {
      if (isKept) this.#moved.set(secret, facts.push(this.#facts.get(secret) & ~USED) + 1);
    }
    this.#facts = facts;
    this.version += 1;
    this.#index = this.#index.keeping((secret) => this.numberSince(this.version - 1, secret));
  }

  /** What was issued lately, then what was seen again lately, as long as there is room. */
  #kept(): Uint8Array {
    const kept = new Uint8Array(this.#facts.length);
    const ofKind = new Map<number, number>();
    let room = Math.floor(this.#most * 0.75);
    const keep = (isWanted: (facts: number) => boolean): void => {
      for (let secret = kept.length - 1; secret >= 0 && room > 0; secret -= 1) {
        if (kept[secret] === 1 || !isWanted(this.#facts.get(secret))) continue;
        kept[secret] = 1;
        room -= 1;
      }
    };
    keep((facts) => {
      if ((facts & ISSUED) === 0) return false;
      const count = (ofKind.get(facts >> FLAGS) ?? 0) + 1;
      ofKind.set(facts >> FLAGS, count);
      return count <= this.#issuedOfAKind;
    });
    keep((facts) => (facts & USED) !== 0);
    return kept;
  }
}

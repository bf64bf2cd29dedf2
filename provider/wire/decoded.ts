/** Characters of a decoded text that stem from a stretch of the encoded one: units of the one become units of the other. */
export interface Stretch {
  /** Where it begins in the decoded text. */
  readonly plain: number;
  /** Its length in the decoded text. */
  readonly length: number;
  /** Where it begins in the encoded text. */
  readonly at: number;
  /** Characters of one unit, decoded and encoded. Base64: 3 and 4. */
  readonly plainUnit: number;
  readonly unit: number;
}

/** A decoded text with the stretches of which it is made, in order. */
export interface Decoded {
  readonly text: string;
  readonly stretches: readonly Stretch[];
}

/** Collects pieces of a decoded text. */
export class Pieces {
  text = '';
  readonly #stretches: Stretch[] = [];

  add(piece: string, at: number, plainUnit: number, unit: number): void {
    if (piece === '') return;
    this.#stretches.push({ plain: this.text.length, length: piece.length, at, plainUnit, unit });
    this.text += piece;
  }

  /** What follows does not go on from what was before. */
  part(): void {
    this.text += '\n';
  }

  get decoded(): Decoded | undefined {
    return this.text === '' ? undefined : { text: this.text, stretches: this.#stretches };
  }
}

/** Takes out what `pattern` finds, or puts something else in its place. */
export const replaced = (text: string, pattern: RegExp, by: (match: string) => string): Decoded | undefined => {
  const pieces = new Pieces();
  let from = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    pieces.add(text.slice(from, index), from, 1, 1);
    const piece = by(match);
    pieces.add(piece, index, Math.max(1, piece.length), match.length);
    from = index + match.length;
  }
  if (from === 0) return undefined;
  pieces.add(text.slice(from), from, 1, 1);
  return pieces.decoded;
};

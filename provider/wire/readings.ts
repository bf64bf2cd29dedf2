import { type Decoded, Pieces, replaced, type Stretch } from './decoded.ts';
import { unescapeOnce } from './escapes.ts';
import { remembered } from './remembered.ts';

/** Layers of encodings under which a value is still found: a URL in a query in a JSON string in base64 has four. */
const LAYERS = 5;

/** Characters of all readings together, for each of the text: a hostile one could go on for long. */
const MOST_CHARACTERS = 24;

/** True for a stretch of text that was decoded before. */
type IsKnown = (start: number, end: number) => boolean;
const NOTHING_KNOWN: IsKnown = () => false;

/** One way to read a text. */
export class Reading {
  readonly text: string;
  readonly #stretches: readonly Stretch[];
  readonly #of: Reading | undefined;

  constructor({ text, stretches }: Decoded, of?: Reading) {
    this.text = text;
    this.#stretches = stretches;
    this.#of = of;
  }

  /** Where in the text that was read a part of this reading stands. */
  spanOf(start: number, end: number): { readonly start: number; readonly end: number } {
    const [first, last] = [this.#stretchAt(start), this.#stretchAt(end - 1)];
    if (!first || !last) return { start, end };
    const from = first.at + Math.floor((start - first.plain) / first.plainUnit) * first.unit;
    const to = last.at + Math.ceil((end - last.plain) / last.plainUnit) * last.unit;
    return this.#of ? this.#of.spanOf(from, to) : { start: from, end: to };
  }

  /** True for what stands in the same way in the text that was read, amid other text: it was decoded there. */
  wasRead(start: number, end: number): boolean {
    const stretch = this.#stretchAt(start);
    if (!stretch) return false;
    const { plain, plainUnit, unit, length } = stretch;
    return plainUnit === 1 && unit === 1 && start > plain && end < plain + length;
  }

  #stretchAt(place: number): Stretch | undefined {
    let [low, high] = [0, this.#stretches.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#stretches[middle]?.plain ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return this.#stretches[low];
  }
}

const BASE64_RUN = /[A-Za-z0-9+/_-]{8,}/g;
/** What was encoded has digits, or capital letters within; words, paths and names of headers do not. */
const ENCODED = /[\d+]|[A-Za-z][A-Z]/;

/** Base64 of both alphabets, from each of the four places at which it may begin. Bytes become characters. */
const decodeBase64 = (text: string, isKnown: IsKnown): Decoded | undefined => {
  const pieces = new Pieces();
  const runs = [...text.matchAll(BASE64_RUN)].filter(
    ({ 0: run, index }) => ENCODED.test(run) && !isKnown(index, index + run.length),
  );
  for (let skipped = 0; skipped < 4 && runs.length > 0; skipped += 1) {
    for (const { 0: run, index } of runs)
      pieces.add(Buffer.from(run.slice(skipped), 'base64').toString('latin1'), index + skipped, 3, 4);
    pieces.part();
  }
  return pieces.decoded;
};

/** `733363`, `73:33:63`, `<Buffer 73 33 63>` */
const HEX_RUN = /[\da-f]{2}(?:([ +:-])[\da-f]{2}(?:\1[\da-f]{2}){4,}|[\da-f]{10,})/gi;

/** Six bytes in a row of which none is a control character. */
const LETTERS = /(?:[2-9a-f][\da-f][ +:-]?){6}/i;

/** Pairs of hexadecimal digits, from each of the two places at which they may begin. */
const decodeHex = (text: string, isKnown: IsKnown): Decoded | undefined => {
  const pieces = new Pieces();
  const runs = [...text.matchAll(HEX_RUN)].filter(
    ({ 0: run, index }) => LETTERS.test(run) && !isKnown(index, index + run.length),
  );
  for (const { 0: run, 1: between = '', index } of runs) {
    for (const skipped of between === '' ? [0, 1] : [0]) {
      const digits = between === '' ? run.slice(skipped) : run.replaceAll(between, '');
      const whole = digits.slice(0, digits.length - (digits.length % 2));
      pieces.add(Buffer.from(whole, 'hex').toString('latin1'), index + skipped, 1, 2 + between.length);
      pieces.part();
    }
  }
  return pieces.decoded;
};

/** Bytes as JSON writes a Buffer: `115,51,99` */
const BYTES_RUN = /(?<!\d)\d{1,3}(?:,\s*\d{1,3}){5,}(?!\d)/g;

const decodeBytes = (text: string): Decoded | undefined => {
  const pieces = new Pieces();
  for (const { 0: run, index } of text.matchAll(BYTES_RUN))
    for (const { 0: number, index: place } of run.matchAll(/\d+\D*/g))
      pieces.add(String.fromCharCode(Number.parseInt(number, 10) & 0xff), index + place, 1, number.length);
  return pieces.decoded;
};

/** Mails: `=3D`, and lines that go on after `=`. */
export const quotedPrintable = (text: string): Decoded | undefined =>
  replaced(text, /=(?:\r?\n|[\dA-Fa-f]{2})/g, (sign) =>
    sign.length === 3 && sign[1] !== '\r' ? String.fromCharCode(Number.parseInt(sign.slice(1), 16)) : '',
  );

/** UTF-16 or UTF-32 that was read byte by byte. */
const withoutNuls = (text: string): Decoded | undefined =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL stands between two letters of ASCII
  text.includes('\0') ? replaced(text, /\u0000+/g, () => '') : undefined;

/** Readings that take escapes off, and readings of bytes. */
const decodings = (text: string, isKnown: IsKnown): readonly (Decoded | undefined)[] => [
  unescapeOnce(text),
  withoutNuls(text),
  text.includes('=') ? quotedPrintable(text) : undefined,
  decodeBase64(text, isKnown),
  decodeHex(text, isKnown),
  text.includes(',') ? decodeBytes(text) : undefined,
];

/** Bytes without as many letters in a row hide nothing further. */
const READABLE = /[ -~]{8}|\0/;

const readEncoded = (text: string): readonly Reading[] => {
  const readings: Reading[] = [];
  let room = text.length * MOST_CHARACTERS;
  let layer: readonly (Reading | undefined)[] = [undefined];
  for (let depth = 1; depth <= LAYERS && layer.length > 0; depth += 1) {
    const deeper: Reading[] = [];
    for (const outer of layer) {
      const isKnown = outer ? (start: number, end: number) => outer.wasRead(start, end) : NOTHING_KNOWN;
      for (const decoded of decodings(outer?.text ?? text, isKnown)) {
        if (decoded === undefined || room < 0) continue;
        room -= decoded.text.length;
        const reading = new Reading(decoded, outer);
        if (READABLE.test(decoded.text)) deeper.push(reading);
        readings.push(reading);
      }
    }
    layer = deeper;
  }
  return readings;
};

/** Fewer characters than of other texts: each may have as many as `MOST_CHARACTERS` in its readings. */
const ROOM = 300_000;

/**
 * Every way to read a text other than as it stands: without percent, JSON, HTML and quoted-printable escapes, from base64, from
 * hexadecimal digits and lists of bytes, from UTF-16; each also inside of the others.
 */
export const readingsOf = remembered(readEncoded, ROOM);

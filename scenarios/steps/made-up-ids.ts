/** Session ids that an app never made, though each looks like one of its own. */

/** Characters of a prefix are kept only where as many others are left to be changed. */
const LEAST_CHANGED = 16;
const SEPARATORS = /%[0-9a-f]{2}|[^a-z0-9]/gi;
const UUIDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
/** Where a UUID says how it was made: its version and its variant. RFC 9562, 4. */
const UUID_MARKS = [14, 19];

const CLASSES = [/\d/, /[a-z]/, /[A-Z]/];
const classOf = (character: string): RegExp | undefined => CLASSES.find((each) => each.test(character));

const commonStart = (one: string, other: string): number => {
  const differs = [...one].findIndex((character, place) => character !== other[place]);
  return Math.max(differs, 0);
};

/** Places that make a text well-formed: separators, percent-encoding, marks of a UUID. */
const formIn = (text: string): ReadonlySet<number> => {
  const places = [...text.matchAll(SEPARATORS)].flatMap(({ index, 0: found }) => [...found].map((_, i) => index + i));
  const marks = [...text.matchAll(UUIDS)].flatMap(({ index }) => UUID_MARKS.map((place) => index + place));
  return new Set([...places, ...marks]);
};

/** Characters that may stand for one of a part, of the same class: those seen in the part; of a hexadecimal one all. */
const alphabetOf = (part: string, character: string): string => {
  const own = classOf(character);
  const seen = [...new Set(part)].filter((each) => own?.test(each)).toSorted();
  if (seen.length > 1) return seen.join('');
  if (/\d/.test(character)) return '0123456789';
  const letters = /^[0-9a-f]+$/i.test(part) ? 'abcdef' : 'abcdefghijklmnopqrstuvwxyz';
  return /[A-Z]/.test(character) ? letters.toUpperCase() : letters;
};

/** The next character of the same alphabet, and the first after the last. */
const nextIn = (part: string, character: string): string => {
  const alphabet = alphabetOf(part, character);
  return alphabet[(alphabet.indexOf(character) + 1) % alphabet.length] ?? character;
};

/** The letters and digits around a place. */
const partAround = (text: string, form: ReadonlySet<number>, place: number): string => {
  let [from, to] = [place, place];
  while (from > 0 && !form.has(from - 1)) from -= 1;
  while (to < text.length && !form.has(to)) to += 1;
  return text.slice(from, to);
};

/** How much of a text stays because another one begins alike. */
const keptStart = (text: string, other: string, form: ReadonlySet<number>): number => {
  const start = commonStart(text, other);
  const changed = [...text].filter((_, place) => place >= start && !form.has(place));
  return changed.length >= LEAST_CHANGED ? start : 0;
};

/**
 * Another text of the same form: length, separators and classes of characters stay, what was hexadecimal stays so, and a UUID
 * keeps version and variant. `other`: what the app made another time; what both begin with stays as well.
 */
export const madeUpId = (text: string, other = ''): string => {
  const form = formIn(text);
  const kept = new Set([...form, ...Array.from({ length: keptStart(text, other, form) }, (_, place) => place)]);
  return [...text]
    .map((character, place) => (kept.has(place) ? character : nextIn(partAround(text, kept, place), character)))
    .join('');
};

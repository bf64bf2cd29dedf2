import { closest } from 'fastest-levenshtein';
import { LoginLabError } from '../provider/model/index.ts';

/** `The nearest known one is "google".`; empty when nothing is known. */
export const nearestKnown = (value: string, known: readonly string[]): string =>
  known.length === 0 ? '' : `The nearest known one is "${closest(value, known)}".`;

/** The error for an unknown id: the field, the value, the nearest known one, and where all of them are listed. */
export const unknownId = (facts: {
  /** What kind of thing: `persona`, `scenario`. */
  readonly what: string;
  /** As the user wrote it: `--persona`. */
  readonly field: string;
  readonly value: string;
  readonly known: readonly string[];
  /** Command that prints them all; left out where the message can name them. */
  readonly listing?: string;
}): LoginLabError => {
  const all = facts.listing === undefined ? `Known: ${facts.known.join(', ')}.` : `All of them: ${facts.listing}`;
  const message = `${facts.field}: unknown ${facts.what} "${facts.value}". ${nearestKnown(facts.value, facts.known)}\n  ${all}`;
  return new LoginLabError('unknown-id', message, { field: facts.field });
};

/** Returns the value as one of the known ones. Throws `unknown-id`. */
export const oneOf = <T extends string>(
  facts: { readonly what: string; readonly field: string; readonly value: string; readonly listing?: string },
  known: readonly T[],
): T => {
  const found = known.find((id) => id === facts.value);
  if (found === undefined) throw unknownId({ ...facts, known });
  return found;
};

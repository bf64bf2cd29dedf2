import type { Person } from '../../provider/model/index.ts';
import { fillPlaceholders } from '../model/index.ts';

/** What placeholders in the path and the form of a verb become. */
export type Words = Readonly<Record<string, string>>;

/** Replaces placeholders; unknown ones stay as they are. */
export const fillIn = (text: string, words: Words, write = (word: string) => word): string =>
  fillPlaceholders(text, (name) => {
    const word = Object.hasOwn(words, `{${name}}`) ? words[`{${name}}`] : undefined;
    return word === undefined ? undefined : write(word);
  });

/** The fields of a form, filled in. */
export const fillFields = (
  form: Readonly<Record<string, string>> = {},
  words: Words = {},
): readonly (readonly [name: string, value: string])[] =>
  Object.entries(form).map(([field, value]) => [field, fillIn(value, words)] as const);
/** The password of a person at the accounts that they have. It holds no part of the address, which many refuse. */
export const passwordOf = ({ key }: Pick<Person, 'key'>): string => `Pass-phrase-1-${[...key].toReversed().join('')}`;

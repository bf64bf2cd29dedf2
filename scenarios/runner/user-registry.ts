import { createHash } from 'node:crypto';
import type { Person } from '../../provider/model/index.ts';

const digestOf = (parts: readonly string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest();

const lettersOf = (digest: Buffer, length: number): string =>
  [...digest.subarray(0, length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');

/** Letters of a given name. */
const NAME_LETTERS = 12;

/** The unique names of a person in a run. */
export type TestUser = Pick<Person, 'key' | 'sub' | 'email' | 'name' | 'givenName' | 'familyName'>;

/** A new person with names of 12 letters; the same seed and place give the same person. */
export const inventPerson = (seed: string, ...place: readonly string[]): TestUser => {
  const digest = digestOf([seed, 'person', ...place]);
  const letters = lettersOf(digest, NAME_LETTERS);
  const givenName = letters.charAt(0).toUpperCase() + letters.slice(1);
  const digits = (BigInt(`0x${digest.toString('hex')}`) % 10n ** 20n).toString().padStart(20, '0');
  return {
    key: letters,
    sub: `1${digits}`,
    email: `${letters}@example.com`,
    name: `${givenName} Example`,
    givenName,
    familyName: 'Example',
  };
};

/** A unique text; the same seed and place give the same text. */
export const inventCanary = (seed: string, ...place: readonly string[]): string =>
  `canary-${lettersOf(digestOf([seed, 'canary', ...place]), 20)}`;

/** Every position of a text where a given name may begin, also inside a longer word. */
const NAME_PLACES = new RegExp(`(?=([a-z]{${NAME_LETTERS}}))`, 'g');

/** All people of a run, to recognize a page that names another person. */
export class UserRegistry {
  readonly #keys = new Set<string>();

  add({ key }: Pick<TestUser, 'key'>): void {
    this.#keys.add(key);
  }

  /** True when a text names another person. A key is the given name in lower case, and part of the e-mail. */
  namesAnother(text: string, self: Pick<TestUser, 'key'>): boolean {
    for (const [, name = ''] of text.toLowerCase().matchAll(NAME_PLACES)) {
      if (name !== self.key && this.#keys.has(name)) return true;
    }
    return false;
  }
}

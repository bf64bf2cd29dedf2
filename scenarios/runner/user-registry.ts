import { createHash } from 'node:crypto';
import type { Person } from '../../provider/model/index.ts';

const digestOf = (parts: readonly string[]): Buffer => createHash('sha256').update(JSON.stringify(parts)).digest();

const lettersOf = (digest: Buffer, length: number): string =>
  [...digest.subarray(0, length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');

/** Letters of a given name. */
const NAME_LETTERS = 12;

/** What makes a person unique in a run. */
export type TestUser = Pick<Person, 'key' | 'sub' | 'email' | 'name' | 'givenName' | 'familyName'>;

/** A person whom no other part of a run knows, always the same for the same seed and place: names of 12 letters. */
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

/** A text that appears nowhere else in a run, always the same for the same seed and place. */
export const inventCanary = (seed: string, ...place: readonly string[]): string =>
  `canary-${lettersOf(digestOf([seed, 'canary', ...place]), 20)}`;

/** Every place of a text at which a given name may stand, also inside of a longer word. */
const NAME_PLACES = new RegExp(`(?=([a-z]{${NAME_LETTERS}}))`, 'g');

/** Everybody of a run, so that nobody is taken for somebody else. */
export class UserRegistry {
  readonly #keys = new Set<string>();

  add({ key }: Pick<TestUser, 'key'>): void {
    this.#keys.add(key);
  }

  /** Whether a text names somebody other than this one. A key is the given name in small letters, and part of the e-mail. */
  namesAnother(text: string, self: Pick<TestUser, 'key'>): boolean {
    for (const [, name = ''] of text.toLowerCase().matchAll(NAME_PLACES)) {
      if (name !== self.key && this.#keys.has(name)) return true;
    }
    return false;
  }
}

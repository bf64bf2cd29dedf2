import { fieldOf, LoginLabError, type Person, type PersonInput, personRow } from '../model/index.ts';
import { traitsOf } from './error-people.ts';
import { checkPassword, type Passwords } from './passwords.ts';
import { randomDigits } from './random.ts';
import type { Rows } from './rows.ts';

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Throws `usage` with the field for a person that no snapshot could bring back. */
export const checkPerson = (person: Person): Person => {
  const [issue] = personRow.safeParse(person).error?.issues ?? [];
  if (!issue) return person;
  const field = fieldOf(issue.path);
  throw new LoginLabError('usage', `The "${field}" of a person does not fit: ${issue.message}.`, { field });
};

/** Completes the input for a person: `ana` becomes Ana Example, ana@example.com. The result has no password. */
export const makePerson = ({ password, ...input }: PersonInput): Person => {
  if (password !== undefined) checkPassword(password);
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(input.key)) {
    throw new LoginLabError(
      'usage',
      `Expected a person's key of at most 64 letters, digits, dots, dashes or underscores, found "${input.key}".`,
      {
        field: 'key',
      },
    );
  }
  const givenName = input.givenName ?? capitalised(input.key);
  const familyName = input.familyName ?? 'Example';
  const defaults = {
    sub: `1${randomDigits(20)}`,
    email: `${input.key}@example.com`,
    emailVerified: true,
    name: `${givenName} ${familyName}`,
    givenName,
    familyName,
    picture: `https://lh3.googleusercontent.com/a/${encodeURIComponent(input.key)}=s96-c`,
  };
  const { byKey, byEmail } = traitsOf(input);
  return checkPerson({ ...defaults, ...byKey, ...input, ...byEmail });
};

/** People of one world. */
const MOST_PEOPLE = 10_000;

/** What a person is found by. */
export const keysOf = ({ sub, email }: Pick<Person, 'sub' | 'email'>): { sub: string; email: string } => ({
  sub,
  email: email.toLowerCase(),
});

type Known = Pick<Person, 'key' | 'sub'>;

const tooMany = (count: number): LoginLabError =>
  new LoginLabError('too-many', `A world has at most ${MOST_PEOPLE} people; this would make ${count}.`);

const sameSubject = ({ key, sub }: Known, other: string): LoginLabError =>
  new LoginLabError('usage', `"${other}" and "${key}" have the subject "${sub}". Give each their own.`, { field: 'sub' });

/**
 * Throws `too-many` for more people than a world may have, and `usage` for two with one subject. Of people with one key the last
 * counts.
 */
export const mustFitTogether = (people: readonly Known[]): void => {
  const byKey = new Map(people.map((person) => [person.key, person]));
  if (byKey.size > MOST_PEOPLE) throw tooMany(byKey.size);
  const bySub = new Map<string, string>();
  for (const person of byKey.values()) {
    const other = bySub.get(person.sub);
    if (other !== undefined) throw sameSubject(person, other);
    bySub.set(person.sub, person.key);
  }
};

/** The people of one world. */
export class People {
  readonly #rows: Rows;
  readonly #passwords: Passwords;

  constructor(rows: Rows, passwords: Passwords) {
    this.#rows = rows;
    this.#passwords = passwords;
  }

  /** Adds a person, or replaces the one with the same key. Throws `usage` with the field, or `too-many`. */
  async add(input: PersonInput): Promise<Person> {
    const person = makePerson(input);
    await this.#mustFit(person);
    return this.keep(person, input.password);
  }

  /** The same as `mustHaveRoomFor` of one person, without looking at the others. */
  async #mustFit(person: Known): Promise<void> {
    const count = await this.#rows.count('Person');
    if (count >= MOST_PEOPLE && (await this.byKey(person.key)) === undefined) throw tooMany(count + 1);
    const others = (await this.#rows.list('Person', { sub: person.sub })).filter(({ id }) => id !== person.key);
    if (others[0]) throw sameSubject(person, others[0].id);
  }

  async mustHaveRoomFor(people: readonly Known[]): Promise<void> {
    mustFitTogether([...(await this.list()), ...people]);
  }

  /** Returns a key for somebody new: the local part of the address, with a number if it is taken. */
  async freeKey(email: string): Promise<string> {
    const letters = email.split('@')[0]?.replace(/[^a-z0-9._-]/gi, '');
    const base = letters?.replace(/^[^a-z0-9]+/i, '').slice(0, 48) || 'user';
    let key = base;
    for (let i = 2; (await this.byKey(key)) !== undefined; i += 1) key = `${base}-${i}`;
    return key;
  }

  async remove({ key, sub }: Person): Promise<void> {
    await this.#rows.remove('Person', key);
    await this.#passwords.forget({ sub });
  }

  /** Stores a person, replacing the one with the same key. A new subject is a new account without the old password. */
  async keep(person: Person, password?: string): Promise<Person> {
    const before = await this.#rows.read('Person', person.key);
    if (before && before.keys.sub !== person.sub) await this.#passwords.forget({ sub: String(before.keys.sub) });
    await this.#rows.write('Person', person.key, { ...person }, keysOf(person));
    if (password !== undefined) await this.#passwords.set(person, password);
    return person;
  }

  async list(): Promise<readonly Person[]> {
    return (await this.#rows.list('Person')).map((row) => row.payload as unknown as Person);
  }

  async byKey(key: string): Promise<Person | undefined> {
    return (await this.#rows.read('Person', key))?.payload as unknown as Person | undefined;
  }

  async bySub(sub: string): Promise<Person | undefined> {
    const [row] = await this.#rows.list('Person', { sub });
    return row?.payload as unknown as Person | undefined;
  }

  /** Finds a person by key, subject or e-mail. */
  async find(id: string): Promise<Person | undefined> {
    const byKey = await this.byKey(id);
    if (byKey) return byKey;
    const bySub = await this.bySub(id);
    if (bySub) return bySub;
    if (id === '') return undefined; // the empty address means that an account has none
    const [byEmail] = await this.#rows.list('Person', { email: id.toLowerCase() });
    return byEmail?.payload as unknown as Person | undefined;
  }
}

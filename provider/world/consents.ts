import type { Consents, Person } from '../model/index.ts';
import { nowEpochSeconds } from './clock.ts';
import type { Rows } from './rows.ts';

interface Kept {
  readonly scopes: readonly string[];
  readonly declined?: readonly string[];
}

const without = (scopes: readonly string[], others: readonly string[]): readonly string[] =>
  scopes.filter((scope) => !others.includes(scope));

/** The row of a consent. */
export const consentId = (persona: string, { sub }: Pick<Person, 'sub'>, key: string): string => `${persona}:${sub}:${key}`;

/** Granted and declined scopes by person and consent key. Independent of sessions and tokens. */
export const consentsOf = (rows: Rows, persona: string): Consents => {
  const id = (person: Person, key: string) => consentId(persona, person, key);
  const read = async (person: Person, key: string): Promise<Required<Kept>> => {
    const row = await rows.read('Consent', id(person, key));
    const { scopes = [], declined = [] } = row && !row.died ? (row.payload as unknown as Kept) : {};
    return { scopes, declined };
  };
  const write = (person: Person, key: string, kept: Kept) =>
    rows.write('Consent', id(person, key), { ...kept, grantedAtEpochSeconds: nowEpochSeconds() }, { persona, sub: person.sub });
  return {
    read: async (person, key) => (await read(person, key)).scopes,
    declined: async (person, key) => (await read(person, key)).declined,
    async add(person, key, more) {
      const { scopes, declined } = await read(person, key);
      await write(person, key, { scopes: [...new Set([...scopes, ...more])], declined: without(declined, more) });
    },
    async decline(person, key, more) {
      const { scopes, declined } = await read(person, key);
      await write(person, key, { scopes: without(scopes, more), declined: [...new Set([...declined, ...more])] });
    },
    async forget(person, key) {
      await rows.remove('Consent', id(person, key));
    },
    async list(person) {
      const found = await rows.list('Consent', { persona, sub: person.sub });
      const kept = found.filter(({ died }) => !died).map((row) => ({ row, ...(row.payload as unknown as Kept) }));
      return kept
        .filter(({ scopes }) => scopes.length > 0)
        .map(({ row, scopes }) => ({ key: row.id.slice(id(person, '').length), scopes }));
    },
  };
};

import type { Consents, Person } from '../model/index.ts';
import { nowEpochSeconds } from './clock.ts';
import type { Rows } from './rows.ts';

/** What people granted, by person and the vendor's own key. Outlives browsers, sessions and tokens. */
export const consentsOf = (rows: Rows, persona: string): Consents => {
  const id = (person: Person, key: string) => `${persona}:${person.sub}:${key}`;
  const read = async (person: Person, key: string): Promise<readonly string[]> => {
    const row = await rows.read('Consent', id(person, key));
    return row && !row.died ? (row.payload.scopes as string[]) : [];
  };
  return {
    read,
    async add(person, key, scopes) {
      const all = [...new Set([...(await read(person, key)), ...scopes])];
      await rows.write(
        'Consent',
        id(person, key),
        { scopes: all, grantedAtEpochSeconds: nowEpochSeconds() },
        { persona, sub: person.sub },
      );
    },
    async forget(person, key) {
      await rows.remove('Consent', id(person, key));
    },
  };
};

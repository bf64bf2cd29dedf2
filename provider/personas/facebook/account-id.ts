import { createHash } from 'node:crypto';
import type { Client, Person } from '../../model/index.ts';

const DIGITS = 16;

/**
 * Returns the app-scoped id of a person. It differs for each app, never changes, and exceeds a JavaScript number.
 * The engine uses the person's own subject.
 */
export const accountId = ({ sub }: Pick<Person, 'sub'>, { clientId }: Pick<Client, 'clientId'>): string => {
  const hash = createHash('sha256').update(`${clientId}:${sub}`).digest();
  return `1${(hash.readBigUInt64BE() % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, '0')}`;
};

/** Returns the person of an app-scoped id. Undefined for ids of other apps. */
export const personBehind = (id: string, client: Pick<Client, 'clientId'>, people: readonly Person[]): Person | undefined =>
  people.find((person) => accountId(person, client) === id);

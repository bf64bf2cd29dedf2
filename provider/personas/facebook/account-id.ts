import { createHash } from 'node:crypto';
import type { Client, Person } from '../../model/index.ts';

const DIGITS = 16;

/**
 * The id by which one app knows a person: another for each app, always the same, and longer than a JavaScript number.
 * The engine's subject stays the person's own.
 */
export const accountId = ({ sub }: Pick<Person, 'sub'>, { clientId }: Pick<Client, 'clientId'>): string => {
  const hash = createHash('sha256').update(`${clientId}:${sub}`).digest();
  return `1${(hash.readBigUInt64BE() % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, '0')}`;
};

/** Whom an app means by an id; undefined for anybody else's. */
export const personBehind = (id: string, client: Pick<Client, 'clientId'>, people: readonly Person[]): Person | undefined =>
  people.find((person) => accountId(person, client) === id);

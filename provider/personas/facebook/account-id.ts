import { createHash } from 'node:crypto';
import type { Client, Person, Ports } from '../../model/index.ts';

const DIGITS = 16;

/** Ids made before, and the subject of each. An id follows from its person and app alone, so that they may be kept. */
const ids = new Map<string, string>();
const subjects = new Map<string, string>();
const MOST_KEPT = 20_000;

const keep = (map: Map<string, string>, name: string, value: string): void => {
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
};

const hashed = (owner: string): string => {
  const hash = createHash('sha256').update(owner).digest();
  return `1${(hash.readBigUInt64BE() % 10n ** BigInt(DIGITS)).toString().padStart(DIGITS, '0')}`;
};

/**
 * Returns the app-scoped id of a person. It differs for each app, never changes, and exceeds a JavaScript number.
 * The engine uses the person's own subject.
 */
export const accountId = ({ sub }: Pick<Person, 'sub'>, { clientId }: Pick<Client, 'clientId'>): string => {
  const owner = `${clientId}:${sub}`;
  const known = ids.get(owner);
  if (known !== undefined) return known;
  const id = hashed(owner);
  keep(ids, owner, id);
  keep(subjects, `${clientId}:${id}`, sub);
  return id;
};

/** Returns the person of an app-scoped id. Undefined for ids of other apps. Looks at all people only for an id that was never made. */
export const personBehind = async (
  id: string,
  client: Pick<Client, 'clientId'>,
  people: Ports['people'],
): Promise<Person | undefined> => {
  const sub = subjects.get(`${client.clientId}:${id}`);
  const made = sub === undefined ? undefined : await people.find(sub);
  if (made && accountId(made, client) === id) return made;
  return (await people.all()).find((person) => accountId(person, client) === id);
};

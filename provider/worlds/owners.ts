import { createHash } from 'node:crypto';
import type { OwnerFilter } from '../model/index.ts';
import type { WorldState } from '../world/index.ts';
import { subOf } from './people.ts';

/** Returns an id for a secret that does not reveal it. */
export const idOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url').slice(0, 16);

/** Returns the `person` member of these subjects. Empty if the person was removed. Costs what they are, however many people there are. */
export const namesOf = async (
  world: WorldState,
  subs: Iterable<string>,
): Promise<(sub: string) => { readonly person?: string }> => {
  const people = await Promise.all([...new Set(subs)].map((sub) => world.people.bySub(sub)));
  const keys = new Map(people.flatMap((person) => (person ? [[person.sub, person.key] as const] : [])));
  return (sub) => {
    const person = keys.get(sub);
    return person === undefined ? {} : { person };
  };
};

/** Returns the row keys of a persona and a person. */
export const rowKeys = async (world: WorldState, { persona, person }: OwnerFilter) => ({
  ...(persona !== undefined && { persona }),
  ...(person !== undefined && { sub: await subOf(world, person) }),
});

import { createHash } from 'node:crypto';
import type { OwnerFilter } from '../model/index.ts';
import type { WorldState } from '../world/index.ts';
import { subOf } from './people.ts';

/** Names a secret without giving it away. */
export const idOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url').slice(0, 16);

/** Members to spread into what belongs to a subject: the key of the person, while there is one. */
export const namesOf = async (world: WorldState): Promise<(sub: string) => { readonly person?: string }> => {
  const keys = new Map((await world.people.list()).map(({ sub, key }) => [sub, key]));
  return (sub) => {
    const person = keys.get(sub);
    return person === undefined ? {} : { person };
  };
};

/** Keys of rows that belong to a persona and a person. */
export const rowKeys = async (world: WorldState, { persona, person }: OwnerFilter) => ({
  ...(persona !== undefined && { persona }),
  ...(person !== undefined && { sub: await subOf(world, person) }),
});

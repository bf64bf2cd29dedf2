import { createHash } from 'node:crypto';
import type { OwnerFilter } from '../model/index.ts';
import type { WorldState } from '../world/index.ts';
import { subOf } from './people.ts';

/** Returns an id for a secret that does not reveal it. */
export const idOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url').slice(0, 16);

/** Returns the `person` member of a subject. Empty if the person was removed. */
export const namesOf = async (world: WorldState): Promise<(sub: string) => { readonly person?: string }> => {
  const keys = new Map((await world.people.list()).map(({ sub, key }) => [sub, key]));
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

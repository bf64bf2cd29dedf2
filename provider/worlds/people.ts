import { LoginLabError, type Person, type PersonChanges } from '../model/index.ts';
import { changeAccount, changePassword, nearestOrAll, removeAccount, type WorldState } from '../world/index.ts';

/** Throws `unknown-id` for an unknown person. */
export const personOf = async (world: WorldState, person: string): Promise<Person> => {
  const found = await world.people.find(person);
  if (found) return found;
  const known = (await world.people.list()).map((each) => each.key);
  throw new LoginLabError('unknown-id', `Unknown person "${person}" in this world${nearestOrAll(person, known)}`, {
    field: 'person',
  });
};

/** Throws `unknown-id` for an unknown person. */
export const subOf = async (world: WorldState, person: string): Promise<string> => (await personOf(world, person)).sub;

/** Changes a person. Throws `unknown-id` for an unknown one. */
export const changePerson = async (world: WorldState, id: string, changes: PersonChanges): Promise<Person> =>
  changeAccount(world, await personOf(world, id), changes);

/** Removes a person with their consents, sessions and tokens. Throws `unknown-id` for an unknown one. */
export const removePerson = async (world: WorldState, id: string): Promise<void> =>
  removeAccount(world, await personOf(world, id));

/** Changes the password of a person. Default: a random one in place of one that was set. */
export const changePasswordOf = async (world: WorldState, id: string, password?: string): Promise<void> =>
  changePassword(world, await personOf(world, id), password);

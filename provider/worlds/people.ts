import { type DeathCause, LoginLabError, type Person, type PersonChanges } from '../model/index.ts';
import { changePassword, checkPerson, nearestOrAll, ROW_KINDS, type WorldState } from '../world/index.ts';

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

/** Reason for ended tokens and sessions, by account status. */
const ACCOUNT_ENDS: Readonly<Partial<Record<NonNullable<Person['status']>, DeathCause>>> = {
  disabled: 'account-blocked',
  deleted: 'revoked',
};

const endAccount = async (world: WorldState, sub: string, why: DeathCause): Promise<void> => {
  for (const { kind, endsWithAccount } of ROW_KINDS) if (endsWithAccount) await world.rows.kill(kind, { sub }, why);
};

/** Changes a person. Disabling or deleting the account ends its tokens and sessions. */
export const changePerson = async (world: WorldState, id: string, changes: PersonChanges): Promise<Person> => {
  const before = await personOf(world, id);
  const person = await world.people.keep(checkPerson({ ...before, ...changes, key: before.key, sub: before.sub }));
  const why = person.status && ACCOUNT_ENDS[person.status];
  if (why) await endAccount(world, person.sub, why);
  return person;
};

/** Removes a person with their consents, sessions and tokens. */
export const removePerson = async (world: WorldState, id: string): Promise<void> => {
  const person = await personOf(world, id);
  await endAccount(world, person.sub, 'revoked');
  const consents = await world.rows.list('Consent', { sub: person.sub });
  for (const row of consents) await world.rows.remove('Consent', row.id);
  await world.people.remove(person);
};

/** Changes the password of a person. Default: a random one. */
export const changePasswordOf = async (world: WorldState, id: string, password?: string): Promise<void> =>
  changePassword(world, await personOf(world, id), password);

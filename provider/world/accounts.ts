import type { DeathCause, Person, PersonaId, PersonChanges } from '../model/index.ts';
import { ENDING_ON_BLOCK } from '../personas/declared.ts';
import { ROW_KINDS } from './ageing.ts';
import { checkPerson, type People } from './people.ts';
import type { Rows } from './rows.ts';

/** The parts of a world that an account is in. */
interface AccountRows {
  readonly rows: Rows;
  readonly people: People;
}

/** Ends tokens and sessions of an account: those of one persona, or all. */
const endAccount = async ({ rows }: AccountRows, sub: string, why: DeathCause, persona?: PersonaId): Promise<void> => {
  const which = { sub, ...(persona !== undefined && { persona }) };
  for (const { kind, endsWithAccount } of ROW_KINDS) if (endsWithAccount) await rows.kill(kind, which, why);
};

/** Changes a person. Deleting the account ends its tokens and sessions; disabling it does so where the vendor does. */
export const changeAccount = async (world: AccountRows, before: Person, changes: PersonChanges): Promise<Person> => {
  const person = await world.people.keep(checkPerson({ ...before, ...changes, key: before.key, sub: before.sub }));
  if (person.status === 'deleted') await endAccount(world, person.sub, 'revoked');
  if (person.status === 'disabled')
    for (const persona of ENDING_ON_BLOCK) await endAccount(world, person.sub, 'account-blocked', persona);
  return person;
};

/** Removes a person with their consents, sessions and tokens. */
export const removeAccount = async (world: AccountRows, person: Person): Promise<void> => {
  await endAccount(world, person.sub, 'revoked');
  for (const { id } of await world.rows.list('Consent', { sub: person.sub })) await world.rows.remove('Consent', id);
  await world.people.remove(person);
};

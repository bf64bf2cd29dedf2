import type { Person, Ports } from '../../model/index.ts';
import { DATABASE } from './registration.ts';
import { isSocial, userIdOf } from './user.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a tenant knows of a user besides the person. */
export interface UserFacts {
  readonly sub: string;
  readonly connection: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastLogin?: string;
  readonly logins?: number;
  readonly userMetadata?: Json;
  readonly appMetadata?: Json;
  /** Members that the Management API set and that the person does not have. */
  readonly profile?: Json;
}

/** A user: one person by one connection. */
export interface User {
  readonly userId: string;
  readonly person: Person;
  readonly connection: string;
  readonly facts: UserFacts;
}

/** When the people of a seed came to be. */
const SEEDED_AT = '2024-01-01T00:00:00.000Z';

const usersIn = (ports: Ports) => ports.collection<UserFacts>('users');

const nowIn = (ports: Ports): string => new Date(ports.nowEpochSeconds() * 1000).toISOString();

const factsOf = async (person: Person, connection: string, ports: Ports): Promise<UserFacts> =>
  (await usersIn(ports).find(userIdOf(person, connection))) ?? {
    ...{ sub: person.sub, connection, createdAt: SEEDED_AT, updatedAt: SEEDED_AT },
  };

/** Changes what is known of a user of the database connection. */
export const nameUser = async (person: Person, changes: Partial<UserFacts>, ports: Ports): Promise<void> => {
  const now = nowIn(ports);
  const id = userIdOf(person);
  const before = (await usersIn(ports).find(id)) ?? { sub: person.sub, connection: DATABASE, createdAt: now };
  await usersIn(ports).put(id, { ...before, ...changes, updatedAt: now });
};

/** The same for a user of any connection, who is there already. */
export const changeFacts = async (
  { userId, facts }: Pick<User, 'userId' | 'facts'>,
  changes: Partial<UserFacts>,
  ports: Ports,
): Promise<void> => usersIn(ports).put(userId, { ...facts, ...changes, updatedAt: nowIn(ports) });

/** Remembers a login: with the first one by a connection, a user comes to be. */
export const rememberUser = async (person: Person, connection: string, ports: Ports): Promise<void> => {
  const now = nowIn(ports);
  const id = userIdOf(person, connection);
  const known = await usersIn(ports).find(id);
  const before = known ?? (isSocial(connection) ? undefined : await factsOf(person, connection, ports));
  const facts = before ?? { sub: person.sub, connection, createdAt: now };
  await usersIn(ports).put(id, { ...facts, updatedAt: now, lastLogin: now, logins: (before?.logins ?? 0) + 1 });
};

const userOf = (person: Person, connection: string, facts: UserFacts): User => ({
  ...{ userId: userIdOf(person, connection), person, connection, facts },
});

/** All users: everybody by the database connection, and by each other connection who logged in by it. */
export const allUsers = async (ports: Ports): Promise<readonly User[]> => {
  const people = (await ports.people.all()).filter(({ status }) => status !== 'deleted');
  const bySub = new Map(people.map((person) => [person.sub, person]));
  const recorded = await usersIn(ports).list();
  const byId = new Map(recorded.map((facts) => [facts.id, facts]));
  const seeded = { connection: DATABASE, createdAt: SEEDED_AT, updatedAt: SEEDED_AT };
  const ofDatabase = people.map((person) =>
    userOf(person, DATABASE, byId.get(userIdOf(person)) ?? { ...seeded, sub: person.sub }),
  );
  const others = recorded.filter(({ connection }) => connection !== DATABASE);
  return [
    ...ofDatabase,
    ...others.flatMap((facts) => {
      const person = bySub.get(facts.sub);
      return person ? [userOf(person, facts.connection, facts)] : [];
    }),
  ];
};

export const findUser = async (userId: string, ports: Ports): Promise<User | undefined> =>
  (await allUsers(ports)).find((user) => user.userId === userId);

/** Removes a user. With the user of the database connection, the person goes. */
export const removeUser = async ({ userId, person, connection }: User, ports: Ports): Promise<void> => {
  await usersIn(ports).remove(userId);
  if (connection === DATABASE) await ports.people.remove(person);
};

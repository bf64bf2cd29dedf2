import type { Client, Person, Ports } from '../../model/index.ts';
import { sendBlocked } from './mails.ts';

interface Failures {
  readonly count: number;
}

const failuresIn = (ports: Ports) => ports.collection<Failures>('password-failures');

/** What came of a password. */
export type PasswordResult = 'right' | 'wrong' | 'blocked';

/** Wrong passwords in a row after which an account is blocked for the address. */
export const MOST_FAILURES = 10;

const remember = async (person: Person, count: number, ports: Ports): Promise<void> => {
  if (count === 0) await failuresIn(ports).remove(person.sub);
  else await failuresIn(ports).put(person.sub, { count });
};

/** Checks a password, and counts the wrong ones. */
export const checkPassword = async (
  person: Person | undefined,
  password: string,
  client: Client,
  ports: Ports,
): Promise<PasswordResult> => {
  if (!person) return 'wrong';
  const failures = (await failuresIn(ports).find(person.sub))?.count ?? 0;
  const hasPassword = await ports.passwords.isSet(person);
  const isRight = await ports.passwords.verify(person, password);
  const input = { person, password, hasPassword, isRight, failures };
  const { accepted } = ports.decide('password.check', input, { accepted: isRight });
  if (accepted) await remember(person, 0, ports);
  else {
    await remember(person, failures + 1, ports);
    if (failures + 1 === MOST_FAILURES) await sendBlocked(person, client, ports);
  }
  if (accepted) return 'right';
  return failures >= MOST_FAILURES ? 'blocked' : 'wrong';
};

/** True for an account with as many wrong passwords in a row as block it. */
export const isBlocked = async (person: Person, ports: Ports): Promise<boolean> =>
  ((await failuresIn(ports).find(person.sub))?.count ?? 0) >= MOST_FAILURES;

/** Forgets the wrong passwords of an account. */
export const unblock = (person: Person, ports: Ports): Promise<void> => remember(person, 0, ports);

import type { Person, Ports } from '../../model/index.ts';

/** Why nobody was signed up, for the page. */
export interface SignUpProblem {
  readonly problem: string;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A key for somebody new: the local part of the address, with a number if it is taken. */
const freeKey = async (email: string, ports: Ports): Promise<string> => {
  const base =
    email
      .split('@')[0]
      ?.replace(/[^a-z0-9._-]/gi, '')
      .replace(/^[^a-z0-9]+/i, '')
      .slice(0, 48) || 'user';
  const taken = new Set((await ports.people.all()).map(({ key }) => key));
  let key = base;
  for (let i = 2; taken.has(key); i += 1) key = `${base}-${i}`;
  return key;
};

/** Adds a user of the database connection, whose address is not verified yet. */
export const signUp = async (email: string, password: string, ports: Ports): Promise<Person | SignUpProblem> => {
  if (!EMAIL.test(email) || email.length > 256) return { problem: 'Please enter a valid email address' };
  if (password === '' || password.length > 256) return { problem: 'Password is required' };
  if (await ports.people.find(email)) return { problem: 'Something went wrong, please try again later' };
  return ports.people.add({ key: await freeKey(email, ports), email, emailVerified: false, password });
};

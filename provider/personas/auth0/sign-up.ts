import { LoginLabError, type Person, type Ports } from '../../model/index.ts';
import type { PasswordViolation } from './password-policy.ts';
import { nameUser } from './users.ts';

/** Why nobody was signed up. */
export type SignUpProblem =
  | { readonly kind: 'missing'; readonly parameter: string }
  | { readonly kind: 'client' | 'disabled' | 'email' | 'exists' }
  | { readonly kind: 'connection'; readonly connection: string }
  | { readonly kind: 'weak'; readonly violation: PasswordViolation }
  /** A member that the lab cannot keep, or no room for another person. */
  | { readonly kind: 'refused-by-lab'; readonly why: string };

/** Somebody new, in the words of a person of the world. */
export interface NewUser {
  readonly email: string;
  readonly password?: string;
  readonly emailVerified?: boolean;
  readonly givenName?: string;
  readonly familyName?: string;
}

export const LONGEST_TEXT = 256;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const isEmail = (text: string): boolean => EMAIL.test(text) && text.length <= LONGEST_TEXT;

/** Returns what the policy of the connection says against a password. */
export const policyProblem = (password: string, email: string, ports: Ports): SignUpProblem | undefined => {
  const decided = ports.ask('password.policy', { password, email });
  return decided && { kind: 'weak', violation: decided.violation };
};

const problemOf = async ({ email, password }: NewUser, ports: Ports): Promise<SignUpProblem | undefined> => {
  if (!isEmail(email)) return { kind: 'email' };
  if (password !== undefined && (password === '' || password.length > LONGEST_TEXT))
    return { kind: 'missing', parameter: 'password' };
  const weak = password === undefined ? undefined : policyProblem(password, email, ports);
  return weak ?? ((await ports.people.find(email)) ? { kind: 'exists' } : undefined);
};

/** Adds a user of the database connection, whose address is not verified if nothing else is said. */
export const signUp = async (user: NewUser, ports: Ports): Promise<Person | SignUpProblem> => {
  const problem = await problemOf(user, ports);
  if (problem) return problem;
  const { email, emailVerified = false } = user;
  try {
    const person = await ports.people.add({
      ...user,
      key: await ports.people.freeKey(email),
      email: email.toLowerCase(),
      emailVerified,
    });
    await nameUser(person, {}, ports);
    return person;
  } catch (error) {
    if (!(error instanceof LoginLabError)) throw error;
    return { kind: 'refused-by-lab', why: error.message };
  }
};

/** True for a problem instead of a person. */
export const isProblem = (made: Person | SignUpProblem): made is SignUpProblem => 'kind' in made;

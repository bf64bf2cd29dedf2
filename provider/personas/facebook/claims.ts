import type { Person } from '../../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

const present = (members: Json): Json => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** Returns all claims about a person in an ID token. There is no `email_verified`: an unconfirmed address is omitted. */
export const claims = (person: Person): Json =>
  present({
    email: (person.emailVerified && person.email) || undefined,
    given_name: person.givenName || undefined,
    family_name: person.familyName || undefined,
    name: person.name,
    picture: person.picture,
  });

/** Claims of the plain engine by scope. */
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  email: ['email'],
  public_profile: ['name', 'given_name', 'family_name', 'picture'],
};

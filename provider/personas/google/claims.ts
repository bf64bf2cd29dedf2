import type { Person } from '../../model/index.ts';
import { identityOf } from './scopes.ts';

type Json = Readonly<Record<string, unknown>>;

/** Removes members without a value. */
const present = (members: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** Returns all claims about a person, with the names of OpenID Connect, in the order of Google's userinfo endpoint. */
export const claims = (person: Person): Json =>
  present({
    sub: person.sub,
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName || undefined,
    picture: person.picture,
    ...(person.email !== '' && { email: person.email, email_verified: person.emailVerified }),
    hd: person.hostedDomain,
  });

/** Returns the userinfo claims for these scopes. The `email` scope includes the picture. */
export const userinfoClaims = (person: Person, scopes: readonly string[]): Json => {
  const { email, profile } = identityOf(scopes);
  const all = claims(person);
  const names = [
    'sub',
    ...(profile ? ['name', 'given_name', 'family_name'] : []),
    ...(profile || email ? ['picture'] : []),
    ...(email ? ['email', 'email_verified'] : []),
    'hd',
  ];
  return present(Object.fromEntries(names.map((name) => [name, all[name]])));
};

/** The same with the names of userinfo v1 and v2. */
export const oldUserinfoClaims = (person: Person, scopes: readonly string[]): Json => {
  const known = userinfoClaims(person, scopes);
  return present({
    id: known.sub,
    email: known.email,
    verified_email: known.email_verified,
    name: known.name,
    given_name: known.given_name,
    family_name: known.family_name,
    picture: known.picture,
    hd: known.hd,
  });
};

/** Claims of the plain engine by scope. Google's long scope names are aliases. */
const EMAIL = ['email', 'email_verified'];
const PROFILE = ['name', 'given_name', 'family_name', 'picture'];
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  email: EMAIL,
  profile: PROFILE,
  'https://www.googleapis.com/auth/userinfo.email': EMAIL,
  'https://www.googleapis.com/auth/userinfo.profile': PROFILE,
};

/** Returns the userinfo claims of the plain engine: only those of the scopes. */
export const plainUserinfo = (person: Person, scopes: readonly string[]): Json => {
  const all = claims(person);
  const names = ['sub', ...scopes.flatMap((scope) => CLAIMS_BY_SCOPE[scope] ?? [])];
  return present(Object.fromEntries([...new Set(names)].map((name) => [name, all[name]])));
};

import type { Person } from '../../model/index.ts';
import { identityOf } from './scopes.ts';

type Json = Readonly<Record<string, unknown>>;

/** Leaves members out that have no value. */
const present = (members: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** All that Google knows of a person, under the names of OpenID Connect, in the order of its userinfo endpoint. */
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

/** What the userinfo endpoint tells under these scopes: e-mail alone opens the picture too. */
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

/** The same under the names of the first two versions. */
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

/** Claims of the plain engine, by scope; Google's long spellings mean the same. */
const EMAIL = ['email', 'email_verified'];
const PROFILE = ['name', 'given_name', 'family_name', 'picture'];
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  email: EMAIL,
  profile: PROFILE,
  'https://www.googleapis.com/auth/userinfo.email': EMAIL,
  'https://www.googleapis.com/auth/userinfo.profile': PROFILE,
};

/** What the plain engine's userinfo endpoint tells: the claims of the scopes, and nothing else. */
export const plainUserinfo = (person: Person, scopes: readonly string[]): Json => {
  const all = claims(person);
  const names = ['sub', ...scopes.flatMap((scope) => CLAIMS_BY_SCOPE[scope] ?? [])];
  return present(Object.fromEntries([...new Set(names)].map((name) => [name, all[name]])));
};

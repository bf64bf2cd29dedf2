import { createHash } from 'node:crypto';
import type { Person } from '../../model/index.ts';
import { DATABASE } from './registration.ts';

type Json = Readonly<Record<string, unknown>>;

/** Strategies of connections whose users keep the id that they have there. */
const SOCIAL = new Set(['google-oauth2', 'facebook']);

export const isSocial = (connection: string): boolean => SOCIAL.has(connection);

/** Returns the id of a user: each connection has its own users (`auth0|…`, `google-oauth2|…`). */
export const userIdOf = ({ sub }: Person, connection: string = DATABASE): string =>
  isSocial(connection)
    ? `${connection}|${sub}`
    : `auth0|${createHash('sha256').update(`${connection}:${sub}`).digest('hex').slice(0, 24)}`;

const pictureOf = ({ email, picture }: Person, connection: string): string | undefined => {
  if (isSocial(connection)) return picture;
  const [hash, letters] = [createHash('md5').update(email.trim().toLowerCase()).digest('hex'), email.slice(0, 2).toLowerCase()];
  return `https://s.gravatar.com/avatar/${hash}?s=480&r=pg&d=${encodeURIComponent(`https://cdn.auth0.com/avatars/${letters}.png`)}`;
};

/** Profile of a user in the order of Auth0: the name of a database user is the e-mail address. */
export const profileOf = (person: Person, connection: string, updatedAtEpochSeconds: number): Json => {
  const social = isSocial(connection);
  const picture = pictureOf(person, connection);
  return {
    ...(social && { given_name: person.givenName, family_name: person.familyName }),
    nickname: person.email.split('@')[0] || person.key,
    name: social || person.email === '' ? person.name : person.email,
    ...(picture !== undefined && { picture }),
    updated_at: new Date(updatedAtEpochSeconds * 1000).toISOString(),
  };
};

export const emailOf = (person: Person): Json =>
  person.email === '' ? {} : { email: person.email, email_verified: person.emailVerified };

/** Claims of the plain engine. */
export const claims = (person: Person): Json => ({
  sub: person.sub,
  name: person.name,
  given_name: person.givenName,
  family_name: person.familyName,
  ...(person.picture !== undefined && { picture: person.picture }),
  ...emailOf(person),
});

/** Claims of the plain engine by scope. */
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'family_name', 'picture'],
  email: ['email', 'email_verified'],
};

export const SCOPES = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'] as const;

/** Returns the userinfo claims of the plain engine. */
export const plainUserinfo = (person: Person, scopes: readonly string[]): Json => {
  const names = new Set(['sub', ...scopes.flatMap((scope) => CLAIMS_BY_SCOPE[scope] ?? [])]);
  return Object.fromEntries(Object.entries(claims(person)).filter(([name]) => names.has(name)));
};

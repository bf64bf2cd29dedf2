import { type Client, defineBehaviour, type Login, type Person } from '../../../model/index.ts';
import { splitSpaces } from '../../../oauth/space-delimited.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { publishedKid } from '../keys.ts';
import { CONNECTION_PARAM } from '../login-steps.ts';
import { DATABASE, registrationOf } from '../registration.ts';
import { sidOf } from '../sessions.ts';
import { isPasswordGrant } from '../token-errors.ts';
import { emailOf, profileOf, userIdOf } from '../user.ts';
import { passingClaims } from './access-token.ts';
import { PAGES, source } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

const ORDER = [
  ...['given_name', 'family_name', 'nickname', 'name', 'picture', 'updated_at', 'email', 'email_verified'],
  ...['iss', 'sub', 'aud', 'iat', 'exp', 'sid', 'nonce', 'auth_time'],
];

/** Of the plain protocol. */
const PLAIN_PROFILE = ['given_name', 'family_name', 'name', 'picture', 'email', 'email_verified'];

const connectionOf = (login: Login | undefined): string => login?.params[CONNECTION_PARAM] ?? DATABASE;

/** What the person lets the app know: those of the granted scopes, in the ID token too. */
const profileIn = (person: Person, scopes: readonly string[], login: Login | undefined, iat: unknown): Json => ({
  ...(scopes.includes('profile') && profileOf(person, connectionOf(login), Number(iat))),
  ...(scopes.includes('email') && emailOf(person)),
});

const without = (claims: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

const wantsAuthTime = ({ max_age, prompt }: Login['params']): boolean =>
  max_age !== undefined || splitSpaces(prompt).includes('login');

const usesHmac = (client: Client): boolean => registrationOf(client).idTokenAlg === 'HS256' && client.clientSecret !== undefined;

/** Claims of ID tokens, their order, and how they are signed. */
export const idToken = [
  defineBehaviour({
    id: 'auth0/id-token/subject',
    summary: 'Names a user by connection and id: `auth0|…`, `google-oauth2|…`.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-38', 'recorded', PAGES.ruby),
    apply: ({ header, claims, person, login }) => ({
      ...{ header, claims: { ...claims, sub: userIdOf(person, connectionOf(login)) } },
      because: `${person.key} is a user of ${connectionOf(login)}`,
    }),
  }),
  defineBehaviour({
    id: 'auth0/id-token/profile-claims',
    summary: 'Includes profile and e-mail in the ID token; the name of a database user is the address.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-37', 'recorded', PAGES.ruby),
    apply: ({ header, claims, person, scopes, login }) => {
      const added = profileIn(person, scopes, login, claims.iat);
      if (Object.keys(added).length === 0) return undefined;
      return { header, claims: { ...without(claims, PLAIN_PROFILE), ...added }, because: `the token covers ${scopes.join(' ')}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/id-token/sid',
    summary: 'Names the session at the tenant in `sid`, for logins in a browser.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-37', 'documented', PAGES.backchannel),
    apply: ({ header, claims, login }) =>
      login?.session === undefined || isPasswordGrant(login.params.grant_type)
        ? undefined
        : { header, claims: { ...claims, sid: sidOf(login.session) }, because: 'the login has a session at the tenant' },
  }),
  defineBehaviour({
    id: 'auth0/id-token/auth-time',
    summary: 'Tells `auth_time` only for `max_age` and `prompt=login`.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-15', 'documented', PAGES.maxAge),
    apply: ({ header, claims, login }) => {
      const rest = without(claims, ['auth_time']);
      const time = login?.signedInAtEpochSeconds;
      if (!login || !wantsAuthTime(login.params) || time === undefined)
        return 'auth_time' in claims ? { header, claims: rest, because: 'neither max_age nor prompt=login was sent' } : undefined;
      return claims.auth_time === time
        ? undefined
        : { header, claims: { ...rest, auth_time: time }, because: 'max_age or prompt=login was sent' };
    },
  }),
  defineBehaviour({
    id: 'auth0/id-token/refreshed-without-nonce',
    summary: 'Omits `nonce` from the ID token of a refresh.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-61', 'inferred', PAGES.refreshTokens),
    apply: ({ header, claims, refreshed }) =>
      refreshed && 'nonce' in claims
        ? { header, claims: without(claims, ['nonce']), because: 'the token comes by a refresh' }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/id-token/custom-claims',
    summary: 'Adds the claims of an Action; reserved ones are dropped without a word.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-130', 'documented', PAGES.claims),
    apply: ({ header, claims, client }) => {
      const added = passingClaims(registrationOf(client).action?.idTokenClaims);
      return Object.keys(added).length === 0
        ? undefined
        : { header, claims: { ...claims, ...added }, because: 'an Action sets claims' };
    },
  }),
  defineBehaviour({
    id: 'auth0/id-token/member-order',
    summary: 'Orders the claims of an ID token: the profile first, then issuer, subject and audience.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-37', 'recorded', PAGES.ruby),
    apply: ({ header, claims }) => {
      const names = Object.keys(claims);
      const ordered = [...ORDER.filter((name) => names.includes(name)), ...names.filter((name) => !ORDER.includes(name))];
      if (ordered.join() === names.join()) return undefined;
      return {
        header,
        claims: Object.fromEntries(ordered.map((name) => [name, claims[name]])),
        because: 'the plain protocol has another order',
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/id-token/key-id',
    summary: 'Names the signing key by an id of 21 characters.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-131', 'recorded', PAGES.keys),
    apply: ({ header, claims }) => ({
      ...{ header: { alg: 'RS256', typ: 'JWT', kid: publishedKid(header.kid) }, claims },
      because: 'the tenant publishes its keys under ids of its own',
    }),
  }),
  defineBehaviour({
    id: 'auth0/id-token/hs256',
    summary: 'Signs ID tokens with the client secret where the client is set to HS256.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('A-132', 'documented', PAGES.idTokens),
    apply: ({ claims, client }) =>
      usesHmac(client)
        ? { header: { alg: 'HS256', typ: 'JWT' }, claims, because: `${client.clientId} is set to HS256` }
        : undefined,
  }),
];

import { createHash } from 'node:crypto';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { accountId } from '../account-id.ts';
import { picture } from '../api/picture.ts';
import { claims as allClaims, CLAIMS_BY_SCOPE } from '../claims.ts';
import { PAGES, source } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

const ORDER = [
  ...['iss', 'aud', 'sub', 'iat', 'exp', 'jti', 'nonce', 'at_hash'],
  ...['email', 'given_name', 'family_name', 'name', 'picture'],
];

const byOrder = (claims: Json): Json => {
  const known = ORDER.filter((name) => name in claims);
  const others = Object.keys(claims).filter((name) => !ORDER.includes(name));
  return Object.fromEntries([...known, ...others].map((name) => [name, claims[name]]));
};

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Four characters, a dot, and 64 hexadecimal digits; the same for the same token. */
const jtiOf = (claims: Json): string => {
  const hash = sha(JSON.stringify(claims));
  return `${Buffer.from(hash, 'hex').toString('base64url').replace(/[-_]/g, 'x').slice(0, 4)}.${sha(hash)}`;
};

const RECORDED = 'https://github.com/quarkiverse/quarkus-renarde';

/** Header and claims of an ID token, in the end in Facebook's order. */
export const idToken = [
  defineBehaviour({
    id: 'facebook/id-token/header',
    summary: 'Adds `typ: JWT` to the header, between algorithm and key id.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('F-84', 'recorded', RECORDED),
    apply: ({ header, claims }) => ({
      header: { alg: header.alg, typ: 'JWT', kid: header.kid },
      claims,
      because: 'the token is a JWT',
    }),
  }),
  defineBehaviour({
    id: 'facebook/id-token/app-scoped-subject',
    summary: 'Uses another `sub` of a person for each app.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('F-65', 'recorded', PAGES.oidcToken),
    apply: ({ header, claims, person, client }) => ({
      header,
      claims: { ...claims, sub: accountId(person, client) },
      because: `${client.name} has an app-scoped id for ${person.key}`,
    }),
  }),
  defineBehaviour({
    id: 'facebook/id-token/nonce-always',
    summary: 'Includes `nonce` in every ID token: empty if none was sent.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('F-84', 'recorded', 'https://github.com/facebook/facebook-ios-sdk/issues/1701'),
    apply: ({ header, claims, login }) => {
      const sent = login?.params.nonce ?? '';
      return claims.nonce === sent ? undefined : { header, claims: { ...claims, nonce: sent }, because: 'the app sent no nonce' };
    },
  }),
  defineBehaviour({
    id: 'facebook/id-token/profile',
    summary: 'Includes e-mail, names and picture in the ID token, if granted and known; no `email_verified`.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('F-84', 'recorded', RECORDED),
    apply: ({ header, claims, person, client, scopes }) => {
      const names = scopes.flatMap((scope) => CLAIMS_BY_SCOPE[scope] ?? []).filter((name) => name !== 'sub');
      const image = picture(accountId(person, client), { type: 'normal' }, Number(claims.iat)).data.url;
      const known: Json = { ...allClaims(person), picture: image };
      const told = Object.fromEntries(names.filter((name) => known[name] !== undefined).map((name) => [name, known[name]]));
      return { header, claims: { ...claims, ...told }, because: `granted: ${scopes.join(' ')}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/id-token/jti',
    summary: 'Adds a `jti` of 4 characters, a dot and 64 hexadecimal digits to every ID token.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('F-84', 'recorded', RECORDED),
    apply: ({ header, claims, accessToken }) => ({
      header,
      claims: { ...claims, jti: jtiOf({ ...claims, accessToken }) },
      because: 'every ID token has one',
    }),
  }),
  defineBehaviour({
    id: 'facebook/id-token/order',
    summary: 'Orders the claims: iss, aud, sub, iat, exp, jti, nonce, at_hash, then those about the person.',
    stage: 'id-token',
    origin: 'vendor',
    setting: on,
    source: source('F-84', 'recorded', RECORDED),
    apply: ({ header, claims }) => {
      const ordered = byOrder(claims);
      if (Object.keys(ordered).join() === Object.keys(claims).join()) return undefined;
      return { header, claims: ordered, because: `the plain protocol orders them as ${Object.keys(claims).join(', ')}` };
    },
  }),
];

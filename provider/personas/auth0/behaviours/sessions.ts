import { z } from 'zod';
import { type Client, defineBehaviour, type MissingSetting } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { registrationOf } from '../registration.ts';
import { SESSION_SECONDS } from '../sessions.ts';
import { isTellable, PAGES, source } from './source.ts';

type Params = Readonly<Record<string, string>>;

const HOUR_SECONDS = 3600;
const ABSOLUTE_HOURS = SESSION_SECONDS / HOUR_SECONDS;

/** Scheme and host in lower case, the path as it stands; without query and fragment for `/v2/logout`. */
const comparable = (url: string, withQuery: boolean): string => {
  if (!URL.canParse(url)) return url;
  const { origin, pathname, search, protocol, host } = new URL(url);
  return (origin === 'null' ? `${protocol}//${host}` : origin) + pathname + (withQuery ? search : '');
};

const fits = (allowed: string, asked: string, withQuery: boolean): boolean => {
  const [pattern, url] = [comparable(allowed.replace('*.', 'lab-wildcard.'), withQuery), comparable(asked, withQuery)];
  if (!pattern.includes('//lab-wildcard.')) return pattern === url;
  return pattern.replace('lab-wildcard.', '') === url.replace(/(\/\/)[^./]+\./, '$1');
};

const isAllowed = (url: string, allowed: readonly string[], withQuery: boolean): boolean =>
  allowed.some((each) => fits(each, url, withQuery));

/** The refusal of an address, with the lab's offer: the address among those of the client, if it can stand in a command. */
const refuseUrl = (parameter: string, url: string, client: Client | undefined) => {
  const description = `The "${parameter}" querystring parameter "${url}" is not defined as a valid URL in "Allowed Logout URLs".`;
  const refuse = { error: 'invalid_request', description };
  if (!client || !isTellable(url) || !URL.canParse(url)) return refuse;
  const settings = { logoutUrls: [...(registrationOf(client).logoutUrls ?? []), url] };
  const fix: MissingSetting = { why: `${url} is not an allowed logout URL of ${client.clientId}.`, settings };
  return { ...refuse, fix };
};

/** `state` goes back to the app. */
const withState = (url: string, { state }: Params): string =>
  state === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;

const isTrue = (value: string | undefined): boolean => value !== undefined && !/^(?:false|0)$/i.test(value);

/** Sessions at the tenant, and the ways out of them. */
export const sessions = [
  defineBehaviour({
    id: 'auth0/session/lifetime',
    summary: 'Ends a session after seven days, or after three days without use.',
    stage: 'session.lifetime',
    origin: 'vendor',
    setting: z
      .union([z.number().positive(), z.literal('off')])
      .default(72)
      .describe('hours without use'),
    source: source('A-110', 'recorded', PAGES.sessions),
    apply: ({ signedInAtEpochSeconds, nowEpochSeconds }, idleHours) => {
      const left = signedInAtEpochSeconds + ABSOLUTE_HOURS * HOUR_SECONDS - nowEpochSeconds;
      return {
        lifetimeSeconds: Math.max(1, Math.floor(Math.min(Number(idleHours) * HOUR_SECONDS, left))),
        because: `${idleHours} h without use, and ${ABSOLUTE_HOURS} h in all`,
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/session/password-changed',
    summary:
      'Ends the sessions of a database user whose password changed. Refresh tokens do not depend on sessions; that they live on is inferred.',
    stage: 'sign-in.password-changed',
    origin: 'vendor',
    setting: on,
    source: source('A-97', 'documented', PAGES.passwordChange),
    apply: ({ person }) => ({ ends: true, because: `${person.key} changed the password after this sign-in` }),
  }),
  defineBehaviour({
    id: 'auth0/logout/v2',
    summary: 'Signs out at `/v2/logout` and leads to `returnTo`, or to the first allowed URL of the client.',
    stage: 'logout.return',
    origin: 'vendor',
    setting: on,
    source: source('A-111', 'documented', PAGES.logout),
    apply: ({ at, params, client, allowed }) => {
      if (at !== 'v2') return undefined;
      const { returnTo } = params;
      const [first] = allowed;
      if (returnTo === undefined)
        return client && first !== undefined
          ? { to: first, because: `the first allowed logout URL of ${client.clientId}` }
          : { because: 'neither returnTo nor a client was sent' };
      if (isAllowed(returnTo, allowed, false)) return { to: returnTo, because: 'returnTo is allowed' };
      const list = client ? `those of ${client.clientId}` : 'those of the tenant, because client_id was not sent';
      return { refuse: refuseUrl('returnTo', returnTo, client), because: `${returnTo} is not among ${list}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/logout/oidc-hint-mismatch',
    summary: 'Refuses a logout whose `client_id` or `logout_hint` does not fit the ID token.',
    stage: 'logout.return',
    origin: 'vendor',
    setting: on,
    source: source('A-115', 'documented', PAGES.oidcLogout),
    remedy: 'Send the id_token_hint of the session alone.',
    apply: ({ at, params, hint }) => {
      if (at !== 'oidc' || !hint) return undefined;
      const refuse = (name: string, because: string) => ({
        refuse: { error: 'invalid_request', description: `${name} does not match the id_token_hint` },
        because,
      });
      if (params.client_id !== undefined && params.client_id !== hint.aud)
        return refuse('client_id', `the ID token is for ${hint.aud}`);
      if (params.logout_hint !== undefined && params.logout_hint !== hint.sid)
        return refuse('logout_hint', 'the ID token has another sid');
      return undefined;
    },
  }),
  defineBehaviour({
    id: 'auth0/logout/oidc',
    summary: 'Signs out at `/oidc/logout` with an ID token, expired or not; without one, it asks the person first.',
    stage: 'logout.return',
    origin: 'vendor',
    setting: on,
    source: source('A-115', 'documented', PAGES.oidcLogout),
    apply: ({ at, params, client, allowed, hint, sid }) => {
      if (at !== 'oidc') return undefined;
      const url = params.post_logout_redirect_uri;
      if (url !== undefined && !isAllowed(url, allowed, true))
        return { refuse: refuseUrl('post_logout_redirect_uri', url, client), because: `${url} is not an allowed logout URL` };
      const to = url === undefined ? {} : { to: withState(url, params) };
      const isSame = params.logout_hint === undefined || params.logout_hint === sid;
      const isKnown = (hint !== undefined || params.logout_hint !== undefined) && isSame;
      return isKnown
        ? { ...to, because: 'the hint names the session' }
        : { ...to, confirm: true, because: isSame ? 'no hint was sent' : 'logout_hint names another session' };
    },
  }),
  defineBehaviour({
    id: 'auth0/logout/tokens-live-on',
    summary: 'Ends the session alone with a logout: access tokens and refresh tokens do not depend on it.',
    stage: 'logout.tokens',
    origin: 'vendor',
    setting: on,
    source: source('A-116', 'documented', PAGES.logoutReach),
    apply: ({ person }) => ({ liveOn: true, because: `${person.key} signs out, and no token is revoked` }),
  }),
  defineBehaviour({
    id: 'auth0/logout/federated',
    summary: 'Signs out of the identity provider as well where `federated` is in the query, whatever its value.',
    stage: 'logout.federated',
    origin: 'vendor',
    setting: on,
    source: source('A-113', 'reported', 'https://github.com/auth0/auth0.js/issues/660'),
    apply: ({ at, params }) => {
      if (!('federated' in params) || (at === 'oidc' && !isTrue(params.federated))) return undefined;
      return { ends: true, because: `federated=${params.federated} was sent` };
    },
  }),
  defineBehaviour({
    id: 'auth0/logout/back-channel',
    summary: 'Posts a logout token to every client of a session that ends, if it registered an address for that.',
    stage: 'logout.notify',
    origin: 'vendor',
    setting: on,
    source: source('A-117', 'documented', PAGES.backchannel),
    apply: ({ client, userId, sid, issuer, nowEpochSeconds, random }) => {
      const url = registrationOf(client).backchannelLogoutUrl;
      if (url === undefined) return undefined;
      const claims = {
        ...{ iss: issuer, sub: userId, aud: client.clientId, iat: nowEpochSeconds, exp: nowEpochSeconds + 120, jti: random(22) },
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        ...{ trace_id: random(20), sid },
      };
      return { url, header: { alg: 'RS256', typ: 'JWT' }, claims, because: `${client.clientId} has a back-channel logout URL` };
    },
  }),
  defineBehaviour({
    id: 'auth0/revoke/spares-access-tokens',
    summary:
      'Leaves access tokens alive until they expire when a grant is taken back: documented of JWTs for an API, inferred of opaque ones.',
    stage: 'grant.revoke',
    origin: 'vendor',
    setting: on,
    source: source('A-71', 'documented', PAGES.revoke),
    apply: ({ person }) => ({ sparesAccessTokens: true, because: `access tokens of ${person.key} cannot be revoked` }),
  }),
  defineBehaviour({
    id: 'auth0/revoke/everything',
    summary: 'Revokes all refresh tokens of the user for the client, where the tenant chose that.',
    stage: 'revoke.reach',
    origin: 'vendor',
    setting: z.enum(['family', 'everything']).default('family'),
    source: source('A-71', 'documented', PAGES.revoke),
    apply: (_, setting) =>
      setting === 'everything' ? { reach: 'everything', because: 'the tenant revokes the grant as a whole' } : undefined,
  }),
];

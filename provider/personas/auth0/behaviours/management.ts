import { STATUS_CODES } from 'node:http';
import { defineBehaviour, type HeaderList, type Reply, type Stages, type TokenState } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

type Json = Readonly<Record<string, unknown>>;
type Refused = Stages['api.refuse']['input'];

/** `{"statusCode":404,"error":"Not Found","message":"The user does not exist.","errorCode":"inexistent_user"}` */
const envelope = (status: number, message: string, more: Json = {}, headers: HeaderList = []): Reply => ({
  status,
  headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers],
  body: { json: { statusCode: status, error: STATUS_CODES[status] ?? 'Error', message, ...more } },
});

const isHere = ({ api }: Refused): boolean => api === 'management';

const EXPIRED = 'Expired token received for JSON Web Token validation';

const whyBad = (token: TokenState): string => {
  if (token.state === 'unknown') return 'the token is unknown';
  return token.state === 'live' ? 'the token is not for the Management API of this tenant' : `the token ended (${token.why})`;
};

const ACCEPTED = new Set(['sessions', 'session', 'refresh-tokens']);

const USER_ORDER = [
  ...['created_at', 'email', 'email_verified', 'family_name', 'given_name', 'identities', 'name', 'nickname', 'phone_number'],
  ...['picture', 'updated_at', 'user_id', 'username', 'user_metadata', 'app_metadata', 'blocked', 'last_ip', 'last_login'],
  'logins_count',
];

/** The Management API: its errors, resources and lists. */
export const management = [
  defineBehaviour({
    id: 'auth0/management/missing-authentication',
    summary: 'Refuses a call to the Management API without a token before it looks at anything else.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-140', 'recorded', PAGES.ruby),
    remedy: 'Send a token of a client credentials grant for `https://TENANT/api/v2/`.',
    apply: (input) =>
      isHere(input) && (input.why === 'no-token' || input.problem?.status === 401) && input.why !== 'bad-token'
        ? {
            reply: envelope(401, 'Missing authentication', {}, [['WWW-Authenticate', 'Bearer']]),
            because: input.why === 'no-token' ? 'no token was sent' : 'a machine has no devices',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/management/bad-token',
    summary: 'Refuses a token that expired, is unknown, or is for another API, and tells it twice.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-140', 'reported', PAGES.management),
    remedy: 'Get a new token, with the audience `https://TENANT/api/v2/` of the canonical tenant host.',
    apply: (input) => {
      if (!isHere(input) || input.why !== 'bad-token') return undefined;
      const { token } = input;
      const error = token.state === 'dead' && token.why === 'expired' ? EXPIRED : 'Invalid token';
      return { reply: envelope(401, error, { attributes: { error } }), because: whyBad(token) };
    },
  }),
  defineBehaviour({
    id: 'auth0/management/insufficient-scope',
    summary: 'Refuses a token without the scope of the call, and names the scopes that would do.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-140', 'recorded', PAGES.go),
    remedy: 'Add the scope to the client grant, and get a new token.',
    apply: (input) =>
      isHere(input) && input.why === 'scope'
        ? {
            reply: envelope(403, input.problem?.message ?? '', { errorCode: 'insufficient_scope' }),
            because: `the token has ${input.token.state === 'live' ? input.token.scopes.join(' ') || 'no scope' : 'no scope'}`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/management/errors',
    summary: 'Words errors of the Management API by status, reason and message, most with an `errorCode`.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-140', 'recorded', PAGES.go),
    remedy: 'Branch by `statusCode` and `errorCode`; some errors have no `errorCode`.',
    apply: (input) => {
      if (!isHere(input) || input.why !== 'request' || !input.problem) return undefined;
      const { status, reason, message } = input.problem;
      return { reply: envelope(status, message, reason === '' ? {} : { errorCode: reason }), because: message };
    },
  }),
  defineBehaviour({
    id: 'auth0/management/user',
    summary: 'Shows a user with two ids: `user_id` with the provider in front, and the same without in `identities`.',
    stage: 'management.object',
    origin: 'vendor',
    setting: on,
    source: source('A-141', 'recorded', PAGES.ruby),
    apply: ({ kind, record }) => {
      if (kind !== 'user') return undefined;
      const known = USER_ORDER.filter((name) => name in record).map((name) => [name, record[name]] as const);
      const others = Object.entries(record).filter(([name]) => !USER_ORDER.includes(name));
      return { body: Object.fromEntries([...known, ...others]), because: 'a user has an id at each provider' };
    },
  }),
  defineBehaviour({
    id: 'auth0/management/session',
    summary: 'Shows a session with its two ends, its device, its clients and how the user signed in.',
    stage: 'management.object',
    origin: 'vendor',
    setting: on,
    source: source('A-144', 'recorded', PAGES.go),
    apply: ({ kind, record }) => (kind === 'session' ? { body: record, because: 'a session ends in two ways' } : undefined),
  }),
  defineBehaviour({
    id: 'auth0/management/refresh-token',
    summary: 'Shows a refresh token with its APIs, and with `null` as its ends where it never expires.',
    stage: 'management.object',
    origin: 'vendor',
    setting: on,
    source: source('A-144', 'recorded', PAGES.go),
    apply: ({ kind, record }) =>
      kind === 'refresh-token' ? { body: record, because: 'its ends are those of the policy of its client' } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/management/grant',
    summary: 'Shows a grant with `clientID` in this spelling, and its scopes as a list.',
    stage: 'management.object',
    origin: 'vendor',
    setting: on,
    source: source('A-143', 'recorded', PAGES.go),
    apply: ({ kind, record }) => (kind === 'grant' ? { body: record, because: 'grants are spelled so' } : undefined),
  }),
  defineBehaviour({
    id: 'auth0/management/lists',
    summary: 'Answers users and grants with a list, or with totals if asked; sessions and refresh tokens with an object.',
    stage: 'management.list',
    origin: 'vendor',
    setting: on,
    source: source('A-143', 'recorded', PAGES.go),
    apply: ({ name, items, start, limit, total, hasTotals, next }) => {
      const because = `a list of ${name}`;
      const more = next === undefined ? {} : { next };
      if (name === 'sessions') return { body: { sessions: items, ...more }, because };
      if (name === 'tokens') return { body: { tokens: items, total, ...more }, because };
      if (!hasTotals) return undefined;
      if (name === 'grants') return { body: { total, start, limit, grants: items }, because };
      return { body: { start, limit, length: items.length, users: items, total }, because };
    },
  }),
  defineBehaviour({
    id: 'auth0/management/delete-twice',
    summary: 'Answers 204 to the deletion of a user who is not there, or not any more.',
    stage: 'management.deleted',
    origin: 'vendor',
    setting: on,
    source: source('A-142', 'recorded', PAGES.go),
    apply: ({ what, isKnown }) =>
      (what === 'user' || what === 'grant') && !isKnown ? { status: 204, because: `there was no such ${what}` } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/management/accepted',
    summary: 'Answers 202 to the end of sessions, and of all refresh tokens of a user: it happens later.',
    stage: 'management.deleted',
    origin: 'vendor',
    setting: on,
    source: source('A-118', 'recorded', PAGES.go),
    apply: ({ what }) =>
      ACCEPTED.has(what) ? { status: 202, body: {}, because: 'the call is accepted, and not done' } : undefined,
  }),
];

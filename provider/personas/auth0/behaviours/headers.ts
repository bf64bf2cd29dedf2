import { defineBehaviour, type HeaderList, jsonBodyOf, type LabRequest, type Reply } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { notFound } from '../auth0-route.ts';
import { PAGES, source } from './source.ts';

/** Replaces headers by name, ignoring case, and adds the others. */
const withHeaders = (reply: Reply, headers: HeaderList): Reply => {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return { ...reply, headers: [...reply.headers.filter(([name]) => !names.has(name.toLowerCase())), ...headers] };
};

const requestId = (random: (length: number) => string): string => Buffer.from(random(10)).toString('hex');

const HAS_ID: ReadonlySet<string> = new Set([
  'token',
  'userinfo',
  'revoke',
  'authorize',
  'logout',
  'management',
  'database-sign-up',
  'change-password',
]);

const FAILED_CACHE = 'private, no-store, no-cache, must-revalidate, post-check=0, pre-check=0, no-transform';

const YEAR_SECONDS = 31_557_600;

/** Two cookies for a device: one for other sites, one for browsers that do not know `SameSite=None`. */
const deviceCookies = (random: (length: number) => string): HeaderList => {
  const value = `s%3Av0%3A${random(36)}`;
  const ends = `Max-Age=${YEAR_SECONDS}; Path=/`;
  return [
    ['Set-Cookie', `did=${value}; ${ends}; HttpOnly; Secure; SameSite=None`],
    ['Set-Cookie', `did_compat=${value}; ${ends}; HttpOnly; Secure`],
  ];
};

const hasDevice = ({ headers }: LabRequest): boolean => /(?:^|;\s*)did=/.test(headers.cookie ?? '');

const sessionCookieIn = (reply: Reply): string | undefined =>
  reply.headers.find(([name, value]) => name === 'Set-Cookie' && value.startsWith('auth0='))?.[1];

/** Headers of replies, and the reply where nothing is. */
export const headers = [
  defineBehaviour({
    id: 'auth0/token/headers',
    summary: 'Sends JSON from the token endpoint without a charset, and its own cache headers with an error.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('A-30', 'recorded', PAGES.ruby),
    apply: ({ endpoint, reply }) => {
      if (endpoint !== 'token' || jsonBodyOf(reply) === undefined) return undefined;
      const cache = reply.status >= 400 ? FAILED_CACHE : 'no-store';
      const sent: HeaderList = [
        ['Content-Type', 'application/json'],
        ['Cache-Control', cache],
        ['Pragma', 'no-cache'],
        ['Vary', 'Accept-Encoding, Origin'],
      ];
      return { reply: withHeaders(reply, sent), because: 'the reply is one of the token endpoint' };
    },
  }),
  defineBehaviour({
    id: 'auth0/reply/request-id',
    summary: 'Sends an id of 20 characters and its security headers with every reply.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('A-30', 'recorded', PAGES.ruby),
    apply: ({ endpoint, reply, random }) =>
      HAS_ID.has(endpoint)
        ? {
            reply: withHeaders(reply, [
              ['X-Auth0-RequestId', requestId(random)],
              ['X-Content-Type-Options', 'nosniff'],
              ['Strict-Transport-Security', 'max-age=31536000'],
            ]),
            because: 'every reply has an id',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/reply/device-cookies',
    summary: 'Sets the cookies `did` and `did_compat`, at the token endpoint too.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('A-01', 'recorded', PAGES.ruby),
    apply: ({ endpoint, reply, request, random }) =>
      (endpoint === 'token' || endpoint === 'authorize') && !hasDevice(request) && reply.status < 500
        ? { reply: { ...reply, headers: [...reply.headers, ...deviceCookies(random)] }, because: 'the device has no id yet' }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/reply/compat-cookie',
    summary: 'Sets the session cookie a second time, as `auth0_compat` without `SameSite`.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('A-110', 'documented', PAGES.sessions),
    apply: ({ reply }) => {
      const cookie = sessionCookieIn(reply);
      if (cookie === undefined) return undefined;
      const compat = cookie.replace(/^auth0=/, 'auth0_compat=').replace('; SameSite=None', '');
      return { reply: { ...reply, headers: [...reply.headers, ['Set-Cookie', compat]] }, because: 'the session cookie is set' };
    },
  }),
  defineBehaviour({
    id: 'auth0/reply/not-found',
    summary: 'Answers `Not Found` as plain text at an address that it does not have.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('A-01', 'inferred', PAGES.authorize),
    apply: ({ endpoint, reply, request }) => {
      if (endpoint !== 'unknown' || reply.status !== 404) return undefined;
      return {
        reply: { ...notFound(request), headers: [...notFound(request).headers, ...corsOf(reply)] },
        because: `nothing is at ${request.url.pathname}`,
      };
    },
  }),
];

const corsOf = (reply: Reply): HeaderList => reply.headers.filter(([name]) => /^(?:access-control-|set-cookie)/i.test(name));

import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

const SUCCESS = { authenticated: true, message: 'You have been logged in successfully' };
const FAILURE = { authenticated: false, message: 'Username or password is incorrect' };

const FIRST_DELAY_MS = 125;

/** Nothing after the first failed attempt, then a time that doubles. */
const delayOf = (failures: number, mostMs: number): number =>
  failures < 2 ? 0 : Math.min(mostMs, FIRST_DELAY_MS * 2 ** Math.min(failures - 2, 16));

/** Who gets in, and what the answer says. */
export const login = [
  defineBehaviour({
    id: 'first-party/login/any-password',
    summary: 'Accepts every password but `wrong` of a person who never got one, so that made-up people can sign in.',
    stage: 'login.password',
    origin: 'lab',
    setting: on,
    source: source('P-10', 'inferred', PAGES.authentication),
    apply: ({ person, hasPassword, password }) =>
      person && !hasPassword && password !== '' && password !== 'wrong'
        ? { accepted: true, because: `${person.key} never got a password` }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/login/lockout',
    summary: 'Refuses an account after ten failed attempts in 15 minutes with 429 and `Retry-After`, the right password too.',
    stage: 'login.lockout',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(1000), z.literal('off')])
      .default(10)
      .describe('failed attempts in 15 minutes'),
    source: source('P-16', 'documented', PAGES.tooMany),
    remedy: 'Wait as long as `Retry-After` says; do not repeat the attempt by itself.',
    apply: ({ account, failures, endsInSeconds }, setting) =>
      failures >= Number(setting)
        ? {
            refuse: true,
            because: `${failures} failed attempts in 15 minutes: the account ${account} is flagged for another ${endsInSeconds} s`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/login/slower-each-time',
    summary: 'Answers each failed attempt later than the one before: at once, then after a time that doubles, at most 2 s.',
    stage: 'login.pace',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(2000), z.literal('off')])
      .default(2000)
      .describe('longest delay in milliseconds of the time of the world'),
    source: source('P-16', 'documented', PAGES.authentication),
    apply: ({ account, failures }, setting) => {
      const delayMs = delayOf(failures, Number(setting));
      const because = `failed attempt ${failures} for ${account} in 15 minutes is answered after ${delayMs} ms`;
      return delayMs === 0 ? undefined : { delayMs, because };
    },
  }),
  defineBehaviour({
    id: 'first-party/login/failure-status',
    summary: 'Answers a failed login with status 200 and `authenticated: false`, which clients take for success.',
    stage: 'login.reply',
    origin: 'vendor',
    setting: z.enum(['200', '401']).default('200').describe('status of a failed login'),
    source: source('P-11', 'reported', PAGES.cake),
    remedy: 'Read `authenticated` in the body, whatever the status is.',
    apply: ({ problem }, setting) =>
      problem === undefined
        ? undefined
        : { status: Number(setting), body: FAILURE, because: 'e-mail address or password is wrong' },
  }),
  defineBehaviour({
    id: 'first-party/login/boolean-reply',
    summary: 'Answers a login with `authenticated: true` and a message, beside the cookie that is the credential.',
    stage: 'login.reply',
    origin: 'vendor',
    setting: on,
    source: source('P-10', 'reported', PAGES.cake),
    apply: ({ person }) => (person ? { status: 200, body: SUCCESS, because: `${person.key} signed in` } : undefined),
  }),
  defineBehaviour({
    id: 'first-party/login/get-refused',
    summary: 'Says `GET request not allowed!` to a GET of its login.',
    stage: 'login.method',
    origin: 'vendor',
    setting: on,
    source: source('P-12', 'reported', PAGES.cake),
    remedy: 'Send the login with POST.',
    apply: ({ method }) =>
      method === 'OPTIONS'
        ? undefined
        : {
            message: `${method} request not allowed!`,
            because: 'a login is sent with POST, so that no password is in an address',
          },
  }),
  defineBehaviour({
    id: 'first-party/login/new-session-id',
    summary: 'Gives every login a session of a new id, and ends the one that the browser sent.',
    stage: 'session.id',
    origin: 'vendor',
    setting: on,
    source: source('P-10', 'documented', `${PAGES.sessions}#renew-the-session-id-after-any-privilege-level-change`),
    apply: ({ sent }) => ({
      id: 'new' as const,
      because: sent === undefined ? 'a login starts a session' : 'an id from before the login could be known to somebody else',
    }),
  }),
  defineBehaviour({
    id: 'first-party/session/web-root',
    summary: 'Takes the cookie of the API on its web pages too: one session for both.',
    stage: 'session.pages',
    origin: 'vendor',
    setting: on,
    source: source('P-13', 'reported', PAGES.cake),
    apply: ({ person }) => ({ counts: true, because: `the cookie of the API says that ${person.key} visits` }),
  }),
];

import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import type { Refused } from '../stages.ts';
import { PAGES, source } from './source.ts';

const DAY_SECONDS = 86_400;

const minutes = (byDefault: number) =>
  z
    .union([z.number().int().min(1).max(525_600), z.literal('off')])
    .default(byDefault)
    .describe('minutes without a use');

const ENDED: ReadonlySet<Refused> = new Set([
  ...(['signed-out', 'revoked', 'revoked-by-api', 'password-changed', 'account-blocked', 'account-deleted'] as const),
  ...(['over-limit', 'reset', 'other-client'] as const),
]);

const WORDS: Readonly<Partial<Record<Refused, string>>> = {
  'account-deleted': 'is of an account that was deleted',
  'other-client': 'was issued to another client',
};

/** How long credentials live, and what is said of those that ended. */
export const lives = [
  defineBehaviour({
    id: 'first-party/session/idle-life',
    summary: 'Ends a session after 30 minutes without a request.',
    stage: 'credential.life',
    origin: 'vendor',
    setting: minutes(30),
    source: source('P-15', 'documented', `${PAGES.sessions}#session-expiration`),
    remedy: 'Send the person to the login; do not keep a session alive by requests of its own.',
    apply: ({ kind }, setting) =>
      kind === 'session'
        ? { lifetimeSeconds: Number(setting) * 60, because: `a session ends after ${setting} min without a request` }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/tokens/idle-life',
    summary: 'Ends a token after 30 minutes without a request.',
    stage: 'credential.life',
    origin: 'vendor',
    setting: minutes(30),
    source: source('P-15', 'reported', PAGES.drf),
    remedy: 'Send the person to the login; there is nothing to renew.',
    apply: ({ kind }, setting) =>
      kind === 'token'
        ? { lifetimeSeconds: Number(setting) * 60, because: `a token ends after ${setting} min without a request` }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/login/remember-me',
    summary: 'Lets a session or token live 30 days without a request, where `remember_me` was sent.',
    stage: 'credential.life',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(3650), z.literal('off')])
      .default(30)
      .describe('days without a use'),
    source: source('P-15', 'documented', PAGES.sessions),
    apply: ({ rememberMe }, setting) =>
      rememberMe ? { lifetimeSeconds: Number(setting) * DAY_SECONDS, because: 'remember_me was sent' } : undefined,
  }),
  defineBehaviour({
    id: 'first-party/tokens/never-expires',
    summary: 'Lets a token live until somebody ends it, where the policy wants that.',
    stage: 'credential.life',
    origin: 'vendor',
    setting: z.enum(['expires', 'never-expires']).default('expires').describe('policy for tokens'),
    source: source('P-14', 'documented', PAGES.drf),
    apply: ({ kind }, setting) =>
      kind === 'token' && setting === 'never-expires'
        ? { lifetimeSeconds: null, because: 'the policy is that tokens never expire' }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/session/absolute-life',
    summary: 'Ends a session 12 hours after the login, used or not, unless it is remembered.',
    stage: 'credential.cap',
    origin: 'vendor',
    setting: z
      .union([z.number().int().min(1).max(8760), z.literal('off')])
      .default(12)
      .describe('hours after the login'),
    source: source('P-15', 'documented', `${PAGES.sessions}#absolute-timeout`),
    remedy: 'Send the person to the login.',
    apply: ({ kind, rememberMe, lifetimeSeconds, issuedAtEpochSeconds, nowEpochSeconds }, setting) => {
      const left = issuedAtEpochSeconds + Number(setting) * 3600 - nowEpochSeconds;
      if (kind !== 'session' || rememberMe || (lifetimeSeconds !== null && lifetimeSeconds <= left)) return undefined;
      return { lifetimeSeconds: Math.max(0, left), because: `a session ends ${setting} h after the login` };
    },
  }),
  defineBehaviour({
    id: 'first-party/tokens/reply',
    summary: 'Answers Basic credentials with a token and the time at which it expires: null where it never does.',
    stage: 'token.answer',
    origin: 'vendor',
    setting: on,
    source: source('P-14', 'reported', PAGES.drf),
    apply: ({ token, expiresAt }) => ({
      body: { token, expires_at: expiresAt },
      because: expiresAt === null ? 'the token never expires' : `the token expires ${expiresAt} if it is not used before`,
    }),
  }),
  defineBehaviour({
    id: 'first-party/credentials/expired',
    summary: 'Says of a session or token that expired that it did.',
    stage: 'credential.refuse',
    origin: 'vendor',
    setting: on,
    source: source('P-15', 'documented', `${PAGES.http}#section-11.6.1`),
    remedy: 'Drop the credential, and send the person to the login once.',
    apply: ({ kind, why, ago }) =>
      (kind === 'session' || kind === 'token') && (why === 'expired' || why === 'expired-by-request')
        ? { code: `${kind}_expired`, detail: `The ${kind} expired.`, because: `the ${kind} ${ago}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/credentials/ended',
    summary: 'Says of a session or token that was ended that it was: by a logout, a new password, a deleted account.',
    stage: 'credential.refuse',
    origin: 'vendor',
    setting: on,
    source: source('P-41', 'documented', `${PAGES.http}#section-11.6.1`),
    remedy: 'Drop the credential, and send the person to the login once.',
    apply: ({ kind, why, ago }) =>
      (kind === 'session' || kind === 'token') && ENDED.has(why)
        ? { code: `${kind}_ended`, detail: `The ${kind} was ended.`, because: `the ${kind} ${WORDS[why] ?? ago}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'first-party/password/ends-credentials',
    summary: 'Ends all sessions and tokens of a person whose password changes, but the one that changed it.',
    stage: 'credential.password-changed',
    origin: 'vendor',
    setting: on,
    source: source('P-42', 'inferred', PAGES.authentication),
    remedy: 'Send the person to the login once; the old password is no help.',
    apply: ({ kind, person }) => ({ ends: true, because: `${person.key} changed the password, and the ${kind} is from before` }),
  }),
];

import { AREAS } from '../model/index.ts';

/** A named choice of scenarios. */
export interface Suite {
  readonly summary: string;
  /** Ids, or areas. */
  readonly include: readonly string[];
  /** With those that take real seconds. */
  readonly wall?: true;
}

/** The choices that have a name. */
export const SUITES = {
  smoke: {
    summary: 'Does the login work at all, and is it bound to the browser.',
    include: ['login/code-pkce-happy-path', 'login/state-mismatch-rejected'],
  },
  ci: { summary: 'Everything that needs no waiting.', include: AREAS },
  core: {
    summary: 'What every client needs: login, session, refresh, re-authentication, resource access.',
    include: ['login', 'session', 'refresh', 'reauth', 'resource'],
  },
  expiry: {
    summary: 'What happens when a token is over.',
    include: ['session', 'refresh', 'reauth', 'resource/401-one-refresh-one-retry', 'resource/403-is-not-expiry'],
  },
  security: {
    summary: 'What an attacker would try.',
    include: [
      'login/code-pkce-happy-path',
      'login/state-mismatch-rejected',
      'login/csrf-browser-bound',
      'login/nonce-mismatch-rejected',
      'registration/account-key-is-iss-sub',
      'registration/unverified-email-not-linked',
      'reauth/user-switched',
      'logout/local-session-ended',
      'resource/bearer-in-header',
      'resource/redirect-does-not-leak-token',
      'adversarial',
    ],
  },
  full: { summary: 'Everything, including what takes real seconds.', include: AREAS, wall: true },
} as const satisfies Record<string, Suite>;

export type SuiteName = keyof typeof SUITES;
export const DEFAULT_SUITE: SuiteName = 'ci';

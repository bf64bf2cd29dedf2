import { AREAS } from '../model/index.ts';
import { CORE } from './core-suite.ts';

/** A named set of scenarios. */
export interface Suite {
  readonly summary: string;
  /** Ids, or areas. */
  readonly include: readonly string[];
  /** Includes scenarios that wait in real time. */
  readonly wall?: true;
  /** Apps that run it unless apps are named: ids of the bundled config. In a config without them every app runs it. */
  readonly apps?: readonly string[];
  /** An app with a suite of its own (`suite` in the config) runs that one instead. */
  readonly ownSuites?: true;
}

/** All suites. */
export const SUITES = {
  stories: {
    summary: 'Three stories, each with the app that it goes wrong with: what npm start shows.',
    include: ['reauth/online-access-resume-request', 'login/facebook-implicit-without-token', 'login/csrf-browser-bound'],
    apps: ['upload-naive', 'upload-resuming', 'facebook-window-naive'],
  },
  smoke: {
    summary: 'The login works, and is bound to the browser.',
    include: ['login/code-pkce-happy-path', 'login/state-mismatch-rejected'],
  },
  ci: { summary: 'All scenarios that do not wait in real time.', include: AREAS },
  core: {
    summary:
      'Scenarios that together detect every known broken client: the fewest, as far as it was measured which detect which.',
    include: CORE,
  },
  expiry: {
    summary: 'Expiry, revocation and refresh of tokens.',
    include: ['session', 'refresh', 'reauth', 'resource/401-one-refresh-one-retry', 'resource/403-is-not-expiry'],
  },
  security: {
    summary: 'Attacks.',
    include: [
      'login/code-pkce-happy-path',
      'login/state-mismatch-rejected',
      'login/csrf-browser-bound',
      'login/nonce-mismatch-rejected',
      'registration/account-key-is-iss-sub',
      'registration/unverified-email-not-linked',
      'session/id-not-guessable',
      'session/many-people',
      'session/not-exposed',
      'reauth/user-switched',
      'logout/local-session-ended',
      'resource/bearer-in-header',
      'resource/redirect-does-not-leak-token',
      'adversarial',
    ],
  },
  page: {
    summary:
      'What a single-page app gets wrong: its login, its tabs and frames, what it keeps and sends. A real browser takes its time.',
    include: [
      'login/code-pkce-happy-path',
      'login/state-mismatch-rejected',
      'login/rest-boolean-is-not-a-session',
      'login/rest-password-exchange',
      'login/rest-wrong-password-and-lockout',
      'session/remember-me',
      'logout/client-side-token-drop',
      'logout/everywhere',
      'session/silent-auth-blocked-cookies',
      'session/token-storage',
      'refresh/multi-tab',
      'resource/right-token-right-audience',
    ],
  },
  full: {
    summary: 'Everything that each app runs: its own suite, else all scenarios, including those that wait in real time.',
    include: AREAS,
    wall: true,
    ownSuites: true,
  },
} as const satisfies Record<string, Suite>;

export type SuiteName = keyof typeof SUITES;
export const SUITE_NAMES = Object.keys(SUITES) as readonly SuiteName[];
export const DEFAULT_SUITE: SuiteName = 'ci';
/** What runs without a config, unless apps or scenarios are named. */
export const FIRST_SUITE = 'stories' satisfies SuiteName;

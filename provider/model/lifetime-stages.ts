import type { Login } from './engine.ts';
import type { Client } from './people.ts';

/** Moments at which a persona decides how long refresh tokens and sessions live. */
export interface LifetimeStages {
  /** A refresh token with this code exchange? */
  'refresh.issue': { input: { login: Login; client: Client }; decision: { issue: boolean } };
  /** A new refresh token with this refresh? */
  'refresh.rotate': { input: { login: Login; client: Client }; decision: { rotate: boolean } };
  /** Seconds that a refresh token lives from now on, and whether using it starts them anew. */
  'refresh.lifetime': {
    /** `firstIssuedAtEpochSeconds`: when the first one of its login was issued, at a use. */
    input: { login: Login; client: Client; used: boolean; firstIssuedAtEpochSeconds?: number; nowEpochSeconds: number };
    decision: { lifetimeSeconds: number; prolongs: boolean };
  };
  /** A refresh token comes that was replaced by a newer one. By the protocol it is refused, and everything of its login ends. */
  'refresh.reuse': {
    /** `isPrevious`: none of the tokens after it was used. */
    input: { login: Login; client: Client; usedSecondsAgo: number; isPrevious: boolean };
    decision: { accepted: boolean; ends: 'everything' | 'refresh-tokens' | 'nothing' };
  };
  /** Seconds that a browser session lives from now on: asked at the sign-in and at each use. */
  'session.lifetime': {
    input: { signedInAtEpochSeconds: number; nowEpochSeconds: number };
    decision: { lifetimeSeconds: number };
  };
  /** How many refresh tokens of one account and client may live; the oldest make room. Asked after one more was issued. */
  'refresh.limit': { input: { login: Login; client: Client; living: number }; decision: { most: number } };
}

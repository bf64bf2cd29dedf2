import type { DeathCause, Person, StageTable } from '../../model/index.ts';
import type { SchemeId } from './credential-kinds.ts';

/** A credential that sign-in brings and that has a life of its own. */
export type LivingKind = 'session' | 'token';

/** Why a credential is refused. */
export type Refused = DeathCause | 'unknown' | 'account-deleted' | 'other-client' | 'switched-off';

/** Moments of the first-party API's own. */
export interface FirstPartyStages {
  /** A rule that a new password breaks. */
  'registration.password': { input: { password: string; email: string }; decision: { rule: string; detail: string } };
  /** The answer to a registration. `taken`: somebody has the address; `created`: a new user has it. */
  'registration.answer': {
    input: { outcome: 'taken' | 'created'; email: string };
    decision: {
      status: number;
      /** What the body is. `told`: the detail alone, the same for every address. */
      shows: 'nothing' | 'user' | 'user-and-token' | 'told' | 'problem';
      code: string;
      detail: string;
    };
  };
  /** Whether the address of a new user counts before the link of the mail was used. */
  'registration.address': { input: { email: string }; decision: { validated: boolean } };
  /** The message with the link. Without a decision none is sent. */
  'validation.mail': {
    input: { person: Person; link: string; appName: string };
    decision: { subject: string; text: string; html: string };
  };
  /** Seconds that the link lives. */
  'validation.life': { input: { person: Person }; decision: { lifetimeSeconds: number } };
  /** Whether a visit of the link by GET validates. Otherwise it shows a button that posts. */
  'validation.visit': { input: { method: string }; decision: { validates: boolean } };
  /** Whether a link that was used is refused. */
  'validation.again': { input: { email: string }; decision: { refuse: boolean } };
  /** What somebody may do whose address is not validated. `at`: where they sign in or use a credential, or a feature that needs it. */
  'validation.policy': { input: { person: Person; at: 'sign-in' | 'use' | 'feature' }; decision: { refuse: boolean } };
  /** Whether a password counts. */
  'login.password': {
    input: { person?: Person; password: string; hasPassword: boolean; isRight: boolean };
    decision: { accepted: boolean };
  };
  /** More attempts than an account allows. `failures`: in the current window, which ends in so many seconds. */
  'login.lockout': { input: { account: string; failures: number; endsInSeconds: number }; decision: { refuse: boolean } };
  /** How long the answer to a failed attempt waits, in milliseconds. `failures`: this one included. */
  'login.pace': { input: { account: string; failures: number }; decision: { delayMs: number } };
  /** Status and body of the answer to a login with a session. */
  'login.reply': {
    input: { person?: Person; problem?: 'credentials' };
    decision: { status: number; body: Readonly<Record<string, unknown>> | undefined };
  };
  /** A method that an endpoint does not have. */
  'login.method': { input: { method: string; endpoint: string }; decision: { message: string } };
  /** Whether a login starts a session of a new id, or goes on with the one that the browser sent. */
  'session.id': { input: { sent?: string }; decision: { id: 'new' | 'sent' } };
  /** Whether the cookie reaches the pages of the web root. */
  'session.pages': { input: { person: Person }; decision: { counts: boolean } };
  /** Seconds that a credential lives from now on; `null`: until it is ended. Asked when it is issued and at each use. Folded. */
  'credential.life': {
    input: { kind: LivingKind; rememberMe: boolean; lifetimeSeconds: number | null };
    decision: { lifetimeSeconds: number | null };
  };
  /** The same at a use, where the credential has an end that no use moves. */
  'credential.cap': {
    input: {
      kind: LivingKind;
      rememberMe: boolean;
      lifetimeSeconds: number | null;
      issuedAtEpochSeconds: number;
      nowEpochSeconds: number;
    };
    decision: { lifetimeSeconds: number };
  };
  /** The answer to a request for a token. */
  'token.answer': {
    input: { token: string; expiresAt: string | null };
    decision: { body: Readonly<Record<string, unknown>> };
  };
  /** A credential that counts no more. `ago`: how it ended, as a predicate: `expired 23 h ago`. */
  'credential.refuse': {
    input: { kind: string; why: Refused; ago: string };
    decision: { code: string; detail: string };
  };
  /** Whether credentials from before a change of the password count. */
  'credential.password-changed': { input: { kind: string; person: Person }; decision: { ends: boolean } };
  /** Whether a logout ends the credential at the server, and how many of them. */
  'logout.reach': {
    input: { asked: 'one' | 'all'; person?: Person };
    decision: { ends: 'nothing' | 'one' | 'all' };
  };
  /** A logout with a credential that ended before, or with none. */
  'logout.again': { input: { why: string }; decision: { status: 204 } };
  /** A value that presence cannot have. */
  'presence.value': { input: { status: unknown }; decision: { rule: string; detail: string } };
  /** How far the clock of the API is ahead of everybody else's. */
  'server.clock': { input: Empty; decision: { aheadSeconds: number } };
  /** Whether Digest is offered beside Basic. */
  'digest.offer': { input: Empty; decision: { offer: boolean } };
  /** Seconds that a nonce of Digest may be used. Asked again where one is refused. */
  'digest.nonce': { input: Empty; decision: { lifetimeSeconds: number } };
  /** A nonce that comes twice with the same count. */
  'digest.count': { input: Empty; decision: { refuse: boolean } };
  /** When a key is replaced by a new one, and how long it lives on. */
  'key.renewal': { input: { keyId: string; ageSeconds: number }; decision: { afterSeconds: number; graceSeconds: number } };
  /** A key that is over because it was replaced. */
  'key.replaced': { input: { keyId: string; endedSecondsAgo: number }; decision: { code: string; detail: string } };
  /** What later answers show in place of the secret of a key. */
  'key.shown': { input: { secret: string }; decision: { secret: string } };
  /** What is said of a signature that proves nothing. */
  'hmac.refuse': { input: { why: 'unknown-key' | 'wrong-signature' }; decision: { code: string; detail: string } };
  /** A signed request of another time. `secondsAgo`: below 0 in the future; absent: its `Date` is none. */
  'hmac.time': { input: { secondsAgo?: number }; decision: { code: string; detail: string } };
  /** A signature that comes for the second time. */
  'hmac.repeated': { input: Empty; decision: { code: string; detail: string } };
  /** What the start of a rolling session tells. */
  'rolling.started': {
    input: { privateToken: string; requestToken: string };
    decision: { body: Readonly<Record<string, unknown>> };
  };
  /** A request of a rolling session of another time. */
  'rolling.time': { input: { secondsAgo: number }; decision: { code: string; detail: string } };
  /** Whether each answer brings the next pair. */
  'rolling.rotation': { input: Empty; decision: { rotate: boolean } };
  /** A pair that stays comes for the second time with the same timestamp. */
  'rolling.repeated': { input: Empty; decision: { code: string; detail: string } };
  /** A pair that was replaced comes again. */
  'rolling.reuse': { input: { usedSecondsAgo: number }; decision: { endsSession: boolean } };
  /** A pair of a session that was revoked because another pair came twice. */
  'rolling.revoked': { input: { secondsAgo: number }; decision: { code: string; detail: string } };
  /** Whether the token endpoint has a grant beyond refresh tokens. */
  'oauth.grant': { input: { type: string }; decision: { gives: boolean } };
  /** Whether a token of nobody acts for somebody who registers with it. */
  'oauth.bind': { input: { person: Person }; decision: { binds: boolean } };
  /** What the challenge says of an access token that counts no more. */
  'oauth.refuse': { input: { why: Refused; ago: string }; decision: { description: string } };
  /** Whether a change of presence needs e-mail and password in the same request. */
  'presence.needs': { input: { from: number; to: number }; decision: { fresh: boolean } };
  /** Whether it ends the session. */
  'presence.ends': { input: { from: number; to: number }; decision: { ends: boolean } };
  /** The schemes of a client that lists none. */
  'client.schemes': { input: object; decision: { schemes: readonly SchemeId[] } };
}

type Empty = Readonly<Record<never, never>>;

/** How answers of several behaviours combine there. */
export const stages: StageTable<keyof FirstPartyStages> = {
  'registration.password': { merge: 'first', refuses: true },
  'registration.answer': { merge: 'first' },
  'registration.address': { merge: 'first' },
  'validation.mail': { merge: 'first' },
  'validation.life': { merge: 'first' },
  'validation.visit': { merge: 'first' },
  'validation.again': { merge: 'first', refuses: true },
  'validation.policy': { merge: 'first', refuses: true },
  'login.password': { merge: 'first' },
  'login.lockout': { merge: 'first', refuses: true },
  'login.pace': { merge: 'first' },
  'login.reply': { merge: 'first', shapesOnly: true },
  'login.method': { merge: 'first', shapesOnly: true },
  'session.id': { merge: 'first' },
  'session.pages': { merge: 'first' },
  'credential.life': { merge: 'fold' },
  'credential.cap': { merge: 'first' },
  'token.answer': { merge: 'first', shapesOnly: true },
  'credential.refuse': { merge: 'first', refuses: true },
  'credential.password-changed': { merge: 'first' },
  'logout.reach': { merge: 'first' },
  'logout.again': { merge: 'first' },
  'presence.value': { merge: 'first', refuses: true },
  'server.clock': { merge: 'first' },
  'digest.offer': { merge: 'first' },
  'digest.nonce': { merge: 'first' },
  'digest.count': { merge: 'first', refuses: true },
  'key.renewal': { merge: 'first' },
  'key.replaced': { merge: 'first', refuses: true },
  'key.shown': { merge: 'first', shapesOnly: true },
  'hmac.refuse': { merge: 'first', refuses: true },
  'hmac.time': { merge: 'first', refuses: true },
  'hmac.repeated': { merge: 'first', refuses: true },
  'rolling.started': { merge: 'first', shapesOnly: true },
  'rolling.time': { merge: 'first', refuses: true },
  'rolling.rotation': { merge: 'first' },
  'rolling.repeated': { merge: 'first', refuses: true },
  'rolling.reuse': { merge: 'first', refuses: true },
  'rolling.revoked': { merge: 'first', refuses: true },
  'oauth.grant': { merge: 'first' },
  'oauth.bind': { merge: 'first' },
  'oauth.refuse': { merge: 'first', refuses: true },
  'presence.needs': { merge: 'first', refuses: true },
  'presence.ends': { merge: 'first' },
  'client.schemes': { merge: 'first' },
};

import type { AuthorizeRefusal, Client, HeaderList, MissingSetting, Person, Reply, StageTable } from '../../model/index.ts';

/** A message to a user. */
export type MailKind = 'verification' | 'password-change' | 'blocked-account';

/** Why a password is refused. */
type Violation = {
  readonly name: string;
  readonly message: string;
  readonly description: Readonly<Record<string, unknown>> | string;
  readonly policy?: string;
};

type Params = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** An audience that a request names, as a tenant knows it. */
export type NamedAudience =
  | { readonly state: 'none' }
  | { readonly state: 'unknown' | 'granted' | 'not-granted'; readonly identifier: string };

/** The limit of an endpoint, as it is told. */
type RateLimit = { readonly most: number; readonly periodSeconds: number; readonly headers: HeaderList };

/** A page of Universal Login. */
export type LoginPage = 'login' | 'sign-up' | 'consent' | 'confirmation' | 'upstream';

/** Moments of Auth0's own: its tenants and APIs, its login pages, its connections, its logouts. */
export interface Auth0Stages {
  /** Which API a request is for. */
  'audience.named': { input: { params: Params; at: 'authorize' | 'token' }; decision: { audience: string } };
  /** An API that does not exist, or that the client may not use. */
  'audience.refuse': {
    input: { audience: NamedAudience; client: Client; grantType: string };
    decision: { status: number; error: string; description: string; fix?: MissingSetting };
  };
  /** The address of a login page. Without a decision, the page is shown at once. */
  'login.page': { input: { page: LoginPage; params: Params; ticket: string }; decision: { url: string } };
  /** Which page asks who is there. */
  'login.choice': { input: { params: Params; client: Client }; decision: { page: LoginPage; connection?: string } };
  /** Whether a session ends that began before the person changed the password. */
  'sign-in.password-changed': { input: { person: Person }; decision: { ends: boolean } };
  /** Whether a session counts for a silent request. */
  'session.counts': { input: { connection: string; params: Params }; decision: { counts: boolean } };
  /** A login page whose login is over, or never was. */
  'login.lost': { input: { isKnown: boolean }; decision: { refuse: boolean } };
  /** Whether a password counts. `failures`: earlier wrong ones in a row, of this person. */
  'password.check': {
    input: { person?: Person; password: string; hasPassword: boolean; isRight: boolean; failures: number };
    decision: { accepted: boolean };
  };
  /** Whether the person has to confirm that the browser goes back to an address that anybody could own. */
  'callback.confirm': { input: { params: Params; client: Client; wasSilent: boolean }; decision: { ask: boolean } };
  /** Whether a page of the origin gets the answer as a message. */
  'message.origin': { input: { origin: string; client: Client }; decision: { tells: boolean } };
  /** A grant beyond codes and refresh tokens, and what the vendor issues for it. */
  'token.direct': { input: { form: Params; client?: Client }; decision: { give: 'client-token' | 'person-token' } };
  /** A way out at the vendor's own logout address: where the browser goes, or why it stays. */
  'logout.return': {
    input: {
      at: 'v2' | 'oidc';
      params: Params;
      client?: Client;
      /** Allowed logout URLs of the client, or of the tenant. */
      allowed: readonly string[];
      /** Claims of a genuine `id_token_hint`, expired or not. */
      hint?: Json;
      /** `sid` of the browser's session. */
      sid?: string;
    };
    decision: { to?: string; refuse?: { error: string; description: string; fix?: MissingSetting }; confirm?: true };
  };
  /** Whether the tokens of the clients of a session outlive its logout. */
  'logout.tokens': { input: { person: Person }; decision: { liveOn: boolean } };
  /** Whether the session at the identity provider ends as well. */
  'logout.federated': { input: { at: 'v2' | 'oidc'; params: Params }; decision: { ends: boolean } };
  /** The logout token for a client whose session ended. */
  'logout.notify': {
    input: {
      client: Client;
      userId: string;
      sid: string;
      issuer: string;
      nowEpochSeconds: number;
      random: (length: number) => string;
    };
    decision: { url: string; header: Json; claims: Json };
  };
  /** Whether a token for these audiences is good at the userinfo endpoint. */
  'userinfo.audience': { input: { audience?: readonly string[]; endpoint: string }; decision: { takes: boolean } };
  /** A refresh token from before its client began to rotate. `isFirst`: the first one that was used since, by this user. */
  'refresh.unrotated': { input: { isFirst: boolean }; decision: { ends: boolean } };
  /** What a revocation request ends. */
  'revoke.reach': { input: Json; decision: { reach: 'grant' | 'everything' } };
  /** How many calls an endpoint allows. `calls`: in the current minute, this one included. */
  'rate-limit': {
    input: { endpoint: string; calls: number; nowEpochSeconds: number };
    decision: RateLimit;
  };
  /** What is said of a call beyond a limit. `limit`: that of the endpoint, if it tells one. */
  'rate-limit.refuse': {
    input: { endpoint: string; calls: number; nowEpochSeconds: number; limit?: RateLimit | undefined };
    decision: { headers: HeaderList; said: { error: string; description: string } };
  };
  /** An Action after the login: whom it denies. */
  'action.deny': { input: { person: Person; client: Client }; decision: { reason: string } };
  /** What the policy of the connection says against a new password. */
  'password.policy': { input: { password: string; email: string }; decision: { violation: Violation } };
  /** A sign-up, or the request of a new password, that is refused. */
  'sign-up.refuse': {
    input: {
      problem: { kind: string; parameter?: string; violation?: Violation; why?: string };
      params: Params;
      client?: Client;
    };
    decision: { status: number; body: Json; fix?: MissingSetting };
  };
  /** Status and body of a successful sign-up by the API. */
  'sign-up.reply': { input: { person: Person; params: Params; userMetadata?: Json }; decision: { status: number; body: Json } };
  /** The answer to the request of a new password. */
  'change-password.reply': { input: { isKnown: boolean }; decision: { reply: Reply } };
  /** A message to a user. Without a decision none is sent. */
  'mail.compose': {
    input: { kind: MailKind; person: Person; client?: Client; link: string; tenant: string };
    decision: { subject: string; text: string; html: string; from: string };
  };
  /** What is said of a link in a message that was opened, or of a new password. */
  'ticket.message': {
    input: { purpose: 'email-verification' | 'password-change'; state: 'done' | 'used' | 'expired' | 'unknown' | 'done-before' };
    decision: { message: string };
  };
  /** Where the browser goes with that. Without a decision it stays on a page. */
  'ticket.result': {
    input: {
      purpose: 'email-verification' | 'password-change';
      resultUrl: string;
      email?: string;
      message: string;
      isDone: boolean;
    };
    decision: { url: string };
  };
  /** A resource of the Management API as JSON. `record`: what the tenant knows. */
  'management.object': {
    input: { kind: 'user' | 'session' | 'refresh-token' | 'grant'; record: Json };
    decision: { body: Json };
  };
  /** A list of the Management API. `name`: of its member in an envelope. */
  'management.list': {
    input: {
      name: 'users' | 'grants' | 'sessions' | 'tokens';
      items: readonly Json[];
      start: number;
      limit: number;
      total: number;
      hasTotals: boolean;
      next?: string;
    };
    decision: { body: unknown };
  };
  /** The status of a deletion. `isKnown`: there was something to delete. */
  'management.deleted': {
    input: { what: 'user' | 'sessions' | 'session' | 'refresh-tokens' | 'refresh-token' | 'grant'; isKnown: boolean };
    decision: { status: number; body?: Json };
  };
  /** The tenant's own page for errors. */
  'error.page': { input: { refusal: AuthorizeRefusal; params: Params; tracking: string }; decision: { url: string } };
}

/** How answers of several behaviours combine there. */
export const stages: StageTable<keyof Auth0Stages> = {
  'audience.named': { merge: 'first' },
  'audience.refuse': { merge: 'first', refuses: true },
  'login.page': { merge: 'first' },
  'login.choice': { merge: 'first' },
  'sign-in.password-changed': { merge: 'first' },
  'session.counts': { merge: 'first' },
  'login.lost': { merge: 'first', refuses: true },
  'password.check': { merge: 'first' },
  'callback.confirm': { merge: 'first' },
  'message.origin': { merge: 'first' },
  'token.direct': { merge: 'first' },
  'logout.return': { merge: 'first' },
  'logout.tokens': { merge: 'first' },
  'logout.federated': { merge: 'first' },
  'logout.notify': { merge: 'first' },
  'userinfo.audience': { merge: 'first', refuses: true },
  'refresh.unrotated': { merge: 'first', refuses: true },
  'revoke.reach': { merge: 'first' },
  'rate-limit': { merge: 'first', shapesOnly: true },
  'rate-limit.refuse': { merge: 'first', refuses: true },
  'action.deny': { merge: 'first', refuses: true },
  'password.policy': { merge: 'first', refuses: true },
  'sign-up.refuse': { merge: 'first', refuses: true },
  'sign-up.reply': { merge: 'first', shapesOnly: true },
  'change-password.reply': { merge: 'first', shapesOnly: true },
  'mail.compose': { merge: 'first' },
  'ticket.message': { merge: 'first', shapesOnly: true },
  'ticket.result': { merge: 'first' },
  'management.object': { merge: 'first', shapesOnly: true },
  'management.list': { merge: 'first', shapesOnly: true },
  'management.deleted': { merge: 'first', shapesOnly: true },
  'error.page': { merge: 'first' },
};

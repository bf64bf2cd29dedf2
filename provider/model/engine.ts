import type { Client, Person } from './people.ts';

/** Why a token, code, session or grant ended. Vendors answer each reason differently. */
export const DEATH_CAUSES = [
  'expired',
  'consumed',
  'reused',
  'revoked',
  'signed-out',
  'password-changed',
  'rotated-out',
  'over-limit',
  'expired-by-request',
  'revoked-by-api',
  'account-blocked',
  'reset',
  'evicted',
] as const;
export type DeathCause = (typeof DEATH_CAUSES)[number];

/** An OAuth error of the protocol engine. `detail` is the precise cause, which the engine never sends to clients. */
export interface OauthFailure {
  readonly error: string;
  readonly description?: string;
  readonly detail?: string;
}

/** The engine's answer to an authorization request. */
export type AuthAnswer =
  /** Redirect the browser to the app with these parameters, success or error. */
  | {
      readonly kind: 'answer';
      readonly redirectUri: string;
      readonly payload: Readonly<Record<string, unknown>>;
      readonly login?: Login;
    }
  /** The person must sign in or consent first. */
  | { readonly kind: 'needs'; readonly prompt: string; readonly reasons: readonly string[] }
  /** The request cannot be answered by a redirect. */
  | { readonly kind: 'page'; readonly failure: OauthFailure };

/** A completed authorization. Stored with the grant, and found from each of its tokens. */
export interface Login {
  /** Id of the engine's Grant. Each login has its own. */
  readonly grantId: string;
  readonly sub: string;
  readonly clientId: string;
  /** Granted scopes, as the request spelled them. */
  readonly scopes: readonly string[];
  /** The consent page was shown in this login. */
  readonly consentShown: boolean;
  /** Groups the exchanges of this login in the wire log. */
  readonly flow: string;
  /** The vendor's own request parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** The requested API (resource, audience) of its access tokens. A refresh keeps it. Absent if none was requested. */
  readonly resource?: string;
  /** The browser session of this login. */
  readonly session?: string;
  /** Lifetime of the permission in seconds. Absent if the person set no limit. */
  readonly grantedForSeconds?: number;
  /** When the person signed in to that browser session, in epoch seconds. */
  readonly signedInAtEpochSeconds?: number;
  /** When the person completed the vendor's pages for it, in epoch seconds. */
  readonly authorizedAtEpochSeconds?: number;
  /** Set when the person changed their password after this login. */
  readonly passwordChangedAtEpochSeconds?: number;
  /** Set when the person signed out of the vendor, in that browser, after this login. */
  readonly signedOutAtEpochSeconds?: number;
}

export interface AuthRequest {
  /** OAuth and OpenID Connect parameters, without `response_mode` (the engine sets it) and `resource` (see below). */
  readonly params: Readonly<Record<string, string>>;
  /** The signed-in session. Without one, the engine requires a login. */
  readonly session?: string;
  /** When the person signed in to it, in epoch seconds. */
  readonly signedInAtEpochSeconds?: number;
  /** Scopes that the person granted now or earlier. */
  readonly granted: readonly string[];
  /** Scopes that the person declined. The engine does not ask for them again. */
  readonly declined?: readonly string[];
  readonly consentShown: boolean;
  readonly flow: string;
  readonly vendorParams: Readonly<Record<string, string>>;
  /** Whether the persona accepts the redirect URI. Default: the engine compares it with the registration. */
  readonly redirectUriFits?: boolean;
  /** The registered client of `client_id`. Default: the engine looks it up. */
  readonly client?: Client;
  readonly grantedForSeconds?: number;
  /** The API (resource, audience) of the access token: any text. The caller checks its scopes. */
  readonly resource?: string;
}

export type TokenReply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly failure?: OauthFailure;
  readonly login?: Login;
};

/** What the caller of the token endpoint already looked up. The engine looks up the rest. */
export interface KnownGrant {
  /** The registered client of `client_id`. */
  readonly client?: Client;
  /** The login of the code or refresh token. */
  readonly login?: Login;
  /** The API of the access token, one of those of the login. Default: that of the login. */
  readonly resource?: string;
}

/** The lab's record of a token, live or ended. */
export type TokenState =
  | {
      readonly state: 'live';
      readonly kind: 'access-token' | 'refresh-token' | 'code';
      readonly sub: string;
      readonly clientId: string;
      readonly scopes: readonly string[];
      readonly issuedAtEpochSeconds: number;
      readonly expiresAtEpochSeconds: number;
      /** Grant type that issued it: `implicit`, `authorization_code`, or a vendor's own. */
      readonly grantType?: string;
      /** Audience of an access token, if the request named one. */
      readonly audience?: string | readonly string[];
      readonly login: Login | undefined;
    }
  | {
      readonly state: 'dead';
      readonly kind: 'access-token' | 'refresh-token' | 'code';
      readonly why: DeathCause;
      readonly diedAtEpochSeconds: number;
      readonly grantType?: string;
      readonly scopes?: readonly string[];
      readonly issuedAtEpochSeconds?: number;
      readonly expiresAtEpochSeconds?: number;
      readonly sub?: string;
      readonly clientId?: string;
      readonly audience?: string | readonly string[];
      readonly login?: Login;
    }
  | { readonly state: 'unknown' };

/** The DPoP proof of a token request. @see https://www.rfc-editor.org/rfc/rfc9449#section-5 */
export interface KeyProof {
  /** Thumbprint of the key that signed the proof (RFC 7638). Absent without a valid proof. */
  readonly thumbprint?: string;
  /** Why the proof is invalid. */
  readonly problem?: string;
  readonly jti?: string;
  readonly nonce?: string;
}

/** Request for a token or code that is derived from an access token. */
export interface DerivedTokenRequest {
  readonly kind: 'access-token' | 'code';
  /** The vendor's own grant type. */
  readonly grantType: string;
  readonly redirectUri?: string;
}

/** Header and claims of a JWT. */
export interface OpenJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Request for a token of a client for itself. */
export interface ClientTokenRequest {
  readonly grantType: string;
  readonly scopes: readonly string[];
  /** The API (audience) of the token. */
  readonly resource?: string;
}

/** A live session of a person. */
export interface SessionState {
  readonly session: string;
  readonly sub: string;
  readonly signedInAtEpochSeconds: number;
  /** When it was last used. */
  readonly usedAtEpochSeconds: number;
  readonly expiresAtEpochSeconds: number;
}

/** A live token with its value. */
export type LiveToken = Extract<TokenState, { state: 'live' }> & { readonly value: string };

export interface KillFilter {
  readonly sub?: string;
  readonly clientId?: string;
  readonly grantId?: string;
  /** Only tokens of these clients (for a vendor's project). */
  readonly clientIds?: readonly string[];
  /** Only the token or code with this value. */
  readonly value?: string;
  /** Only these kinds. The grant stays, and with it all others. */
  readonly kinds?: readonly ('access-token' | 'refresh-token' | 'code')[];
}

/** The protocol engine of a persona. Every call works on the world of the current exchange. */
export interface Engine {
  /** Answers an authorization request, or returns what is missing. The persona shows that page and calls again. */
  ask(request: AuthRequest): Promise<AuthAnswer>;
  /** The token endpoint: takes a form with client credentials, returns status and body. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2 */
  exchange(form: Readonly<Record<string, string>>, known?: KnownGrant): Promise<TokenReply>;
  token(value: string): Promise<TokenState>;
  /**
   * Issues another token or code for the login of a live access token, which stays valid. Returns undefined if that token
   * is not live. `redirectUri`: the one that a code must be redeemed with.
   */
  derive(
    accessToken: string,
    wanted: DerivedTokenRequest,
  ): Promise<{ readonly value: string; readonly lifetimeSeconds: number } | undefined>;
  /** Issues an access token to a client for itself, without a person. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
  issueForClient(
    client: Client,
    wanted: ClientTokenRequest,
  ): Promise<{ readonly value: string; readonly lifetimeSeconds: number }>;
  /** When a person last completed the vendor's pages for a client, in epoch seconds. Undefined if never. */
  lastLogin(sub: string, clientId: string): Promise<number | undefined>;
  /** Ends every matching access token, refresh token, code and grant, and stores the reason. Returns the number of tokens. */
  kill(which: KillFilter, why: DeathCause): Promise<number>;
  signIn(person: Person): Promise<{ readonly session: string; readonly signedInAtEpochSeconds: number }>;
  endSession(session: string, why: DeathCause): Promise<void>;
  /** Live sessions, oldest first: those of a person, or all. */
  sessions(sub?: string): Promise<readonly SessionState[]>;
  /** Live refresh tokens, oldest first: those of a person, or all. */
  refreshTokens(sub?: string): Promise<readonly LiveToken[]>;
  /** Signs a JWT with the key of this world, its members in the given order. `jwtFor`: makes it, from the id of that key. */
  sign(jwtFor: (kid: string) => OpenJwt): Promise<string>;
  /** Returns a JWT that a key of this world signed, expired or not. Undefined for any other text. */
  verify(jwt: string): Promise<OpenJwt | undefined>;
  /** Public keys of this world, in the order in which the persona publishes them. */
  jwks(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The same keys as self-signed X.509 certificates in PEM, by key id. `subject`: common name of subject and issuer. */
  certificates(subject?: string): Promise<Readonly<Record<string, string>>>;
  /** True for the secret of the client. False for a public client, which has none. */
  secretFits(client: Client, secret: string | undefined): boolean;
}

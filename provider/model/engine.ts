import type { Client, Person } from './people.ts';

/** Why a token, code, session or grant is no more. Vendors answer each differently. */
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

/** An OAuth error as the protocol engine words it. `detail` is the precise cause, never shown to clients by the engine. */
export interface OauthFailure {
  readonly error: string;
  readonly description?: string;
  readonly detail?: string;
}

/** What the engine answers to an authorization request. */
export type AuthAnswer =
  /** Send the browser back with these parameters, success or error. */
  | {
      readonly kind: 'answer';
      readonly redirectUri: string;
      readonly payload: Readonly<Record<string, unknown>>;
      readonly login?: Login;
    }
  /** The person has to do something first. */
  | { readonly kind: 'needs'; readonly prompt: string; readonly reasons: readonly string[] }
  /** The request cannot be answered by a redirect. */
  | { readonly kind: 'page'; readonly failure: OauthFailure };

/** What an authorization was about; remembered with the grant, found again from each of its tokens. */
export interface Login {
  /** Id of the engine's Grant: one for each login. */
  readonly grantId: string;
  readonly sub: string;
  readonly clientId: string;
  /** Scopes granted, as asked. */
  readonly scopes: readonly string[];
  /** A consent screen was shown on the way. */
  readonly consentShown: boolean;
  /** Ties the exchanges of this login together in the wire log. */
  readonly flow: string;
  /** The vendor's own request parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** The API (resource, audience) that its access tokens are for, where one was asked for; a refresh gets the same. */
  readonly resource?: string;
  /** The session of the browser in which it happened. */
  readonly session?: string;
  /** Seconds for which the person gave permission, when not until further notice. */
  readonly grantedForSeconds?: number;
  /** When the person went through the vendor's pages for it. */
  readonly authorizedAtEpochSeconds?: number;
  /** Set when the person changed their password after this login. */
  readonly passwordChangedAtEpochSeconds?: number;
  /** Set when the person signed out of the vendor, in that browser, after this login. */
  readonly signedOutAtEpochSeconds?: number;
}

export interface AuthRequest {
  /** OAuth and OpenID Connect parameters. `response_mode` is the engine's own business, and `resource` is read below. */
  readonly params: Readonly<Record<string, string>>;
  /** The signed-in session to answer for; none: the engine will need a login. */
  readonly session?: string;
  /** Scopes that the person has granted, now or before. */
  readonly granted: readonly string[];
  /** Scopes that the person declined; not asked again. */
  readonly declined?: readonly string[];
  readonly consentShown: boolean;
  readonly flow: string;
  readonly vendorParams: Readonly<Record<string, string>>;
  /** How the persona judged the redirect URI; left out: the engine compares it with the registration. */
  readonly redirectUriFits?: boolean;
  /** The registered client of `client_id`, when the caller has found it; left out: the engine looks it up. */
  readonly client?: Client;
  readonly grantedForSeconds?: number;
  /** The API (resource, audience) that the access token is to be for: any text. What scopes it has is judged before. */
  readonly resource?: string;
}

export type TokenReply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly failure?: OauthFailure;
  readonly login?: Login;
};

/** What the caller of the token endpoint has found of a form; what is left out, the engine looks up. */
export interface KnownGrant {
  /** The registered client of `client_id`. */
  readonly client?: Client;
  /** The login of the code or refresh token. */
  readonly login?: Login;
  /** The API that the access token is to be for, one of those of the login; left out: that of the login. */
  readonly resource?: string;
}

/** What the lab knows of a token, dead or alive. */
export type TokenState =
  | {
      readonly state: 'live';
      readonly kind: 'access-token' | 'refresh-token' | 'code';
      readonly sub: string;
      readonly clientId: string;
      readonly scopes: readonly string[];
      readonly issuedAtEpochSeconds: number;
      readonly expiresAtEpochSeconds: number;
      /** What brought it: `implicit`, `authorization_code`, or a vendor's own way. */
      readonly grantType?: string;
      /** Whom an access token is for, where that was named. */
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

/** What is known of the key behind a token request (DPoP, RFC 9449). */
export interface KeyProof {
  /** Thumbprint of the key that signed the proof; absent when there is no good proof. */
  readonly thumbprint?: string;
  /** What is wrong with the proof. */
  readonly problem?: string;
  readonly jti?: string;
  readonly nonce?: string;
}

/** What is derived from an access token. */
export interface DerivedTokenRequest {
  readonly kind: 'access-token' | 'code';
  /** The vendor's own word for the way by which it comes. */
  readonly grantType: string;
  readonly redirectUri?: string;
}

export interface KillFilter {
  readonly sub?: string;
  readonly clientId?: string;
  readonly grantId?: string;
  /** Only these clients (a vendor's project). */
  readonly clientIds?: readonly string[];
  /** Only the token or code of this text. */
  readonly value?: string;
}

/** The protocol, as a persona sees it. Everything runs for the world of the current exchange. */
export interface Engine {
  /** Answers an authorization request, or says what is missing: ask, show, ask again. */
  ask(request: AuthRequest): Promise<AuthAnswer>;
  /** The token endpoint: a protocol form in, status and body out. Client credentials go in the form. */
  exchange(form: Readonly<Record<string, string>>, known?: KnownGrant): Promise<TokenReply>;
  token(value: string): Promise<TokenState>;
  /**
   * A further token or code from a live access token, for the same login; the old one stays. Undefined when that token
   * is not alive. `redirectUri`: the one that a code has to be redeemed with.
   */
  derive(
    accessToken: string,
    wanted: DerivedTokenRequest,
  ): Promise<{ readonly value: string; readonly lifetimeSeconds: number } | undefined>;
  /** When a person last went through the vendor's pages for a client; undefined: never. */
  lastLogin(sub: string, clientId: string): Promise<number | undefined>;
  /** Ends every access token, refresh token, code and grant that fits, and remembers why. Returns the number of tokens. */
  kill(which: KillFilter, why: DeathCause): Promise<number>;
  signIn(person: Person): Promise<{ readonly session: string; readonly signedInAtEpochSeconds: number }>;
  endSession(session: string, why: DeathCause): Promise<void>;
  /** Public keys of this world, in the order in which the persona publishes them. */
  jwks(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The same keys as self-signed X.509 certificates in PEM, by key id. */
  certificates(): Promise<Readonly<Record<string, string>>>;
  /** True when the secret is the client's; public clients have none. */
  secretFits(client: Client, secret: string | undefined): boolean;
}

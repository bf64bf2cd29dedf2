import type { Duration } from './clock.ts';
import type { EndpointName } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import type { SettingValue } from './setting.ts';

/** How apps sign people in where the vendor has no page for it: they ask for the password themselves, and pass it on. */
export interface PasswordLogin {
  /** True for a request that brings the password of a person, whatever its answer. */
  readonly isAttempt: (exchange: Exchange) => boolean;
  /** True if the answer signs the person in. Its status may not say so. */
  readonly isAccepted: (exchange: Exchange) => boolean;
  /** Answers that say that somebody is signed in, with no credential or a worthless one, by endpoint. */
  readonly hollow: Readonly<
    Partial<Record<EndpointName, { readonly nothing: InjectedAnswer; readonly worthless: InjectedAnswer }>>
  >;
  /** Settings with which a wrong password is answered with a status of its own. */
  readonly statusOfFailure: Readonly<Record<string, SettingValue>>;
  /** Settings with which an account is refused after so many failed attempts, each answered at once. */
  readonly lockout: { readonly attempts: number; readonly settings: Readonly<Record<string, SettingValue>> };
  /** Endpoints that end one session, and the one that ends all of a person. */
  readonly endsOne: readonly EndpointName[];
  readonly endsAll: EndpointName;
  /** Endpoints that give a credential which outlives sign-outs and times: the person ends it. */
  readonly lasting: readonly EndpointName[];
  /** Time without a use after which a session that is not remembered has ended. */
  readonly idleOver: Duration;
  /** Settings with which tokens never expire. */
  readonly neverExpires: Readonly<Record<string, SettingValue>>;
}

/** How to read a vendor's traffic, where vendors differ. */
export interface ReadingConventions {
  /** Left out where people sign in at the vendor, and apps never see the password. */
  readonly passwordLogin?: PasswordLogin;
  /** Grant type that renews a token. The parameter with the old token has the same name. */
  readonly renewalGrant: string;
  /** When clients renew: `use`: after expiry · `login`: at once, because an expired token cannot be renewed. */
  readonly renewsAt: 'use' | 'login';
  /** Path of the vendor's page on which a login in a web view ends; the app reads its URL. */
  readonly windowPage?: string;
  /** Errors are in the query even if tokens are in the fragment. */
  readonly errorsInQuery: boolean;
  /** Endpoints other than APIs whose documentation puts a token or a secret into the URL. */
  readonly secretsInAddress: ReadonlySet<EndpointName>;
  /** Level of the rule against an access token in the URL of an API call. `SHOULD`: the vendor documents it. */
  readonly tokenInAddress: 'MUST' | 'SHOULD';
  /** True for the answer of an API to an invalid or expired token. */
  readonly refusesToken: (exchange: Exchange) => boolean;
  /** The scopes of a request, with aliases replaced by one name. */
  readonly scopesIn: (text: string) => readonly string[];
  /** Endpoint that says whose an access token is, where an app asks after a login. */
  readonly profile: EndpointName;
  /** Path at which a browser ends its session at the vendor, where apps may send it. */
  readonly signOutPath?: string;
  /** True for an authorization request that asks again for declined permissions. */
  readonly asksAgain: (params: URLSearchParams) => boolean;
  /** True for an authorization request that forces account selection or re-authentication. */
  readonly offersAccount: (params: URLSearchParams) => boolean;
}

/** A response that a fault sends instead of the persona. */
export interface InjectedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A vendor's responses in certain cases, for faults. */
export interface VendorAnswers {
  /** The answer of an API to an expired token: complete, and without optional parts. */
  readonly deadToken: { readonly full: InjectedAnswer; readonly bare: InjectedAnswer };
  /** The answer of an API to a valid token without the permission. */
  readonly forbidden: { readonly person: InjectedAnswer; readonly policy: InjectedAnswer };
  /** A scope that the bundled apps do not request, and the answer of an API that needs it: with and without its name. */
  readonly step: { readonly scope: string; readonly named: InjectedAnswer; readonly unnamed: InjectedAnswer };
  /** Answers of the token endpoint to a renewal. */
  readonly renewal: {
    readonly tokenIsOver: InjectedAnswer;
    readonly signInAnew: InjectedAnswer;
    readonly badRequest: InjectedAnswer;
    readonly badClient: InjectedAnswer;
  };
  /** Error parameters of a callback for vendor failures and rare reasons. */
  readonly callback: {
    readonly unavailable: Readonly<Record<string, string>>;
    /** False: how the vendor says that it is unavailable is not recorded. `unavailable` is as in RFC 6749, section 4.1.2.1. */
    readonly isUnavailableKnown: boolean;
    readonly rare: Readonly<Record<string, string>>;
    /** Fragment of every callback without tokens. */
    readonly fragment?: string;
  };
  /** Settings with which every new login asks the person for consent, where the vendor leaves that out for some clients. */
  readonly consentAsked: Readonly<Record<string, SettingValue>>;
}

/** How long a vendor's tokens live, and what ends or keeps them. */
export interface VendorTokens {
  /** Age at which an access token with the usual lifetime has expired. */
  readonly accessTokenOver: Duration;
  /** True if the revocation endpoint takes access tokens as well, and ends the grant. */
  readonly revokesAccessTokens: boolean;
  /** Settings with which a refresh keeps the refresh token, where the customers of the vendor decide that. */
  readonly withoutRotation: Readonly<Record<string, SettingValue>>;
  /** Settings with which `prompt=none` fails in the words of the specification. */
  readonly plainSilentFailure: Readonly<Record<string, SettingValue>>;
}

/** The conventions, answers and tokens of a vendor. */
export interface VendorConventions extends ReadingConventions, VendorAnswers, VendorTokens {}

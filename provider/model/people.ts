/** A human whom a persona knows. The same record for every persona; each shows of it what its vendor shows. */
export interface Person {
  /** Short name used on command lines and in tests: `ana`. Unique in a world. */
  readonly key: string;
  /** Stable subject identifier: a decimal string of 21 digits, kept as a string. */
  readonly sub: string;
  /** Empty: the account has none. */
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly picture?: string;
  /** Workspace domain of the account; absent for consumer accounts. */
  readonly hostedDomain?: string;
  /** What became of the account; `active` when left out. */
  readonly status?: 'active' | 'disabled' | 'unconfirmed' | 'deleted';
  /** Presses *cancel* wherever an app asks for something. */
  readonly deniesConsent?: boolean;
  /** Client ids and scopes that the administrator of the account's organization does not allow. */
  readonly blockedByAdmin?: readonly string[];
}

/** A registered client application: what every client has. What else a persona lets an app choose is a setting of the persona's own. */
export interface Client {
  readonly persona: string;
  readonly clientId: string;
  /** Absent for public clients. */
  readonly clientSecret?: string;
  readonly kind: 'web' | 'desktop' | 'mobile' | 'spa';
  /** Shown on the consent page. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /**
   * The issuer that this client is told, always, through whatever address it arrives: `local` (the lab's address),
   * `vendor` (the vendor's own), or a URL.
   */
  readonly issuer: string;
  /**
   * Registered before all was known of it: the first token request tells the secret, where there is none yet, and the
   * issuer by the address at which it arrives.
   */
  readonly provisional?: true;
}

/** What a consent is about: of a request, or, where there is none, of the client alone. */
export interface ConsentRequest {
  readonly client: Client;
  readonly params: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

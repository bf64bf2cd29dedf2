/** A test user. All personas share the record. Each shows the members that its vendor shows. */
export interface Person {
  /** Short name used on command lines and in tests: `ana`. Unique in a world. */
  readonly key: string;
  /** Stable subject identifier: a decimal string of 21 digits, kept as a string. */
  readonly sub: string;
  /** E-mail address. Empty if the account has none. */
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly picture?: string;
  /** Workspace domain of the account; absent for consumer accounts. */
  readonly hostedDomain?: string;
  /** Status of the account. Default `active`. */
  readonly status?: 'active' | 'disabled' | 'unconfirmed' | 'deleted';
  /** Denies every consent. */
  readonly deniesConsent?: boolean;
  /** Client ids and scopes that the administrator of the organization blocks. */
  readonly blockedByAdmin?: readonly string[];
}

/** A registered client: the members of every persona. Each persona adds settings of its own. */
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
   * The issuer for this client, at every address: `local` (the lab's address), `vendor` (the vendor's own), or a URL.
   */
  readonly issuer: string;
  /**
   * The registration is incomplete. The first token request sets the secret, if there is none, and the issuer, by the
   * address at which it arrives. Later requests must match.
   */
  readonly provisional?: true;
}

/** Input of a consent key: the client, and the request if there is one. */
export interface ConsentRequest {
  readonly client: Client;
  readonly params: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

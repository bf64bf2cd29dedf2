/** A human whom a persona knows. The same record for every persona; each shows of it what its vendor shows. */
export interface Person {
  /** Short name used on command lines and in tests: `ana`. Unique in a world. */
  readonly key: string;
  /** Stable subject identifier: a decimal string of 21 digits, kept as a string. */
  readonly sub: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly picture?: string;
  /** Workspace domain of the account; absent for consumer accounts. */
  readonly hostedDomain?: string;
}

/** A registered client application. */
export interface Client {
  readonly persona: string;
  readonly clientId: string;
  /** Absent for public clients. */
  readonly clientSecret?: string;
  readonly kind: 'web' | 'desktop' | 'mobile' | 'spa';
  /** Shown on the consent page. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** What consents are remembered by, where a vendor groups clients (Google Cloud project). Defaults to the number before the first `-` of the client id. */
  readonly project: string;
  /**
   * The issuer that this client is told, always, through whatever address it arrives: `local` (the lab's address),
   * `vendor` (the vendor's own), or a URL.
   */
  readonly issuer: string;
}

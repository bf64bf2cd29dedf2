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

/** What a business saved about its login (Facebook Login for Business). */
export interface LoginConfiguration {
  readonly permissions: readonly string[];
  /** `system-user`: for the business itself; such a token never expires. */
  readonly token: 'user' | 'system-user';
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
  /** Where the vendor has the app in its life; `production` when left out. */
  readonly status?: 'production' | 'testing' | 'deleted';
  /** Who may sign in: `internal` takes accounts of one organization only; `external` when left out. */
  readonly audience?: 'external' | 'internal';
  /** Hosted domain of the organization that an internal app belongs to; left out: any organization's. */
  readonly organization?: string;
  /** Keys, subjects or e-mails of those who may sign in while the app is in testing; left out: everybody. */
  readonly testers?: readonly string[];
  /** An organization's administrator vouches for the app: no permission of it can be declined singly. */
  readonly trusted?: boolean;
  /** Scopes that the vendor does not let this app ask for. */
  readonly hiddenScopes?: readonly string[];
  /**
   * Registered before all was known of it: the first token request tells the secret, where there is none yet, and the
   * issuer by the address at which it arrives.
   */
  readonly provisional?: true;
  /** Hosts of APIs that the project has not switched on (`drive.googleapis.com`). */
  readonly disabledApis?: readonly string[];
  /** Origins from which scripts may ask, besides those of the redirect URIs. */
  readonly javascriptOrigins?: readonly string[];
  /** Asks for the password in every login, whoever is signed in. */
  readonly reauthenticates?: boolean;
  /** False: logins in web views and other embedded browsers are refused. */
  readonly embeddedBrowsers?: boolean;
  /** False: logins in browsers are switched off. */
  readonly webLogin?: boolean;
  /** Saved configurations by their ids: which permissions are asked, and which kind of token comes. */
  readonly configurations?: Readonly<Record<string, LoginConfiguration>>;
  /** Calls of the vendor's API have to prove that the caller knows the client secret. */
  readonly requiresSecretProof?: boolean;
  /** Where the vendor tells the app that a person removed it; called only on loopback. */
  readonly deauthorizeUrl?: string;
  /** Where the vendor asks the app to delete what it knows of a person; called only on loopback. */
  readonly dataDeletionUrl?: string;
}

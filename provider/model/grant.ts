/** A consent: the scopes that a person granted to an app, or to a group of apps that share consents at the vendor. */
export interface GrantInfo {
  readonly persona: string;
  readonly person?: string;
  readonly sub: string;
  /** The vendor's key of the consent: a project or a client. */
  readonly key: string;
  /** Client ids of the registered clients that it covers. */
  readonly clientIds: readonly string[];
  readonly scopes: readonly string[];
  readonly grantedAtEpochSeconds: number;
}

/** A consent: what a person allowed an app, or the group of apps that the vendor remembers consents by. */
export interface GrantInfo {
  readonly persona: string;
  readonly person?: string;
  readonly sub: string;
  /** What the vendor remembers it by (project, client). */
  readonly key: string;
  /** Registered clients that it covers. */
  readonly clientIds: readonly string[];
  readonly scopes: readonly string[];
  readonly grantedAtEpochSeconds: number;
}

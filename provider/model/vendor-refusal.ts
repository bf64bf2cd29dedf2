import type { MissingSetting } from './refusal.ts';

/** An authorization that ends in the vendor's own words. */
export interface AuthorizeRefusal {
  readonly status: number;
  readonly error: string;
  readonly description: string;
  readonly helpUrl?: string;
  /**
   * Who hears of it. `person`, the default: on a page of the vendor's; `app`: at its redirect URI, if it is one of the app's;
   * `unregistered`: at the redirect URI of the request, whoever waits there.
   */
  readonly tells?: 'person' | 'app' | 'unregistered';
  /** Settings of the client that would fix it. */
  readonly fix?: MissingSetting;
}

/** A refusal in numbers and words of the vendor's own. */
export interface VendorFailure {
  readonly message: string;
  /** Kind of error, where the vendor names kinds. */
  readonly type?: string;
  readonly code: number;
  readonly subcode?: number;
  readonly isTransient?: boolean;
  /** HTTP status; the vendor's usual one for errors when left out. */
  readonly status?: number;
}

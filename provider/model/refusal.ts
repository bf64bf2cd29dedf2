import type { Client } from './people.ts';

/** Settings of a registered client with which the vendor would not refuse. */
export interface MissingSetting {
  /** What is missing, in one sentence. */
  readonly why: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The reason of a refusal that a registration would fix. */
export type RefusalReason =
  | { readonly kind: 'unknown-client'; readonly clientId: string; readonly redirectUri?: string }
  | { readonly kind: 'redirect-uri'; readonly client: Client; readonly redirectUri: string }
  | ({ readonly kind: 'setting'; readonly client: Client } & MissingSetting)
  /** The reply is the error page to which an earlier reply redirected the browser. */
  | { readonly kind: 'refused-before'; readonly clientId: string };

/** The registration offer that the lab adds to an error page. */
export interface RegistrationOffer {
  /** The vendor that the page imitates. */
  readonly vendor: string;
  /** The missing registration, in one sentence. */
  readonly why: string;
  /** Commands with the effect of the button, now or at the next start. */
  readonly commands: readonly string[];
  /** Where the button posts its ticket. Absent if the page has no button. */
  readonly button?: { readonly action: string; readonly ticket: string };
}

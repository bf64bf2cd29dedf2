import type { Client } from './people.ts';

/** Why a request was refused, where a registration would put it right. */
export type RefusalReason =
  | { readonly kind: 'unknown-client'; readonly clientId: string; readonly redirectUri?: string }
  | { readonly kind: 'redirect-uri'; readonly client: Client; readonly redirectUri: string }
  /** The page of a refusal that an earlier reply sent the browser to. */
  | { readonly kind: 'refused-before'; readonly clientId: string };

/** What the lab itself offers on the page of a refusal. */
export interface RegistrationOffer {
  /** The vendor that the page imitates. */
  readonly vendor: string;
  /** What is missing, in one sentence. */
  readonly why: string;
  /** Commands that do the same as the button, now or at the next start. */
  readonly commands: readonly string[];
  /** Where the button posts its ticket; absent where a page cannot have one. */
  readonly button?: { readonly action: string; readonly ticket: string };
}

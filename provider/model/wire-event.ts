import type { Exchange } from './exchange.ts';

/** An event of a wire log. */
export type WireEvent =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** Number of exchanges that were removed before they were read. */
  | { readonly kind: 'gap'; readonly lost: number }
  /** The log was cleared. */
  | { readonly kind: 'reset' };

import type { Exchange } from './exchange.ts';

/** What happens to a wire log, as it happens. */
export type WireEvent =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** So many exchanges fell out of the ring before they were read. */
  | { readonly kind: 'gap'; readonly lost: number }
  /** The log was emptied. */
  | { readonly kind: 'reset' };

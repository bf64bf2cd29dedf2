import type { Exchange } from '../../model/index.ts';
import { isRefused } from './traffic.ts';

/** A part of a flow: exchanges that are shown, or a fold that counts those that are not. */
export type FlowPart =
  | { readonly kind: 'shown'; readonly exchange: Exchange }
  | { readonly kind: 'folded'; readonly exchanges: readonly Exchange[] };

/** A flow of this length is shown whole: it fits a window of 800 pixels. */
const WHOLE = 8;
/** Of a longer one, the newest and the latest refused ones are shown: with a finding at each of them it fits as well. */
const NEWEST = 4;
const REFUSED = 2;

/** What of a flow (oldest first) is shown at first. `keep`: an exchange that is open. */
export const foldFlow = (exchanges: readonly Exchange[], keep?: string): readonly FlowPart[] => {
  const newest = new Set(exchanges.length <= WHOLE ? exchanges : exchanges.slice(-NEWEST));
  const refused = new Set(exchanges.filter(isRefused).slice(-REFUSED));
  const parts: FlowPart[] = [];
  let folded: Exchange[] = [];
  for (const exchange of exchanges) {
    if (newest.has(exchange) || refused.has(exchange) || exchange.id === keep) {
      parts.push({ kind: 'shown', exchange });
      folded = [];
      continue;
    }
    if (folded.length === 0) parts.push({ kind: 'folded', exchanges: folded });
    folded.push(exchange);
  }
  return parts;
};

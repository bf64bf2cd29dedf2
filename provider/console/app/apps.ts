import type { Client, Exchange } from '../../model/index.ts';
import { FROM_VENDOR, FRONT_CHANNEL } from '../../personas/declared.ts';
import { userAgentOf } from './traffic.ts';

/** An app that sent requests, or a registered client that sent none yet. */
export interface AppSeen {
  /** Absent until a request names it. */
  readonly clientId?: string;
  /** Products of its user agents: `node`, `python-requests/2.31`. Empty if it has sent nothing yet. */
  readonly userAgents: readonly string[];
}

/** The first product of a user agent: `curl/8.5.0`. */
const productOf = (exchange: Exchange): string => userAgentOf(exchange)?.split(' ', 1)[0] || 'no user agent';

/** Requests of the app itself: a browser's user agent says nothing about the app. */
const isOwn = ({ endpoint }: Exchange): boolean => !FRONT_CHANNEL.has(endpoint) && !FROM_VENDOR.has(endpoint);

/** The apps of a world, the latest first: those seen in the wire log, or the registered clients while none is seen. */
export const readApps = (exchanges: readonly Exchange[], clients: readonly Client[]): readonly AppSeen[] => {
  const seen = new Map<string, { clientId?: string; userAgents: Set<string> }>();
  for (const exchange of exchanges.toReversed().filter((each) => isOwn(each) || each.client !== undefined)) {
    const key = exchange.client ?? '';
    const app = seen.get(key) ?? { ...(key !== '' && { clientId: key }), userAgents: new Set() };
    if (isOwn(exchange)) app.userAgents.add(productOf(exchange));
    seen.set(key, app);
  }
  if (seen.size === 0) return clients.map(({ clientId }) => ({ clientId, userAgents: [] }));
  return [...seen.values()].map(({ userAgents, ...app }) => ({ ...app, userAgents: [...userAgents] }));
};

import type { Client, LabRequest, Ports } from '../model/index.ts';
import { readForm } from './parameters.ts';
import { isFromElsewhere } from './same-site.ts';

type Params = Readonly<Record<string, string>>;

/** A login between two pages: the request, and the decisions of the person so far. */
export interface Interaction {
  /** Groups the exchanges of the login in the wire log. */
  readonly flow: string;
  readonly clientId: string;
  /** The request as the app sent it. */
  readonly vendorParams: Params;
  /** The request as the engine gets it. */
  readonly params: Params;
  /** Whether the redirect URI is one of the client's. */
  readonly redirectUriFits: boolean;
  /** Subject of the account that the person chose or signed in to in this login. */
  readonly chosen?: string;
  /** The person chose a brand account. */
  readonly delegated?: boolean;
  /** The engine has no session of the account any more. Choosing it must sign in again. */
  readonly signInAgain?: boolean;
  /** Scopes that the consent page asks for. */
  readonly asking?: readonly string[];
  /** Scopes that are granted without a question. */
  readonly kept?: readonly string[];
  /** Scopes granted on the consent page. Present once the page was answered. */
  readonly granted?: readonly string[];
  readonly declined?: readonly string[];
  /** Lifetime of the permission in seconds, if the person chose one. */
  readonly grantedForSeconds?: number;
}

/** A saved interaction and its client. */
export interface Resumed {
  readonly interaction: Interaction;
  readonly client: Client;
}

/** Saves an interaction for the next request. Returns its ticket. */
export const saveInteraction = (interaction: Interaction, ports: Ports): Promise<string> =>
  ports.save({ ...interaction } as Readonly<Record<string, unknown>>);

/** Returns the interaction of a ticket, and its client. Undefined for an unknown or expired ticket. */
export const loadInteraction = async (ticket: string | undefined, ports: Ports): Promise<Resumed | undefined> => {
  const saved = ticket === undefined ? undefined : await ports.load(ticket);
  if (typeof saved?.clientId !== 'string' || typeof saved.flow !== 'string') return undefined;
  const client = await ports.clients.find(saved.clientId);
  return client && { interaction: saved as unknown as Interaction, client };
};

/** Returns the interaction of a form posted by a page at one of `vendorUrls`. Undefined for other sites, and for unknown or expired tickets. */
export const resumeInteraction = async (
  request: LabRequest,
  vendorUrls: readonly string[],
  ports: Ports,
): Promise<Resumed | undefined> =>
  isFromElsewhere(request, vendorUrls, ports) ? undefined : loadInteraction(readForm(request).params.ticket, ports);

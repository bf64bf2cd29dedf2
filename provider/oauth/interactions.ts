import type { Client, LabRequest, Ports } from '../model/index.ts';
import { readForm } from './parameters.ts';
import { isFromElsewhere } from './same-site.ts';

type Params = Readonly<Record<string, string>>;

/** A login on its way from page to page: the request, and what the person has done about it so far. */
export interface Interaction {
  /** Ties the exchanges of the login together in the wire log. */
  readonly flow: string;
  readonly clientId: string;
  /** The request as the app sent it. */
  readonly vendorParams: Params;
  /** The request as the protocol takes it. */
  readonly params: Params;
  /** The redirect URI was judged, and is the client's or is not. */
  readonly redirectUriFits: boolean;
  /** Subject of the account that was chosen, or signed in, on the way. */
  readonly chosen?: string;
  /** The account said which of its own it means. */
  readonly delegated?: boolean;
  /** The engine no longer knows the session of the account: picking it has to sign in anew. */
  readonly signInAgain?: boolean;
  /** Scopes that the consent page asks about. */
  readonly asking?: readonly string[];
  /** Scopes that count as granted without being asked about. */
  readonly kept?: readonly string[];
  /** Scopes granted on the consent page; its presence says that the page was shown and answered. */
  readonly granted?: readonly string[];
  readonly declined?: readonly string[];
  /** Seconds for which the person gave permission, when they set an end. */
  readonly grantedForSeconds?: number;
}

/** An interaction that goes on, and its client. */
export interface Resumed {
  readonly interaction: Interaction;
  readonly client: Client;
}

/** Saves an interaction between two requests and gives its ticket. */
export const saveInteraction = (interaction: Interaction, ports: Ports): Promise<string> =>
  ports.save({ ...interaction } as Readonly<Record<string, unknown>>);

/** The interaction behind a ticket, and its client; undefined for a ticket that is unknown or too old. */
export const loadInteraction = async (ticket: string | undefined, ports: Ports): Promise<Resumed | undefined> => {
  const saved = ticket === undefined ? undefined : await ports.load(ticket);
  if (typeof saved?.clientId !== 'string' || typeof saved.flow !== 'string') return undefined;
  const client = await ports.clients.find(saved.clientId);
  return client && { interaction: saved as unknown as Interaction, client };
};

/** The interaction whose ticket a page at one of `vendorUrls` posts; undefined as above, and for a page of another site. */
export const resumeInteraction = async (
  request: LabRequest,
  vendorUrls: readonly string[],
  ports: Ports,
): Promise<Resumed | undefined> =>
  isFromElsewhere(request, vendorUrls, ports) ? undefined : loadInteraction(readForm(request).params.ticket, ports);

import type { Client, LabRequest, Ports } from '../model/index.ts';
import { readForm } from './parameters.ts';
import { isFromElsewhere } from './same-site.ts';

/** A login on its way, parked between two requests: which login it is, and of which client. */
export interface InteractionTicket {
  readonly flow: string;
  readonly clientId: string;
}

/** What every vendor's login carries from page to page: the request, and what the person has done about it so far. */
export interface Interaction extends InteractionTicket {
  /** The request as the app sent it. */
  readonly vendorParams: Readonly<Record<string, string>>;
  /** The request as the protocol takes it. */
  readonly params: Readonly<Record<string, string>>;
  /** Subject of the account that was chosen, or signed in, on the way. */
  readonly chosen?: string;
  /** Scopes granted on the consent page; its presence says that the page was shown and answered. */
  readonly granted?: readonly string[];
  readonly declined?: readonly string[];
  /** The redirect URI was judged and is the client's. */
  readonly redirectUriFits?: boolean;
}

/** Parks an interaction and gives its ticket. */
export const saveInteraction = <A extends InteractionTicket>(interaction: A, ports: Ports): Promise<string> =>
  ports.save({ ...interaction } as Readonly<Record<string, unknown>>);

/** The interaction behind a ticket, and its client; undefined for a ticket that is unknown or too old. */
export const loadInteraction = async <A extends InteractionTicket>(
  ticket: string | undefined,
  ports: Ports,
): Promise<{ interaction: A; client: Client } | undefined> => {
  const parked = ticket === undefined ? undefined : await ports.load(ticket);
  if (typeof parked?.clientId !== 'string' || typeof parked.flow !== 'string') return undefined;
  const client = await ports.clients.find(parked.clientId);
  return client && { interaction: parked as unknown as A, client };
};

/** The interaction whose ticket a page at one of `vendorUrls` posts; undefined as above, and for a page of another site. */
export const resumeInteraction = async <A extends InteractionTicket>(
  request: LabRequest,
  vendorUrls: readonly string[],
  ports: Ports,
): Promise<{ interaction: A; client: Client } | undefined> =>
  isFromElsewhere(request, vendorUrls, ports) ? undefined : loadInteraction<A>(readForm(request).params.ticket, ports);

import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { isFromElsewhere } from './own-page.ts';
import { readForm } from './parameters.ts';

/** A login on its way, parked between two requests: which login it is, and of which client. */
export interface Ticketed {
  readonly flow: string;
  readonly clientId: string;
}

/** What every vendor's login carries from page to page: the request, and what the person has done about it so far. */
export interface LoginAttempt extends Ticketed {
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

/** Parks an attempt and gives its ticket. */
export const parkAttempt = <A extends Ticketed>(attempt: A, ports: Ports): Promise<string> =>
  ports.park({ ...attempt } as Readonly<Record<string, unknown>>);

/** The attempt behind a ticket, and its client; undefined for a ticket that is unknown or too old. */
export const unparkAttempt = async <A extends Ticketed>(
  ticket: string | undefined,
  ports: Ports,
): Promise<{ attempt: A; client: Client } | undefined> => {
  const parked = ticket === undefined ? undefined : await ports.unpark(ticket);
  if (typeof parked?.clientId !== 'string' || typeof parked.flow !== 'string') return undefined;
  const client = await ports.clients.find(parked.clientId);
  return client && { attempt: parked as unknown as A, client };
};

/** The attempt whose ticket a page at one of `vendorUrls` posts; undefined as above, and for a page of another site. */
export const resumeAttempt = async <A extends Ticketed>(
  request: LabRequest,
  vendorUrls: readonly string[],
  ports: Ports,
): Promise<{ attempt: A; client: Client } | undefined> =>
  isFromElsewhere(request, vendorUrls, ports) ? undefined : unparkAttempt<A>(readForm(request).params.ticket, ports);

import type { Client, Person, Ports } from '../../model/index.ts';
import { DAY_SECONDS } from './days.ts';
import { ENDPOINTS } from './endpoints.ts';

export type TicketPurpose = 'email-verification' | 'password-change';

/** A link for one person that works once. */
export interface Ticket {
  readonly purpose: TicketPurpose;
  readonly sub: string;
  readonly clientId?: string;
  /** Where the browser goes with the result. */
  readonly resultUrl?: string;
  /** The result tells the address of the user. */
  readonly tellsEmail: boolean;
  /** A new password proves the address, too. */
  readonly verifiesEmail: boolean;
}

/** What became of a ticket. */
export type TicketState = 'live' | 'used' | 'expired' | 'unknown';

interface Kept extends Ticket {
  readonly isUsed: boolean;
}

/** Five days. @see https://auth0.com/docs/api/management/v2/tickets/post-email-verification */
const LIFETIME_SECONDS = 5 * DAY_SECONDS;

const keptIn = (ports: Ports) => ports.collection<Kept>('tickets');

const ADDRESSES: Readonly<Record<TicketPurpose, string>> = {
  'email-verification': ENDPOINTS.emailVerification,
  'password-change': ENDPOINTS.resetPassword,
};

/** What a ticket may have besides its person and purpose. */
export interface TicketOptions extends Partial<Omit<Ticket, 'purpose' | 'sub' | 'clientId'>> {
  readonly client?: Client | undefined;
  readonly lifetimeSeconds?: number;
}

/** Issues a ticket. Returns its link, which ends with `#`. */
export const issueTicket = async (
  purpose: TicketPurpose,
  { sub }: Person,
  { client, lifetimeSeconds = LIFETIME_SECONDS, ...more }: TicketOptions,
  ports: Ports,
): Promise<string> => {
  const about = { tellsEmail: true, verifiesEmail: false, ...more, ...(client && { clientId: client.clientId }) };
  const ticket: Ticket = { purpose, sub, ...about };
  const id = await ports.save({ ...ticket }, lifetimeSeconds);
  await keptIn(ports).put(id, { ...ticket, isUsed: false });
  return `${ports.address(ADDRESSES[purpose])}?ticket=${id}#`;
};

/** Looks a ticket up. What is known of it outlives its use. */
export const findTicket = async (
  id: string,
  purpose: TicketPurpose,
  ports: Ports,
): Promise<{ readonly state: TicketState; readonly ticket?: Ticket }> => {
  const kept = await keptIn(ports).find(id);
  if (kept?.purpose !== purpose) return { state: 'unknown' };
  if (kept.isUsed) return { state: 'used', ticket: kept };
  return { state: (await ports.load(id)) ? 'live' : 'expired', ticket: kept };
};

/** Uses a ticket up. */
export const useTicket = async (id: string, ticket: Ticket, ports: Ports): Promise<void> =>
  keptIn(ports).put(id, { ...ticket, isUsed: true });

import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { isFromElsewhere } from './own-page.ts';
import { readForm } from './parameters.ts';

type Params = Readonly<Record<string, string>>;

/** A login on its way: the vendor's request and what the person has done about it so far. Parked between two requests. */
export interface Attempt {
  readonly flow: string;
  readonly clientId: string;
  /** The request as the app sent it. */
  readonly vendorParams: Params;
  /** The request as the protocol takes it. */
  readonly params: Params;
  /** Subject of the account that was chosen on the chooser page. */
  readonly chosen?: string;
  /** The brand account was chosen as well. */
  readonly delegated?: boolean;
  /** Scopes granted on the consent page; its presence says that the page was shown and answered. */
  readonly granted?: readonly string[];
  readonly declined?: readonly string[];
  /** The redirect URI was judged and is the client's. */
  readonly redirectUriFits?: boolean;
  /** Seconds for which the person gave permission, when they set an end. */
  readonly grantedForSeconds?: number;
  /** The engine no longer knows the session of the account: picking it has to sign in anew. */
  readonly signInAgain?: boolean;
}

/** Parks an attempt and gives its ticket. */
export const parkAttempt = (attempt: Attempt, ports: Ports): Promise<string> => ports.park({ ...attempt });

/** The attempt whose ticket a page of ours posts, and its client; undefined for a ticket that is unknown or too old, and for a page of another site. */
export const resume = async (request: LabRequest, ports: Ports): Promise<{ attempt: Attempt; client: Client } | undefined> => {
  if (isFromElsewhere(request, ports)) return undefined;
  const { ticket } = readForm(request).params;
  const parked = ticket === undefined ? undefined : await ports.unpark(ticket);
  if (typeof parked?.clientId !== 'string' || typeof parked.flow !== 'string') return undefined;
  const client = await ports.clients.find(parked.clientId);
  return client && { attempt: parked as unknown as Attempt, client };
};

/** Texts of `prompt` that the person has not dealt with yet. */
export const openPrompts = ({ params, chosen, granted }: Attempt): readonly string[] => {
  const done = new Set([...(chosen === undefined ? [] : ['select_account', 'login']), ...(granted ? ['consent'] : [])]);
  return (params.prompt ?? '').split(' ').filter((prompt) => prompt !== '' && !done.has(prompt));
};

/** The request with the prompts that are still open, but for the one that is being dealt with. */
export const openParams = (attempt: Attempt, underWay?: 'select_account'): Params => {
  const { prompt: _, ...rest } = attempt.params;
  const open = openPrompts(attempt).filter((prompt) => prompt !== underWay);
  return open.length === 0 ? rest : { ...rest, prompt: open.join(' ') };
};

import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { resumeAttempt } from '../front/tickets.ts';
import { ENDPOINTS } from './endpoints.ts';

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

/** The attempt whose ticket a page of ours posts, and its client. */
export const resume = (request: LabRequest, ports: Ports): Promise<{ attempt: Attempt; client: Client } | undefined> =>
  resumeAttempt<Attempt>(request, [ENDPOINTS.authorize], ports);

import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { resumeAttempt } from '../front/tickets.ts';
import { HOSTS } from './endpoints.ts';

type Params = Readonly<Record<string, string>>;

/** A login on its way: the vendor's request and what the person has done about it so far. Parked between two requests. */
export interface Attempt {
  readonly flow: string;
  readonly clientId: string;
  /** The request as the app sent it. */
  readonly vendorParams: Params;
  /** The request as the protocol takes it. */
  readonly params: Params;
  /** Subject of the account that signed in on the way. */
  readonly chosen?: string;
  /** Scopes that the dialog asks about. */
  readonly asking?: readonly string[];
  /** Scopes that count as granted without being asked about. */
  readonly kept?: readonly string[];
  /** Scopes granted in the dialog; its presence says that the dialog was shown and answered. */
  readonly granted?: readonly string[];
  readonly declined?: readonly string[];
  /** The redirect URI was judged and is the app's. */
  readonly redirectUriFits?: boolean;
}

/** The dialog is the same on every host. */
const PAGES = HOSTS.map((host) => `https://${host}/`);

/** The attempt whose ticket a page of ours posts, and its app. */
export const resume = (request: LabRequest, ports: Ports): Promise<{ attempt: Attempt; client: Client } | undefined> =>
  resumeAttempt<Attempt>(request, PAGES, ports);

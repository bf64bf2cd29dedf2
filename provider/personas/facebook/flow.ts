import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { type LoginAttempt, resumeAttempt } from '../front/tickets.ts';
import { HOSTS } from './endpoints.ts';

/** A login on its way at Facebook. Parked between two requests. */
export interface Attempt extends LoginAttempt {
  /** Scopes that the dialog asks about. */
  readonly asking?: readonly string[];
  /** Scopes that count as granted without being asked about. */
  readonly kept?: readonly string[];
}

/** The dialog is the same on every host. */
const PAGES = HOSTS.map((host) => `https://${host}/`);

/** The attempt whose ticket a page of ours posts, and its app. */
export const resume = (request: LabRequest, ports: Ports): Promise<{ attempt: Attempt; client: Client } | undefined> =>
  resumeAttempt<Attempt>(request, PAGES, ports);

import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { type LoginAttempt, resumeAttempt } from '../front/tickets.ts';
import { ENDPOINTS } from './endpoints.ts';

/** A login on its way at Google. Parked between two requests. */
export interface Attempt extends LoginAttempt {
  /** The brand account was chosen as well. */
  readonly delegated?: boolean;
  /** Seconds for which the person gave permission, when they set an end. */
  readonly grantedForSeconds?: number;
  /** The engine no longer knows the session of the account: picking it has to sign in anew. */
  readonly signInAgain?: boolean;
}

/** The attempt whose ticket a page of ours posts, and its client. */
export const resume = (request: LabRequest, ports: Ports): Promise<{ attempt: Attempt; client: Client } | undefined> =>
  resumeAttempt<Attempt>(request, [ENDPOINTS.authorize], ports);

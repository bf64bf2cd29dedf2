import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { type Interaction, resumeInteraction } from '../../oauth/interactions.ts';
import { ENDPOINTS } from './endpoints.ts';

/** A login on its way at Google. Parked between two requests. */
export interface GoogleInteraction extends Interaction {
  /** The brand account was chosen as well. */
  readonly delegated?: boolean;
  /** Seconds for which the person gave permission, when they set an end. */
  readonly grantedForSeconds?: number;
  /** The engine no longer knows the session of the account: picking it has to sign in anew. */
  readonly signInAgain?: boolean;
}

/** The interaction whose ticket a page of ours posts, and its client. */
export const resume = (
  request: LabRequest,
  ports: Ports,
): Promise<{ interaction: GoogleInteraction; client: Client } | undefined> =>
  resumeInteraction<GoogleInteraction>(request, [ENDPOINTS.authorize], ports);

import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { type Interaction, resumeInteraction } from '../../oauth/interactions.ts';
import { HOSTS } from './endpoints.ts';

/** A login on its way at Facebook. Parked between two requests. */
export interface FacebookInteraction extends Interaction {
  /** Scopes that the dialog asks about. */
  readonly asking?: readonly string[];
  /** Scopes that count as granted without being asked about. */
  readonly kept?: readonly string[];
}

/** The dialog is the same on every host. */
const PAGES = HOSTS.map((host) => `https://${host}/`);

/** The interaction whose ticket a page of ours posts, and its app. */
export const resume = (
  request: LabRequest,
  ports: Ports,
): Promise<{ interaction: FacebookInteraction; client: Client } | undefined> =>
  resumeInteraction<FacebookInteraction>(request, PAGES, ports);

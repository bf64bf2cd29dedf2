import type { Client, LabRequest, Ports, Reply } from '../../model/index.ts';

import type { Interaction } from '../interactions.ts';
import { firstReply } from '../steps.ts';
import { beginInteraction, resolveAuthorization } from './request.ts';
import type { AuthorizationVendor } from './vendor.ts';

/** Continues a login: shows the next page, or answers the app. Runs again after each page. */
export const proceed = async (
  vendor: AuthorizationVendor,
  { interaction, client }: { readonly interaction: Interaction; readonly client: Client },
  request: LabRequest,
  ports: Ports,
): Promise<Reply> => {
  const accounts = await ports.browser.accounts();
  const reply = await firstReply(vendor.login, { vendor, request, ports, interaction, client, accounts });
  return reply ?? vendor.pages.expired(ports);
};

/** The authorization endpoint: refuses, shows a page, or redirects to the app. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */
export const authorize = async (vendor: AuthorizationVendor, request: LabRequest, ports: Ports): Promise<Reply> => {
  const resolved = await resolveAuthorization(vendor, request, ports);
  const refused = await firstReply(vendor.arrival, resolved);
  const { client } = resolved;
  if (refused || !client) return refused ?? vendor.pages.expired(ports);
  return proceed(vendor, { interaction: beginInteraction(resolved, client), client }, request, ports);
};

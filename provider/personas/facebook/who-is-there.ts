import type { Ports, Reply } from '../../model/index.ts';
import { answerLocation, denial } from '../../oauth/authorize/respond.ts';
import type { Authorization } from '../../oauth/authorize/vendor.ts';
import { type Interaction, saveInteraction } from '../../oauth/interactions.ts';
import { redirect } from '../../oauth/replies.ts';
import { ENDPOINTS } from './endpoints.ts';
import { showSignIn } from './pages.ts';

/** The request once more, as the app sent it. */
const dialogUrl = ({ vendorParams }: Interaction, ports: Ports): string => {
  const { authorization_endpoint: path = '', configured_token: _, ...params } = vendorParams;
  return `${ports.address(new URL(path, ENDPOINTS.dialog).href)}?${new URLSearchParams(params)}`;
};

/** Somebody has to sign in: on a page of its own, at an address of its own, or on the spot. */
export const askWhoIsThere = async ({ vendor, interaction, client, ports }: Authorization): Promise<Reply> => {
  const ticket = await saveInteraction(interaction, ports);
  const cancelUrl = answerLocation({ vendor, interaction, client, payload: denial(interaction) }, ports.quiet);
  const input = { params: interaction.vendorParams, ticket, nextUrl: dialogUrl(interaction, ports), cancelUrl, client };
  const decided = ports.ask('sign-in.show', input);
  if (!decided) return showSignIn(interaction, client, ports);
  return redirect(`${ports.address(ENDPOINTS.signIn)}?${new URLSearchParams(decided.query)}`);
};

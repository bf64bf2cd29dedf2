import type { Client, Person, Ports, Reply } from '../../model/index.ts';
import type { Authorization } from '../../oauth/authorize/vendor.ts';
import { type Interaction, saveInteraction } from '../../oauth/interactions.ts';
import { redirect } from '../../oauth/replies.ts';
import { showConfirmation, showConsent, showLogin, showSignUp, showUpstream } from './pages.ts';
import type { LoginPage } from './stages.ts';

/** Shows a page: at an address of its own, or without the behaviour at once. */
const goTo = (
  { page, ticket, params, connection }: { page: LoginPage; ticket: string; params: Interaction['params']; connection?: string },
  atOnce: () => Promise<Reply> | Reply,
  ports: Ports,
): Promise<Reply> | Reply => {
  const decided = ports.ask('login.page', { page, params, ticket });
  if (!decided) return atOnce();
  const more = connection === undefined ? '' : `&connection=${encodeURIComponent(connection)}`;
  return redirect(ports.address(decided.url) + more);
};

/** The page that asks who is there: login, sign-up, or the identity provider of a connection. */
export const toLogin = async ({ interaction, client, ports }: Authorization): Promise<Reply> => {
  const { params } = interaction;
  const ticket = await saveInteraction(interaction, ports);
  const shown = { interaction, client, ticket };
  const { page, connection } = ports.decide('login.choice', { params, client }, { page: 'login' });
  const about = { page, ticket, params, ...(connection !== undefined && { connection }) };
  if (page === 'upstream' && connection !== undefined) return goTo(about, () => showUpstream(shown, connection, ports), ports);
  return goTo(about, () => (page === 'sign-up' ? showSignUp(shown, ports) : showLogin(shown, 'both', ports)), ports);
};

/** The consent page. */
export const toConsent = async (interaction: Interaction, client: Client, person: Person, ports: Ports): Promise<Reply> => {
  const asked = { ...interaction, chosen: person.sub };
  const ticket = await saveInteraction(asked, ports);
  return goTo(
    { page: 'consent', ticket, params: interaction.params },
    () => showConsent(asked, client, person, ticket, ports),
    ports,
  );
};

/** The question before a redirect to loopback or a custom scheme. */
export const toConfirmation = async ({ interaction, client, ports }: Authorization, person: Person): Promise<Reply> => {
  const ticket = await saveInteraction({ ...interaction, chosen: person.sub }, ports);
  const atOnce = () => showConfirmation(client, person, ticket, ports);
  return goTo({ page: 'confirmation', ticket, params: interaction.params }, atOnce, ports);
};

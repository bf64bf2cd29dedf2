import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { proceed } from '../../oauth/authorize/authorization.ts';
import { answerApp, denial } from '../../oauth/authorize/respond.ts';
import { loadInteraction, resumeInteraction } from '../../oauth/interactions.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { dialog } from './authorize.ts';
import { ALSO_WWW, ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted } from './facebook-route.ts';
import { showInteractionExpired, showSignIn } from './pages.ts';

/** The sign-in page. `logger_id` identifies the login. */
const show = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { logger_id: ticket } = readQuery(request).params;
  const resumed = await loadInteraction(ticket, ports);
  if (!resumed) return showInteractionExpired(ports);
  ports.note({ flow: resumed.interaction.flow, client: resumed.client.clientId });
  return showSignIn(resumed.interaction, resumed.client, ports);
};

const signIn = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { account, decision } = readForm(request).params;
  const resumed = await resumeInteraction(request, dialog.origins, ports);
  if (resumed && decision === 'deny') {
    const { interaction, client } = resumed;
    ports.note({ flow: interaction.flow, client: client.clientId });
    return answerApp({ vendor: dialog, interaction, client, payload: denial(interaction) }, ports);
  }
  const person = account === undefined ? undefined : await ports.people.find(account);
  if (!resumed || !person) return showInteractionExpired(ports);
  const { interaction, client } = resumed;
  ports.note({ flow: interaction.flow, client: client.clientId, person });
  await ports.browser.signIn(person, 'one');
  return proceed(dialog, { interaction: { ...interaction, chosen: person.sub }, client }, request, ports);
};

const handle = (request: LabRequest, ports: Ports): Promise<Reply> | Reply => {
  if (request.method === 'POST') return signIn(request, ports);
  // Without a login it is Facebook's own sign-in, which the lab does not have.
  return request.url.searchParams.has('logger_id') ? show(request, ports) : (ports.gap() ?? unrouted(request, ports));
};

/** Facebook's sign-in page and its form: signs in, then continues with the dialog or the redirect to the app. */
export const signInRoute = facebookRoute('sign-in', ['GET', 'HEAD', 'POST'], ENDPOINTS.signIn, handle, { alsoAt: ALSO_WWW });

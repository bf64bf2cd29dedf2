import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { loadInteraction } from '../../oauth/interactions.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { answerApp, denial } from './answer.ts';
import { ALSO_WWW, ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted } from './facebook-route.ts';
import { type FacebookInteraction, resume } from './flow.ts';
import { proceed } from './login.ts';
import { showInteractionExpired, showSignIn } from './pages.ts';

/** The page itself; `logger_id` says which login it belongs to. */
const show = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { logger_id: ticket } = readQuery(request).params;
  const parked = await loadInteraction<FacebookInteraction>(ticket, ports);
  if (!parked) return showInteractionExpired(ports);
  ports.note({ flow: parked.interaction.flow, client: parked.client.clientId });
  return showSignIn(parked.interaction, parked.client, ports);
};

const signIn = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { account, decision } = readForm(request).params;
  const resumed = await resume(request, ports);
  if (resumed && decision === 'deny') {
    const { interaction, client } = resumed;
    ports.note({ flow: interaction.flow, client: client.clientId });
    return answerApp({ interaction, client, payload: denial(interaction) }, ports);
  }
  const person = account === undefined ? undefined : await ports.people.find(account);
  if (!resumed || !person) return showInteractionExpired(ports);
  const { interaction, client } = resumed;
  ports.note({ flow: interaction.flow, client: client.clientId, person });
  await ports.browser.signIn(person, 'one');
  return proceed({ ...interaction, chosen: person.sub }, client, request, ports);
};

const handle = (request: LabRequest, ports: Ports): Promise<Reply> | Reply => {
  if (request.method === 'POST') return signIn(request, ports);
  return request.url.searchParams.has('logger_id') ? show(request, ports) : unrouted(request, ports);
};

/** Facebook's sign-in page and the answer to it: signs in, then goes on to the dialog or back to the app. */
export const signInRoute = facebookRoute('sign-in', ['GET', 'HEAD', 'POST'], ENDPOINTS.signIn, handle, { alsoAt: ALSO_WWW });

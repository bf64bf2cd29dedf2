import type { Client, LabRequest, Ports, Reply } from '../../model/index.ts';
import { readForm, readFormValues } from '../../oauth/parameters.ts';
import { answerApp, denial } from './answer.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type GoogleInteraction, resume } from './flow.ts';
import { googleRoute } from './google-route.ts';
import { proceed } from './login.ts';
import { DURATIONS, showInteractionExpired } from './pages.ts';
import { projectOf } from './registration.ts';
import { scopesOf } from './scopes.ts';

/** Scopes granted: all that could not be declined, and those that were ticked. */
const grantedOf = (interaction: GoogleInteraction, client: Client, request: LabRequest, ports: Ports): readonly string[] => {
  const asked = scopesOf(interaction.params.scope);
  const { optional } = ports.decide('consent.granular', { asked, params: interaction.params, client }, { optional: [] });
  const ticked = readFormValues(request, 'scope');
  return asked.filter((scope) => !optional.includes(scope) || ticked.includes(scope));
};

/** Seconds of the permission, when the person set an end to it on the page. */
const limitOf = (duration: string | undefined): number | undefined =>
  DURATIONS.find(({ value }) => value !== '' && value === duration)?.seconds;

const handle = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { decision, duration } = readForm(request).params;
  const resumed = await resume(request, ports);
  const accounts = await ports.browser.accounts();
  const index = accounts.findIndex(({ person }) => person.sub === resumed?.interaction.chosen);
  const person = accounts[index]?.person;
  if (!resumed || !person) return showInteractionExpired(ports);
  const { interaction, client } = resumed;
  ports.note({ flow: interaction.flow, client: client.clientId, person });
  const granted = decision === 'allow' ? grantedOf(interaction, client, request, ports) : [];
  if (granted.length === 0) {
    const payload = denial(interaction);
    return answerApp({ interaction, client, person, payload, authuser: index, shown: 'consent' }, ports);
  }
  await ports.consents.add(person, projectOf(client), granted);
  const declined = scopesOf(interaction.params.scope).filter((scope) => !granted.includes(scope));
  const limited = limitOf(duration);
  return proceed({ ...interaction, granted, declined, ...(limited && { grantedForSeconds: limited }) }, client, request, ports);
};

/** The answer to the consent page: remembers what was granted and sends the browser back to the app. */
export const consentRoute = googleRoute('consent', ['POST'], ENDPOINTS.consent, handle);

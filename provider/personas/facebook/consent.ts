import type { Client, LabRequest, Ports, Reply } from '../../model/index.ts';
import { readForm, readFormValues } from '../../oauth/parameters.ts';
import { answerApp, denial } from './answer.ts';
import { consentKey } from './consent-key.ts';
import { ALSO_WWW, ENDPOINTS } from './endpoints.ts';
import { facebookRoute } from './facebook-route.ts';
import { type FacebookInteraction, resume } from './flow.ts';
import { proceed } from './login.ts';
import { showInteractionExpired } from './pages.ts';
import { scopesOf } from './scopes.ts';

/** Scopes granted: of those that the dialog asked about, what could not be declined and what was ticked; and what it did not ask about. */
const grantedOf = (interaction: FacebookInteraction, client: Client, request: LabRequest, ports: Ports): readonly string[] => {
  const { asking = [], kept = [] } = interaction;
  const input = { asked: asking, params: interaction.vendorParams, client };
  const { optional } = ports.decide('consent.granular', input, { optional: [] });
  const ticked = readFormValues(request, 'scope');
  const agreed = asking.filter((scope) => !optional.includes(scope) || ticked.includes(scope));
  return scopesOf(interaction.params.scope).filter(
    (scope) => agreed.includes(scope) || (kept.includes(scope) && !asking.includes(scope)),
  );
};

const handle = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const resumed = await resume(request, ports);
  const person = (await ports.browser.accounts()).at(-1)?.person;
  if (!resumed || !person || person.sub !== resumed.interaction.chosen) return showInteractionExpired(ports);
  const { interaction, client } = resumed;
  ports.note({ flow: interaction.flow, client: client.clientId, person });
  if (readForm(request).params.decision !== 'allow')
    return answerApp({ interaction, client, person, payload: denial(interaction) }, ports);
  const key = consentKey(client);
  const granted = grantedOf(interaction, client, request, ports);
  const declined = scopesOf(interaction.params.scope).filter((scope) => !granted.includes(scope));
  await ports.consents.add(person, key, granted);
  await ports.consents.decline(person, key, declined);
  return proceed({ ...interaction, granted, declined }, client, request, ports);
};

/** The answer to the dialog: remembers what was granted and declined, and sends the browser back to the app. */
export const consentRoute = facebookRoute('consent', ['POST'], ENDPOINTS.consent, handle, { alsoAt: ALSO_WWW });

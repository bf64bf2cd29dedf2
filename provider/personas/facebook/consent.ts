import type { Client, LabRequest, Ports, Reply } from '../../model/index.ts';
import { readForm, readFormValues } from '../front/parameters.ts';
import { answerApp, denial } from './answer.ts';
import { consentKey } from './consent-key.ts';
import { ALSO_WWW, ENDPOINTS } from './endpoints.ts';
import { facebookRoute } from './facebook-route.ts';
import { type Attempt, resume } from './flow.ts';
import { proceed } from './login.ts';
import { showOver } from './pages.ts';
import { scopesOf } from './scopes.ts';

/** Scopes granted: all that could not be declined, those that were ticked, and those granted before. */
const grantedOf = (attempt: Attempt, client: Client, request: LabRequest, before: readonly string[], ports: Ports) => {
  const asked = scopesOf(attempt.params.scope);
  const { optional } = ports.decide('consent.granular', { asked, params: attempt.vendorParams, client }, { optional: [] });
  const ticked = readFormValues(request, 'scope');
  return asked.filter((scope) => !optional.includes(scope) || ticked.includes(scope) || before.includes(scope));
};

const handle = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const resumed = await resume(request, ports);
  const person = (await ports.browser.accounts()).at(-1)?.person;
  if (!resumed || !person || person.sub !== resumed.attempt.chosen) return showOver(ports);
  const { attempt, client } = resumed;
  ports.note({ flow: attempt.flow, client: client.clientId, person });
  if (readForm(request).params.decision !== 'allow')
    return answerApp({ attempt, client, person, payload: denial(attempt) }, ports);
  const key = consentKey(client);
  const granted = grantedOf(attempt, client, request, await ports.consents.read(person, key), ports);
  const declined = scopesOf(attempt.params.scope).filter((scope) => !granted.includes(scope));
  await ports.consents.add(person, key, granted);
  await ports.consents.decline(person, key, declined);
  return proceed({ ...attempt, granted, declined }, client, request, ports);
};

/** The answer to the dialog: remembers what was granted and declined, and sends the browser back to the app. */
export const consentRoute = facebookRoute('consent', ['POST'], ENDPOINTS.consent, handle, { alsoAt: ALSO_WWW });

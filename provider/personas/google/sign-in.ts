import type { LabRequest, Person, Ports, Reply } from '../../model/index.ts';
import { proceed } from '../../oauth/authorize/authorization.ts';
import { resumeInteraction } from '../../oauth/interactions.ts';
import { readForm } from '../../oauth/parameters.ts';
import { openPrompts } from '../../oauth/prompts.ts';
import { authorization } from './authorize.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';
import { showInteractionExpired } from './pages.ts';

const resume = (request: LabRequest, ports: Ports) => resumeInteraction(request, authorization.origins, ports);

/** Signs a person in to this browser, if they are not signed in or must sign in again. */
const signIn = async (person: Person, again: boolean, ports: Ports): Promise<void> => {
  const isSignedIn = (await ports.browser.accounts()).some((account) => account.person.sub === person.sub);
  if (!isSignedIn || again) await ports.browser.signIn(person);
};

const handle = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { account } = readForm(request).params;
  const resumed = await resume(request, ports);
  const person = account === undefined ? undefined : await ports.people.find(account);
  if (!resumed || !person) return showInteractionExpired(ports);
  const { interaction, client } = resumed;
  ports.note({ flow: interaction.flow, client: client.clientId, person });
  await signIn(person, interaction.signInAgain === true || openPrompts(interaction).includes('login'), ports);
  const chosen = { ...interaction, chosen: person.sub, signInAgain: false };
  return proceed(authorization, { interaction: chosen, client }, request, ports);
};

const delegate = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const resumed = await resume(request, ports);
  const accounts = await ports.browser.accounts();
  const person = accounts.find((account) => account.person.sub === resumed?.interaction.chosen)?.person;
  if (!resumed || !person) return showInteractionExpired(ports);
  const { interaction, client } = resumed;
  ports.note({ flow: interaction.flow, client: client.clientId, person });
  return proceed(authorization, { interaction: { ...interaction, delegated: true }, client }, request, ports);
};

/** Handles the form of the brand account chooser. */
export const delegateRoute = googleRoute('sign-in', ['POST'], ENDPOINTS.delegate, delegate);

/** Handles the form of the account chooser: signs in, then continues with consent or the redirect to the app. */
export const signInRoute = googleRoute('sign-in', ['POST'], ENDPOINTS.signIn, handle);

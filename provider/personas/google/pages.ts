import type { Client, Person, Ports, Reply, SignedIn } from '../../model/index.ts';
import type { Authorization } from '../../oauth/authorize/vendor.ts';

import { type Interaction, saveInteraction } from '../../oauth/interactions.ts';
import { accountChooserPage, consentPage, errorPage } from '../../pages/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import { scopeText } from './scopes.ts';

const VENDOR = 'Google';
const NONCE_LENGTH = 22;

const DAY_SECONDS = 86_400;

/** Lifetimes that a person can choose for a permission. */
const DURATIONS: readonly { readonly value: string; readonly text: string; readonly seconds?: number }[] = [
  { value: '', text: 'Until you remove it' },
  { value: '1d', text: 'For 1 day', seconds: DAY_SECONDS },
  { value: '7d', text: 'For 7 days', seconds: 7 * DAY_SECONDS },
  { value: '90d', text: 'For 90 days', seconds: 90 * DAY_SECONDS },
];

/** Returns the lifetime of the permission in seconds, if the person chose one on the page. */
export const limitSeconds = ({ duration }: Readonly<Record<string, string>>): number | undefined =>
  DURATIONS.find(({ value }) => value !== '' && value === duration)?.seconds;

const isHinted = (person: Person, hint: string | undefined): boolean =>
  hint !== undefined && (person.sub === hint || person.email.toLowerCase() === hint.toLowerCase());

/** Returns all people of the world: the hinted one first, then those signed in here, then the others. */
const offered = async (interaction: Interaction, accounts: readonly SignedIn[], ports: Ports) => {
  const signedIn = new Set(accounts.map(({ person }) => person.sub));
  const rank = (person: Person) => (isHinted(person, interaction.params.login_hint) ? 0 : signedIn.has(person.sub) ? 1 : 2);
  const living = (await ports.people.all()).filter(({ status }) => status !== 'deleted');
  const people = living.toSorted((a, b) => rank(a) - rank(b));
  return ports.decide('account.offer', { params: interaction.params, people }, { people }).people.map((person) => ({
    key: person.key,
    name: person.name,
    email: person.email,
    signedIn: signedIn.has(person.sub),
  }));
};

/** The account chooser. If the person is signed in, choosing the account signs in again, because the engine has no session. */
export const showAccountChooser = async ({ interaction, client, accounts, signedIn, ports }: Authorization): Promise<Reply> =>
  accountChooserPage({
    vendor: VENDOR,
    appName: client.name,
    action: ports.address(ENDPOINTS.signIn),
    ticket: await saveInteraction({ ...interaction, signInAgain: signedIn !== undefined }, ports),
    accounts: await offered(interaction, accounts, ports),
    nonce: ports.random(NONCE_LENGTH),
  });

/** The brand account chooser. Each account has only itself. */
export const showDelegates = async (
  interaction: Interaction,
  client: Client,
  { key, name, email }: Person,
  ports: Ports,
): Promise<Reply> =>
  accountChooserPage({
    vendor: VENDOR,
    appName: client.name,
    action: ports.address(ENDPOINTS.delegate),
    ticket: await saveInteraction(interaction, ports),
    accounts: [{ key, name, email, signedIn: true }],
    nonce: ports.random(NONCE_LENGTH),
  });

/** The consent page. */
export const showConsent = async (interaction: Interaction, client: Client, person: Person, ports: Ports): Promise<Reply> => {
  const { asking: asked = [], vendorParams: params } = interaction;
  const { optional } = ports.decide('consent.granular', { asked, params, client }, { optional: [] });
  return consentPage({
    vendor: VENDOR,
    appName: client.name,
    email: person.email,
    action: ports.address(ENDPOINTS.consent),
    ticket: await saveInteraction({ ...interaction, chosen: person.sub }, ports),
    scopes: asked.map((scope) => ({ scope, text: scopeText(scope), optional: optional.includes(scope) })),
    durations: DURATIONS,
    nonce: ports.random(NONCE_LENGTH),
  });
};

/** The error page, for errors that Google does not return to the app. */
export const showError = (
  error: { status: number; error: string; description: string; title?: string },
  details: readonly string[],
  ports: Ports,
): Reply =>
  errorPage({
    vendor: VENDOR,
    title: error.title ?? 'Access blocked: Authorization Error',
    line: `Error ${error.status}: ${error.error}`,
    description: error.description,
    details,
    status: error.status,
    nonce: ports.random(NONCE_LENGTH),
  });

/** The page for a form of an expired interaction. */
export const showInteractionExpired = (ports: Ports): Reply =>
  showError(
    {
      status: 400,
      error: 'invalid_request',
      title: 'This sign-in is over',
      description: 'It took too long, was finished already, or began in another browser. Start again from the app.',
    },
    [],
    ports,
  );

import type { Client, Person, Ports, Reply } from '../../model/index.ts';
import { type Interaction, saveInteraction } from '../../oauth/interactions.ts';
import { accountChooserPage, consentPage, errorPage, type PageTheme } from '../../pages/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import { scopeText } from './scopes.ts';

const VENDOR = 'Facebook';
const NONCE_LENGTH = 22;

const THEME: PageTheme = {
  light: { lead: '#0a66e0', leadInk: '#ffffff', back: '#f0f2f5', brand: '#0a66e0' },
  dark: { lead: '#75b0ff', leadInk: '#06182f', back: '#18191a', brand: '#75b0ff' },
};

/** The sign-in page. */
export const showSignIn = async (interaction: Interaction, client: Client, ports: Ports): Promise<Reply> => {
  const living = (await ports.people.all()).filter(({ status }) => status !== 'deleted');
  const { people } = ports.decide('account.offer', { params: interaction.params, people: living }, { people: living });
  return accountChooserPage({
    vendor: VENDOR,
    theme: THEME,
    appName: client.name,
    action: ports.address(ENDPOINTS.signIn),
    ticket: await saveInteraction(interaction, ports),
    title: 'Log in to Facebook',
    cancel: 'Not now',
    accounts: people.map(({ key, name, email }) => ({ key, name, email, signedIn: false })),
    nonce: ports.random(NONCE_LENGTH),
  });
};

const wordsFor = ({ name }: Client, { givenName }: Person) => ({
  title: `Continue to ${name}?`,
  legend: `${name} is requesting access to:`,
  allow: `Continue as ${givenName}`,
  deny: 'Cancel',
});

/** The dialog: the consent page. */
export const showConsent = async (interaction: Interaction, client: Client, person: Person, ports: Ports): Promise<Reply> => {
  const asked = interaction.asking ?? [];
  const { optional } = ports.decide('consent.granular', { asked, params: interaction.vendorParams, client }, { optional: [] });
  return consentPage({
    vendor: VENDOR,
    theme: THEME,
    appName: client.name,
    email: person.email,
    action: ports.address(ENDPOINTS.consent),
    ticket: await saveInteraction({ ...interaction, chosen: person.sub }, ports),
    words: wordsFor(client, person),
    scopes: asked.map((scope) => ({ scope, text: scopeText(scope), optional: optional.includes(scope) })),
    nonce: ports.random(NONCE_LENGTH),
  });
};

/** Returns the title of a text: `URL Blocked` of `URL Blocked: …`. */
const titleOf = ({ error, description }: { error: string; description: string }): string =>
  /^([^:.]{1,60}):\s/.exec(description)?.[1] ?? error;

/** The error page, for errors that Facebook does not return to the app. */
export const showError = (error: { status: number; error: string; description: string }, ports: Ports): Reply =>
  errorPage({
    vendor: VENDOR,
    theme: THEME,
    title: titleOf(error),
    line: /^\d+$/.test(error.error) ? `Error code ${error.error}` : error.error,
    description: error.description,
    details: [],
    status: error.status,
    nonce: ports.random(NONCE_LENGTH),
  });

/** The page for a form of an expired interaction. */
export const showInteractionExpired = (ports: Ports): Reply =>
  showError(
    {
      status: 400,
      error: 'This login is over',
      description: 'It took too long, was finished already, or began in another browser. Start again from the app.',
    },
    ports,
  );

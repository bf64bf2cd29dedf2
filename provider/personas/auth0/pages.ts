import type { AuthorizeRefusal, Client, OauthFailure, Person, Ports, Reply } from '../../model/index.ts';
import { answerApp } from '../../oauth/authorize/respond.ts';
import type { AuthorizationVendor, Refused } from '../../oauth/authorize/vendor.ts';
import type { Interaction } from '../../oauth/interactions.ts';
import { redirect } from '../../oauth/replies.ts';
import { consentPage, errorPage, type LoginForm, loginPage, type PageTheme } from '../../pages/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import { connectionsOf, DATABASE, registrationOf } from './registration.ts';
import type { SignUpProblem } from './sign-up.ts';
import type { LoginPage } from './stages.ts';

export const VENDOR = 'Auth0';
export const NONCE_LENGTH = 22;

export const THEME: PageTheme = {
  light: { lead: '#635dff', leadInk: '#ffffff', back: '#f6f4fb', brand: '#3b3486' },
  dark: { lead: '#b8b4ff', leadInk: '#17143a', back: '#15141c', brand: '#b8b4ff' },
};

const ADDRESSES: Readonly<Record<LoginPage, string>> = {
  login: ENDPOINTS.login,
  'sign-up': ENDPOINTS.signUp,
  consent: ENDPOINTS.consent,
  confirmation: ENDPOINTS.confirmation,
  upstream: ENDPOINTS.federated,
};

/** Where the form of a page posts. */
export const actionOf = (page: LoginPage, ports: Ports): string => ports.address(ADDRESSES[page]);

/** Names of the connections with a button of their own. */
const CONNECTION_NAMES: Readonly<Record<string, string>> = { 'google-oauth2': 'Google', facebook: 'Facebook' };

export const connectionName = (connection: string): string => CONNECTION_NAMES[connection] ?? connection;

const offered = async (interaction: Interaction, ports: Ports): Promise<LoginForm['accounts']> => {
  const living = (await ports.people.all()).filter(({ status }) => status !== 'deleted');
  const { people } = ports.decide('account.offer', { params: interaction.params, people: living }, { people: living });
  return people.map(({ key, name, email }) => ({ key, name, email, signedIn: false }));
};

/** A page of a login, and what was wrong before. */
export interface Shown {
  readonly interaction: Interaction;
  readonly client: Client;
  readonly ticket: string;
  readonly problem?: string;
  /** The address that was typed. */
  readonly typed?: string;
}

const EMAIL = { name: 'username', type: 'text', label: 'Email address', autocomplete: 'username' } as const;
const PASSWORD = { name: 'password', type: 'password', label: 'Password', autocomplete: 'current-password' } as const;
const NEW_EMAIL = { name: 'email', type: 'email', label: 'Email address', autocomplete: 'email' } as const;
const NEW_PASSWORD = { ...PASSWORD, autocomplete: 'new-password' } as const;

const base = async (page: LoginPage, { interaction, client, ticket, problem }: Shown, ports: Ports) => ({
  ...{ vendor: VENDOR, theme: THEME, appName: client.name, ticket, nonce: ports.random(NONCE_LENGTH) },
  action: `${actionOf(page, ports)}?state=${ticket}`,
  accounts: page === 'sign-up' ? [] : await offered(interaction, ports),
  ...(problem !== undefined && { problem, status: 400 }),
});

/** What a user of the database connection may do besides logging in. */
const databaseLinks = (client: Client, ticket: string, ports: Ports): LoginForm['links'] => [
  { href: `${ports.address(`${ENDPOINTS.resetRequest}/${DATABASE}`)}?state=${ticket}`, text: 'Forgot password?' },
  ...(registrationOf(client).signUpDisabled ? [] : [{ href: `${actionOf('sign-up', ports)}?state=${ticket}`, text: 'Sign up' }]),
];

/** The login form: with both fields, or with the address or the password alone (identifier first). */
export const showLogin = async (shown: Shown, fields: 'both' | 'identifier' | 'password', ports: Ports): Promise<Reply> => {
  const { interaction, client, ticket, typed = interaction.params.login_hint ?? '' } = shown;
  const hasDatabase = connectionsOf(client).includes(DATABASE);
  const email = { ...EMAIL, value: typed };
  const names = { both: [email, PASSWORD], identifier: [email], password: [email, PASSWORD] } as const;
  return loginPage({
    ...(await base('login', shown, ports)),
    title: fields === 'password' ? 'Enter your password' : 'Welcome',
    fields: hasDatabase ? names[fields] : [],
    submit: 'Continue',
    connections: connectionsOf(client)
      .filter((connection) => connection !== DATABASE)
      .map((name) => ({ name, text: `Continue with ${connectionName(name)}` })),
    links: hasDatabase ? databaseLinks(client, ticket, ports) : [],
  });
};

/** What the sign-up page says of a problem. */
export const signUpWords = (problem: SignUpProblem): string => {
  switch (problem.kind) {
    case 'email':
      return 'Please enter a valid email address';
    case 'missing':
      return 'Password is required';
    case 'weak':
      return [problem.violation.message, problem.violation.policy].filter(Boolean).join('\n');
    case 'disabled':
      return 'Sign up is disabled for this application';
    case 'refused-by-lab':
      return problem.why;
    default:
      return 'Something went wrong, please try again later';
  }
};

/** The sign-up form. */
export const showSignUp = async (shown: Shown, ports: Ports): Promise<Reply> =>
  loginPage({
    ...(await base('sign-up', shown, ports)),
    title: 'Sign up',
    fields: [{ ...NEW_EMAIL, value: shown.typed ?? shown.interaction.params.login_hint ?? '' }, NEW_PASSWORD],
    submit: 'Continue',
    connections: [],
    links: [{ href: `${actionOf('login', ports)}?state=${shown.ticket}`, text: 'Log in' }],
  });

/** The page of an upstream identity provider, for which the lab stands in. */
export const showUpstream = async (shown: Shown, connection: string, ports: Ports): Promise<Reply> =>
  loginPage({
    ...(await base('upstream', shown, ports)),
    action: `${actionOf('upstream', ports)}?state=${shown.ticket}&connection=${encodeURIComponent(connection)}`,
    title: `Sign in with ${connectionName(connection)}`,
    ...{ fields: [], submit: '', connections: [], links: [] },
  });

const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'Profile: access to your profile and email',
  email: 'Email: access to your email address',
  offline_access: 'Offline access: access while you are away',
};

/** The consent page. */
export const showConsent = (interaction: Interaction, client: Client, person: Person, ticket: string, ports: Ports): Reply =>
  consentPage({
    ...{ vendor: VENDOR, theme: THEME, appName: client.name, email: person.email, ticket },
    action: `${actionOf('consent', ports)}?state=${ticket}`,
    words: {
      title: 'Authorize App',
      legend: `${client.name} is requesting access to your account:`,
      allow: 'Accept',
      deny: 'Decline',
    },
    scopes: (interaction.asking ?? []).map((scope) => ({ scope, text: SCOPE_TEXTS[scope] ?? scope, optional: false })),
    nonce: ports.random(NONCE_LENGTH),
  });

/** The question before the browser goes back to an address that any program could own. */
export const showConfirmation = (client: Client, person: Person, ticket: string, ports: Ports): Reply =>
  consentPage({
    ...{ name: 'confirmation', vendor: VENDOR, theme: THEME, appName: client.name, email: person.email, ticket },
    action: `${actionOf('confirmation', ports)}?state=${ticket}`,
    words: {
      title: 'Confirm your login',
      legend: `You are about to log in to ${client.name} with your existing session.`,
      allow: 'Continue',
      deny: 'Cancel',
    },
    scopes: [],
    nonce: ports.random(NONCE_LENGTH),
  });

/** The error page, for errors that no app gets to see. */
export const showError = ({ status, error, description }: AuthorizeRefusal, ports: Ports): Reply =>
  errorPage({
    vendor: VENDOR,
    theme: THEME,
    title: 'Oops!, something went wrong',
    line: `${error}: ${description}`,
    description:
      'There could be a misconfiguration in the system or a service outage. We track these errors automatically, but if the problem persists feel free to contact us.',
    details: [],
    status,
    nonce: ports.random(NONCE_LENGTH),
  });

const TRACKING_LENGTH = 20;

const shown = (refusal: AuthorizeRefusal, params: Readonly<Record<string, string>>, ports: Ports): Reply => {
  const decided = ports.ask('error.page', { refusal, params, tracking: ports.random(TRACKING_LENGTH) });
  return decided ? redirect(decided.url) : showError(refusal, ports);
};

/** A refusal: an error for the app, at its callback and in the response mode that it asked for, or a page. */
export const refuseBy =
  (vendor: () => AuthorizationVendor) =>
  (refusal: AuthorizeRefusal, { params, client, redirectUriFits }: Refused, ports: Ports): Reply => {
    if (refusal.tells !== 'app' || !client || !redirectUriFits) return shown(refusal, params, ports);
    const interaction = { flow: '', clientId: client.clientId, vendorParams: params, params, redirectUriFits };
    const { error, description } = refusal;
    const state = params.state === undefined ? {} : { state: params.state };
    return answerApp(
      { vendor: vendor(), interaction, client, payload: { error, error_description: description, ...state } },
      ports,
    );
  };

/** The plain engine's response to a request that cannot be answered by redirect. */
export const refusePlainly = ({ error, description }: OauthFailure, ports: Ports): Reply =>
  errorPage({
    ...{ vendor: VENDOR, theme: THEME, title: 'Error', line: `Error 400: ${error}` },
    description: description ?? '',
    details: [],
    status: 400,
    nonce: ports.random(NONCE_LENGTH),
  });

/** Auth0's words for a login page without a login. */
export const LOST =
  "You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some issue with cookies, since we couldn't find your session. Try logging in again from the application and if the problem persists please contact the administrator.";

/** The page for a form of a login that is over. */
export const showInteractionExpired = (ports: Ports): Reply =>
  showError({ status: 400, error: 'invalid_request', description: LOST }, ports);

import type { LabRequest, Person, Ports, Reply } from '../../model/index.ts';
import { proceed } from '../../oauth/authorize/authorization.ts';
import { answerApp, denial } from '../../oauth/authorize/respond.ts';
import { answerConsent } from '../../oauth/consent.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { redirect } from '../../oauth/replies.ts';
import { auth0Route } from './auth0-route.ts';
import { authorization } from './authorize.ts';
import { CONFIRMED_PARAM } from './confirmation.ts';
import { ENDPOINTS } from './endpoints.ts';
import { sendVerification } from './mails.ts';
import { actionOf, showConfirmation, showConsent, showLogin, showSignUp, showUpstream, signUpWords } from './pages.ts';
import { checkPassword } from './passwords.ts';
import { connectionsOf, DATABASE, registrationOf } from './registration.ts';
import { signIn, signInUpstream, upstreamPerson } from './sessions.ts';
import { isProblem, signUp } from './sign-up.ts';
import { findTransaction, finish, type Transaction } from './transaction.ts';

type Handler = (transaction: Transaction, request: LabRequest, ports: Ports) => Promise<Reply>;

const WRONG = 'Wrong email or password';
const BLOCKED = 'Your account has been blocked after multiple consecutive login attempts.';

/** Signs in, and goes on to consent or back to the app. */
const complete = async (
  { interaction, client, ticket }: Transaction,
  person: Person,
  connection: string,
  request: LabRequest,
  ports: Ports,
): Promise<Reply> => {
  ports.note({ person });
  await signIn(person, connection, request.headers['user-agent'], ports);
  await finish(ticket, ports);
  return proceed(authorization, { interaction: { ...interaction, chosen: person.sub }, client }, request, ports);
};

/** Goes to the identity provider of a connection. */
const goUpstream = (ticket: string, connection: string, ports: Ports): Reply =>
  redirect(`${actionOf('upstream', ports)}?state=${ticket}&connection=${encodeURIComponent(connection)}`);

const byPassword: Handler = async (transaction, request, ports) => {
  const { username = '', password = '' } = readForm(request).params;
  const found = username === '' ? undefined : await ports.people.find(username);
  const result = await checkPassword(found, password, transaction.client, ports);
  if (result === 'right' && found) return complete(transaction, found, DATABASE, request, ports);
  return showLogin({ ...transaction, typed: username, problem: result === 'blocked' ? BLOCKED : WRONG }, 'both', ports);
};

/** A form of the login page: an account by one press, another connection, or an address and a password. */
const answerLogin: Handler = async (transaction, request, ports) => {
  const { account, connection, username = '', password } = readForm(request).params;
  if (connection !== undefined && connectionsOf(transaction.client).includes(connection))
    return goUpstream(transaction.ticket, connection, ports);
  const person = account === undefined ? undefined : await ports.people.find(account);
  if (person) return complete(transaction, person, DATABASE, request, ports);
  if (password === undefined) return showLogin({ ...transaction, typed: username }, 'password', ports);
  return byPassword(transaction, request, ports);
};

const answerSignUp: Handler = async (transaction, request, ports) => {
  const { email = '', password = '' } = readForm(request).params;
  const { client } = transaction;
  const made = registrationOf(client).signUpDisabled ? ({ kind: 'disabled' } as const) : await signUp({ email, password }, ports);
  if (isProblem(made)) return showSignUp({ ...transaction, typed: email, problem: signUpWords(made) }, ports);
  await sendVerification(made, client, ports);
  return complete(transaction, made, DATABASE, request, ports);
};

const connectionAt = (request: LabRequest): string => readQuery(request).params.connection ?? '';

/** The identity provider, for which the lab stands in: whoever is signed in there goes on at once. */
const showOrPass: Handler = async (transaction, request, ports) => {
  const connection = connectionAt(request);
  const known = await upstreamPerson(request.headers.cookie, connection, ports);
  return known ? complete(transaction, known, connection, request, ports) : showUpstream(transaction, connection, ports);
};

const answerUpstream: Handler = async (transaction, request, ports) => {
  const connection = connectionAt(request);
  const { account = '' } = readForm(request).params;
  const person = connectionsOf(transaction.client).includes(connection) ? await ports.people.find(account) : undefined;
  if (!person) return showUpstream(transaction, connection, ports);
  const cookie = await signInUpstream(person, connection, ports);
  const reply = await complete(transaction, person, connection, request, ports);
  return { ...reply, headers: [...reply.headers, ['Set-Cookie', cookie]] };
};

/** The person of a page after the sign-in. */
const personOf = async ({ interaction }: Transaction, ports: Ports): Promise<Person | undefined> =>
  (await ports.browser.accounts()).find(({ person }) => person.sub === interaction.chosen)?.person;

const show: Readonly<Record<string, Handler>> = {
  login: (transaction, _, ports) => showLogin(transaction, 'both', ports),
  identifier: (transaction, _, ports) => showLogin(transaction, 'identifier', ports),
  password: (transaction, _, ports) => showLogin(transaction, 'password', ports),
  signUp: (transaction, _, ports) => showSignUp(transaction, ports),
};

const pageAt = (endpoint: 'sign-in' | 'sign-up', vendorUrl: string, shown: Handler, answered: Handler) =>
  auth0Route(endpoint, ['GET', 'HEAD', 'POST'], vendorUrl, async (request, ports) => {
    const transaction = await findTransaction(request, ports);
    if ('status' in transaction) return transaction;
    return (request.method === 'POST' ? answered : shown)(transaction, request, ports);
  });

/** A page for a person who is signed in already, and its form. */
const decisionAt = (
  vendorUrl: string,
  shown: (transaction: Transaction, person: Person, ports: Ports) => Reply,
  answered: Handler,
) =>
  auth0Route('consent', ['GET', 'HEAD', 'POST'], vendorUrl, async (request, ports) => {
    const transaction = await findTransaction(request, ports);
    if ('status' in transaction) return transaction;
    const person = await personOf(transaction, ports);
    if (!person) return authorization.pages.expired(ports);
    ports.note({ person });
    return request.method === 'POST' ? answered(transaction, request, ports) : shown(transaction, person, ports);
  });

const answerConsentPage: Handler = async ({ ticket }, request, ports) => {
  const reply = await answerConsent(authorization, request, ports);
  await finish(ticket, ports);
  return reply;
};

const answerConfirmation: Handler = async ({ interaction, client, ticket }, request, ports) => {
  await finish(ticket, ports);
  if (readForm(request).params.decision !== 'allow')
    return answerApp({ vendor: authorization, interaction, client, payload: denial(interaction) }, ports);
  const confirmed = { ...interaction, vendorParams: { ...interaction.vendorParams, [CONFIRMED_PARAM]: '1' } };
  return proceed(authorization, { interaction: confirmed, client }, request, ports);
};

export const universalLoginRoutes = [
  pageAt('sign-in', ENDPOINTS.login, show.login as Handler, answerLogin),
  pageAt('sign-in', ENDPOINTS.loginIdentifier, show.identifier as Handler, answerLogin),
  pageAt('sign-in', ENDPOINTS.loginPassword, show.password as Handler, answerLogin),
  pageAt('sign-up', ENDPOINTS.signUp, show.signUp as Handler, answerSignUp),
  pageAt('sign-in', ENDPOINTS.federated, showOrPass, answerUpstream),
  decisionAt(
    ENDPOINTS.consent,
    ({ interaction, client, ticket }, person, ports) => showConsent(interaction, client, person, ticket, ports),
    answerConsentPage,
  ),
  decisionAt(
    ENDPOINTS.confirmation,
    ({ client, ticket }, person, ports) => showConfirmation(client, person, ticket, ports),
    answerConfirmation,
  ),
];

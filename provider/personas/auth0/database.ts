import type { Client, LabRequest, Ports, Reply } from '../../model/index.ts';
import { because, fixOf } from '../../oauth/authorize/arrival.ts';
import { isJson, readForm, readJsonForm } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { auth0Route } from './auth0-route.ts';
import { ENDPOINTS } from './endpoints.ts';
import { sendPasswordChange, sendVerification } from './mails.ts';
import { withinLimit } from './rate-limit.ts';
import { connectionsOf, registrationOf } from './registration.ts';
import { isEmail, isProblem, LONGEST_TEXT, type NewUser, type SignUpProblem, signUp } from './sign-up.ts';
import { isSocial } from './user.ts';
import { nameUser } from './users.ts';

type Params = Readonly<Record<string, string>>;

const read = (request: LabRequest): Params => ({
  ...readForm(request).params,
  ...(isJson(request) && readJsonForm(request, true)),
});

/** The members of a JSON object in a parameter. */
const objectIn = (text: string | undefined): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // no object: Auth0 keeps none
  }
};

const refuse = (problem: SignUpProblem, params: Params, client: Client | undefined, ports: Ports): Reply => {
  const plain = { status: 400, body: { error: 'invalid_request', error_description: problem.kind } };
  const decided = ports.decide('sign-up.refuse', { problem, params, ...(client && { client }) }, plain);
  return because(jsonReply(decided.status, decided.body), fixOf(decided, client));
};

/** `{"error":"email is required"}` */
const missingIn = (params: Params, names: readonly string[]): SignUpProblem | undefined => {
  const parameter = names.find((name) => !params[name]);
  return parameter === undefined ? undefined : { kind: 'missing', parameter };
};

/** A connection that is off for a client, or has no passwords. */
const lacksDatabase = (client: Client, connection: string): boolean =>
  !connectionsOf(client).includes(connection) || isSocial(connection);

/** What is wrong before anybody looks at the address. */
const problemOf = (params: Params, client: Client | undefined): SignUpProblem | undefined => {
  const missing = missingIn(params, ['client_id', 'connection', 'email', 'password']);
  if (missing) return missing;
  if (!client) return { kind: 'client' };
  const { connection = '' } = params;
  if (lacksDatabase(client, connection)) return { kind: 'connection', connection };
  return registrationOf(client).signUpDisabled ? { kind: 'disabled' } : undefined;
};

const userFrom = ({ email = '', password = '', given_name: givenName, family_name: familyName }: Params): NewUser => ({
  ...{ email, password },
  ...(givenName && { givenName }),
  ...(familyName && { familyName }),
});

/** What a sign-up tells beyond the person. */
const moreIn = ({ user_metadata, username, phone_number }: Params) => {
  const userMetadata = objectIn(user_metadata);
  const profile = { ...(username && { username }), ...(phone_number && { phone_number }) };
  return { ...(userMetadata && { userMetadata }), ...(Object.keys(profile).length > 0 && { profile }) };
};

const answerSignUp = async (params: Params, ports: Ports): Promise<Reply> => {
  const client = params.client_id === undefined ? undefined : await ports.clients.find(params.client_id);
  ports.note({ ...(client && { client: client.clientId }) });
  const problem = problemOf(params, client);
  if (problem) return refuse(problem, params, client, ports);
  const made = await signUp(userFrom(params), ports);
  if (isProblem(made)) return refuse(made, params, client, ports);
  ports.note({ person: made });
  const more = moreIn(params);
  await nameUser(made, more, ports);
  await sendVerification(made, client, ports);
  const plain = { status: 201, body: { sub: made.sub, email: made.email, email_verified: made.emailVerified } };
  const decided = ports.decide('sign-up.reply', { person: made, params, ...more }, plain);
  return jsonReply(decided.status, decided.body);
};

const changeProblem = (params: Params, client: Client | undefined): SignUpProblem | undefined => {
  const missing = missingIn(params, ['email', 'connection']);
  if (missing) return missing;
  if (params.client_id !== undefined && !client) return { kind: 'client' };
  const { connection = '', email = '' } = params;
  if (client && lacksDatabase(client, connection)) return { kind: 'connection', connection };
  return isEmail(email) ? undefined : { kind: 'email' };
};

const PLAIN_SENT = { status: 202, headers: [], body: '' } as const;

const answerChangePassword = async (params: Params, ports: Ports): Promise<Reply> => {
  const client = params.client_id === undefined ? undefined : await ports.clients.find(params.client_id);
  ports.note({ ...(client && { client: client.clientId }) });
  const problem = changeProblem(params, client);
  if (problem) return refuse(problem, params, client, ports);
  const person = await ports.people.find(params.email ?? '');
  if (person) ports.note({ person });
  if (person && person.status !== 'deleted') await sendPasswordChange(person, client, ports);
  return ports.decide('change-password.reply', { isKnown: person !== undefined }, { reply: PLAIN_SENT }).reply;
};

const emailIn = ({ email = '' }: Params): string => email.toLowerCase().slice(0, LONGEST_TEXT);

export const databaseRoutes = [
  auth0Route('database-sign-up', ['POST'], ENDPOINTS.databaseSignUp, (request, ports) =>
    withinLimit('database-sign-up', 'everybody', ports, () => answerSignUp(read(request), ports)),
  ),
  auth0Route('change-password', ['POST'], ENDPOINTS.changePassword, (request, ports) =>
    withinLimit('change-password', emailIn(read(request)), ports, () => answerChangePassword(read(request), ports)),
  ),
];

import type { PersonChanges, Ports, Reply } from '../../../model/index.ts';
import { sendVerification } from '../mails.ts';
import { unblock } from '../passwords.ts';
import { DATABASE } from '../registration.ts';
import { endAllOutdated } from '../sessions.ts';
import { isProblem, policyProblem, type SignUpProblem, signUp } from '../sign-up.ts';
import { isSocial, userIdOf } from '../user.ts';
import { allUsers, changeFacts, findUser, nameUser, removeUser, type User, type UserFacts } from '../users.ts';
import { deleted, json, type ManagementCall, managementAt } from './call.ts';
import { inexistentUser, invalidBody, ManagementError } from './error.ts';
import { page, readPages } from './lists.ts';
import { showUser } from './user-object.ts';
import { searchFor } from './user-search.ts';
import { checkBody, type Members, readQueryAs } from './validation.ts';

type Json = Readonly<Record<string, unknown>>;

const FIELDS: Members = {
  fields: { type: 'string', about: 'Comma-separated list of fields to include or exclude.' },
  include_fields: { type: 'boolean', about: 'Whether specified fields are to be included (true) or excluded (false).' },
};

const LIST: Members = {
  ...FIELDS,
  sort: { type: 'string', about: 'Field to sort by. Use field:order.' },
  connection: { type: 'string', about: 'Connection filter. Only applies when using search_engine=v1.' },
  q: { type: 'string', about: 'Query in Lucene query string syntax.' },
  search_engine: { type: 'string', about: 'The version of the search engine' },
  primary_order: { type: 'boolean', about: 'If true (default), results are returned in a deterministic order.' },
};

/** What both a new user and a change may have. */
const MEMBERS: Members = {
  email: { type: 'string', about: "The user's email", format: 'email' },
  phone_number: { type: 'string', about: "The user's phone number" },
  user_metadata: { type: 'object', about: 'Data related to the user that does not affect the application core functionality' },
  app_metadata: { type: 'object', about: 'Data related to the user that does affect the application core functionality' },
  blocked: { type: 'boolean', about: 'Whether this user was blocked by an administrator or not' },
  email_verified: { type: 'boolean', about: 'Whether this email address is verified or not' },
  given_name: { type: 'string', about: "The user's given name(s)", min: 1, max: 150 },
  family_name: { type: 'string', about: "The user's family name(s)", min: 1, max: 150 },
  name: { type: 'string', about: "The user's full name", min: 1, max: 300 },
  nickname: { type: 'string', about: "The user's nickname", min: 1, max: 300 },
  picture: { type: 'string', about: "A URI pointing to the user's picture", format: 'uri' },
  connection: { type: 'string', about: 'Name of the connection this user should be created in', min: 1 },
  password: { type: 'string', about: 'Initial password for this user', min: 1, max: 256 },
  verify_email: { type: 'boolean', about: 'Whether the user will receive a verification email' },
  username: { type: 'string', about: "The user's username", min: 1, max: 128 },
};

const CREATE: Members = {
  ...MEMBERS,
  connection: { type: 'string', about: 'Name of the connection this user should be created in', min: 1, required: true },
  user_id: { type: 'string', about: 'The external user id provided by the identity provider', max: 255 },
};

const CHANGE: Members = {
  ...MEMBERS,
  verify_password: { type: 'boolean', about: 'Whether this user will receive a verification email after changing the password' },
  client_id: { type: 'string', about: 'Auth0 client ID. Only valid when updating email address', max: 64 },
};

const TO_PROFILE = ['phone_number', 'name', 'nickname', 'picture', 'username', 'given_name', 'family_name'] as const;

const profileIn = (body: Json): Json =>
  Object.fromEntries(TO_PROFILE.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]] as const])));

export const userAt = async ({ path, ports }: Pick<ManagementCall, 'path' | 'ports'>): Promise<User> => {
  const user = await findUser(path.id ?? '', ports);
  if (!user) throw inexistentUser();
  ports.note({ person: user.person });
  return user;
};

const sorted = (users: readonly Json[], sort: unknown): readonly Json[] => {
  const [, field = '', order] = /^([\w.]+):(-?1)$/.exec(String(sort ?? '')) ?? [];
  if (field === '') return users;
  return users.toSorted((one, other) => String(one[field] ?? '').localeCompare(String(other[field] ?? '')) * Number(order));
};

const list = async ({ query, ports }: ManagementCall): Promise<Reply> => {
  const asked = readPages(query, LIST);
  const whole = (await allUsers(ports)).map((user) => ({ user, shown: showUser(user, ports) }));
  const fits = typeof asked.q === 'string' && asked.q.trim() !== '' ? searchFor(asked.q) : () => true;
  const found = whole.filter(
    ({ user, shown }) => fits({ ...shown }) && [undefined, user.connection].includes(asked.connection as string),
  );
  const order = sorted(
    found.map(({ shown }) => shown),
    asked.sort,
  );
  const byShown = new Map(found.map(({ user, shown }) => [shown, user]));
  const items = order.flatMap((shown) => {
    const user = byShown.get(shown);
    return user ? [showUser(user, ports, asked)] : [];
  });
  return page('users', items, asked, ports);
};

const byEmail = async ({ query, ports }: ManagementCall): Promise<Reply> => {
  const asked = readQueryAs(query, {
    ...FIELDS,
    email: { type: 'string', about: 'Email address to search for', required: true },
  });
  const users = (await allUsers(ports)).filter(({ person }) => person.email !== '' && person.email.toLowerCase() === asked.email);
  return json(
    200,
    users.map((user) => showUser(user, ports, asked)),
  );
};

const read = async (call: ManagementCall): Promise<Reply> => {
  const asked = readQueryAs(call.query, FIELDS);
  return json(200, showUser(await userAt(call), call.ports, asked));
};

const inexistentConnection = (): ManagementError =>
  new ManagementError(404, 'The connection does not exist.', 'inexistent_connection');

const ERRORS: Readonly<Partial<Record<SignUpProblem['kind'], () => ManagementError>>> = {
  exists: () => new ManagementError(409, 'The user already exists.', 'auth0_idp_error'),
  missing: () => invalidBody("'Missing required property: password'."),
  email: () => invalidBody("'Missing required property: email'."),
};

const errorOf = (problem: SignUpProblem): ManagementError => {
  if (problem.kind === 'weak') return new ManagementError(400, `${problem.violation.name}: ${problem.violation.message}`);
  if (problem.kind === 'refused-by-lab') return new ManagementError(400, problem.why);
  return ERRORS[problem.kind]?.() ?? new ManagementError(400, 'Bad Request');
};

const factsIn = (body: Json): Partial<UserFacts> => ({
  ...(body.user_metadata !== undefined && { userMetadata: body.user_metadata as Json }),
  ...(body.app_metadata !== undefined && { appMetadata: body.app_metadata as Json }),
  ...(Object.keys(profileIn(body)).length > 0 && { profile: profileIn(body) }),
});

const create = async ({ body, client, ports }: ManagementCall): Promise<Reply> => {
  checkBody(body, CREATE);
  if (isSocial(String(body.connection)))
    throw new ManagementError(400, 'Cannot create users for this connection type.', 'operation_not_supported');
  if (body.connection !== DATABASE) throw inexistentConnection();
  if (body.password === undefined) throw errorOf({ kind: 'missing', parameter: 'password' });
  const emailVerified = body.email_verified === true;
  const made = await signUp({ email: String(body.email ?? ''), password: String(body.password), emailVerified }, ports);
  if (isProblem(made)) throw errorOf(made);
  await nameUser(made, factsIn(body), ports);
  if (body.blocked === true) await ports.people.change(made, { status: 'disabled' });
  if (body.verify_email ?? !emailVerified) await sendVerification(made, client, ports);
  const user = await findUser(userIdOf(made), ports);
  if (!user) throw inexistentUser();
  ports.note({ person: user.person });
  return json(201, showUser(user, ports));
};

/** Members of the first level are merged; `null` removes one, and `{}` all. */
const merged = (before: Json | undefined, change: unknown): Json => {
  const changes = change as Json;
  if (Object.keys(changes).length === 0) return {};
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null));
};

const personChanges = ({ person }: User, body: Json): PersonChanges => {
  const status = body.blocked === undefined ? undefined : body.blocked ? ('disabled' as const) : ('active' as const);
  const isChange = status !== undefined && (status === 'disabled') !== (person.status === 'disabled');
  const isNewEmail = typeof body.email === 'string' && body.email.toLowerCase() !== person.email.toLowerCase();
  return {
    ...(isChange && { status }),
    ...(isNewEmail && { email: String(body.email).toLowerCase(), emailVerified: false }),
    ...(body.email_verified !== undefined && { emailVerified: body.email_verified === true }),
  };
};

const checkChange = async (user: User, body: Json, ports: Ports): Promise<void> => {
  const { person, connection } = user;
  const isSecret = ['email', 'email_verified', 'password', 'username'].some((name) => body[name] !== undefined);
  if (isSocial(connection) && isSecret)
    throw new ManagementError(400, 'The connection of this user does not allow these changes.', 'operation_not_supported');
  if (typeof body.email === 'string') {
    const other = await ports.people.find(body.email);
    if (other && other.sub !== person.sub)
      throw new ManagementError(400, 'The specified new email already exists', 'auth0_idp_error');
  }
  const weak = typeof body.password === 'string' ? policyProblem(body.password, person.email, ports) : undefined;
  if (weak) throw errorOf(weak);
};

const change = async (call: ManagementCall): Promise<Reply> => {
  const { body, client, ports } = call;
  checkBody(body, CHANGE);
  const user = await userAt(call);
  if (Object.keys(body).length === 0) throw invalidBody("'Too few properties defined (0), minimum 1'.");
  await checkChange(user, body, ports);
  const person = await ports.people.change(user.person, personChanges(user, body));
  if (typeof body.password === 'string') {
    await ports.passwords.set(person, body.password);
    await unblock(person, ports);
    await endAllOutdated(person, ports);
  }
  const { facts } = user;
  const changes = {
    ...(body.user_metadata !== undefined && { userMetadata: merged(facts.userMetadata, body.user_metadata) }),
    ...(body.app_metadata !== undefined && { appMetadata: merged(facts.appMetadata, body.app_metadata) }),
    profile: { ...facts.profile, ...profileIn(body) },
  };
  await changeFacts(user, changes, ports);
  if (body.verify_email === true && !person.emailVerified) await sendVerification(person, client, ports);
  return json(200, showUser(await userAt(call), ports));
};

const remove = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const user = await findUser(path.id ?? '', ports);
  if (user) await removeUser(user, ports);
  return deleted('user', user !== undefined, ports);
};

export const userRoutes = [
  managementAt('/users', {
    GET: { scopes: ['read:users'], handle: list },
    POST: { scopes: ['create:users'], handle: create },
  }),
  managementAt('/users-by-email', { GET: { scopes: ['read:users'], handle: byEmail } }),
  managementAt('/users/:id', {
    GET: { scopes: ['read:users'], handle: read },
    PATCH: { scopes: ['update:users', 'update:users_app_metadata'], handle: change },
    DELETE: { scopes: ['delete:users'], handle: remove },
  }),
];

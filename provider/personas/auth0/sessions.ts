import { createHash } from 'node:crypto';
import { cookieValue, type Person, type Ports, type SignedIn } from '../../model/index.ts';
import { DAY_SECONDS } from './days.ts';
import { DATABASE } from './registration.ts';
import { isSocial } from './user.ts';
import { rememberUser } from './users.ts';

/** What a tenant knows of a browser session besides its account. */
export interface SessionFacts {
  /** The connection by which the person signed in. */
  readonly connection: string;
  /** Ids of the clients that this session logged in to. */
  readonly clients: readonly string[];
  /** The browser in which the person signed in. */
  readonly userAgent?: string;
  /** Of the person's password at the sign-in. */
  readonly passwordVersion?: string;
}

/** Returns the `sid` of a session: 32 characters that do not reveal its cookie. */
export const sidOf = (session: string): string => createHash('sha256').update(`sid:${session}`).digest('base64url').slice(0, 32);

/** A session ends after seven days, used or not. */
export const SESSION_SECONDS = 7 * DAY_SECONDS;

const factsIn = (ports: Ports) => ports.collection<SessionFacts>('sessions');

export const readSession = async (session: string, ports: Ports): Promise<SessionFacts> =>
  (await factsIn(ports).find(session)) ?? { connection: DATABASE, clients: [] };

/** Signs a person in by a connection. A browser has one account at a tenant. */
export const signIn = async (
  person: Person,
  connection: string,
  userAgent: string | undefined,
  ports: Ports,
): Promise<SignedIn> => {
  const signedIn = await ports.browser.signIn(person, 'one');
  const passwordVersion = await ports.passwords.version(person);
  await factsIn(ports).put(signedIn.session, { connection, clients: [], passwordVersion, ...(userAgent && { userAgent }) });
  await rememberUser(person, connection, ports);
  return signedIn;
};

/** Ends a session from before the last change of the password, if the tenant does that. Returns whether it did. */
export const endOutdated = async (session: string, person: Person, ports: Ports): Promise<boolean> => {
  const { connection, passwordVersion = '' } = await readSession(session, ports);
  if (isSocial(connection) || passwordVersion === (await ports.passwords.version(person))) return false;
  const { ends } = ports.decide('sign-in.password-changed', { person }, { ends: false });
  if (ends) await ports.engine.endSession(session, 'password-changed');
  return ends;
};

/** The same for all sessions of somebody who just changed the password. */
export const endAllOutdated = async (person: Person, ports: Ports): Promise<void> => {
  for (const { session } of await ports.engine.sessions(person.sub)) await endOutdated(session, person, ports);
};

/** Adds a client to those that a session logged in to. */
export const rememberClient = async (session: string, clientId: string, ports: Ports): Promise<void> => {
  const facts = await readSession(session, ports);
  if (!facts.clients.includes(clientId)) await factsIn(ports).put(session, { ...facts, clients: [...facts.clients, clientId] });
};

/** The session at an upstream identity provider, known by a cookie. */
interface UpstreamSession {
  readonly sub: string;
  readonly connection: string;
}

const UPSTREAM_COOKIE = 'upstream';

const upstreamIn = (ports: Ports) => ports.collection<UpstreamSession>('upstream');

const upstreamId = (cookies: string | undefined): string | undefined => cookieValue(cookies, UPSTREAM_COOKIE);

/** Returns who is signed in at the identity provider of a connection, in this browser. */
export const upstreamPerson = async (
  cookies: string | undefined,
  connection: string,
  ports: Ports,
): Promise<Person | undefined> => {
  const id = upstreamId(cookies);
  const found = id === undefined ? undefined : await upstreamIn(ports).find(id);
  return found?.connection === connection ? ports.people.find(found.sub) : undefined;
};

/** Signs in at an identity provider. Returns the cookie. */
export const signInUpstream = async (person: Person, connection: string, ports: Ports): Promise<string> => {
  const id = ports.random(32);
  await upstreamIn(ports).put(id, { sub: person.sub, connection });
  return `${UPSTREAM_COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`;
};

export const signOutUpstream = async (cookies: string | undefined, ports: Ports): Promise<void> => {
  const id = upstreamId(cookies);
  if (id !== undefined) await upstreamIn(ports).remove(id);
};

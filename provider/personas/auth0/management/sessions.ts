import { createHash } from 'node:crypto';
import type { LiveToken, Ports, Reply, SessionState } from '../../../model/index.ts';
import { policyOf, rotates } from '../refresh-policy.ts';
import { readSession, SESSION_SECONDS, sidOf } from '../sessions.ts';
import { isSocial, userIdOf } from '../user.ts';
import type { User } from '../users.ts';
import { deleted, json, type ManagementCall, managementAt } from './call.ts';
import { ManagementError } from './error.ts';
import { part, readCheckpoints } from './lists.ts';
import { userAt } from './users.ts';

type Json = Readonly<Record<string, unknown>>;

const iso = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();

/** The connection by which a login of a session came. */
const connectionOf = async (session: string | undefined, ports: Ports): Promise<string> =>
  (await readSession(session ?? '', ports)).connection;

const ownerIdOf = async (sub: string, connection: string, ports: Ports): Promise<string> => {
  const person = await ports.people.find(sub);
  return person ? userIdOf(person, connection) : '';
};

const showSession = async (state: SessionState, ports: Ports): Promise<Json> => {
  const { session, signedInAtEpochSeconds: since, usedAtEpochSeconds: used, expiresAtEpochSeconds: idleEnd } = state;
  const { connection, clients, userAgent = '' } = await readSession(session, ports);
  const [ip, asn] = ['127.0.0.1', ''];
  const method = isSocial(connection) ? { name: 'federated', timestamp: iso(since), type: connection } : undefined;
  const record = {
    ...{
      id: sidOf(session),
      user_id: await ownerIdOf(state.sub, connection, ports),
      created_at: iso(since),
      updated_at: iso(used),
    },
    ...{ authenticated_at: iso(since), idle_expires_at: iso(idleEnd), expires_at: iso(since + SESSION_SECONDS) },
    last_interacted_at: iso(used),
    device: {
      ...{ initial_user_agent: userAgent, initial_ip: ip, initial_asn: asn },
      ...{ last_user_agent: userAgent, last_ip: ip, last_asn: asn },
    },
    clients: clients.map((client_id) => ({ client_id })),
    authentication: { methods: [method ?? { name: 'pwd', timestamp: iso(since) }] },
  };
  const plain = { id: record.id, sub: state.sub, exp: idleEnd };
  return ports.decide('management.object', { kind: 'session', record }, { body: plain }).body;
};

/** Rotation replaces the token and keeps the id, which is that of the login. */
const refreshTokenId = ({ value, login }: LiveToken): string =>
  createHash('sha256')
    .update(`refresh-token:${login?.grantId ?? value}`)
    .digest('base64url')
    .slice(0, 24);

const showRefreshToken = async (token: LiveToken, ports: Ports): Promise<Json> => {
  const { login, sub, clientId, issuedAtEpochSeconds, expiresAtEpochSeconds } = token;
  const scopes = login?.scopes ?? token.scopes;
  const client = await ports.clients.find(clientId);
  const created = login?.authorizedAtEpochSeconds ?? issuedAtEpochSeconds;
  const policy = client && policyOf(client);
  const isExpiring = policy?.expiration === 'expiring';
  const userId = await ownerIdOf(sub, await connectionOf(login?.session, ports), ports);
  const record = {
    ...{ id: refreshTokenId(token), user_id: userId, created_at: iso(created) },
    idle_expires_at: isExpiring ? iso(expiresAtEpochSeconds) : null,
    expires_at: isExpiring ? iso(created + policy.lifetimeSeconds) : null,
    ...{ client_id: clientId, session_id: login?.session === undefined ? null : sidOf(login.session) },
    rotating: client !== undefined && rotates(client),
    resource_servers: login?.resource === undefined ? [] : [{ audience: login.resource, scopes: scopes.join(' ') }],
  };
  const plain = { id: record.id, sub, client_id: clientId };
  return ports.decide('management.object', { kind: 'refresh-token', record }, { body: plain }).body;
};

const sessionsOf = async ({ person, connection }: User, ports: Ports): Promise<readonly SessionState[]> => {
  const all = await ports.engine.sessions(person.sub);
  const connections = await Promise.all(all.map(({ session }) => connectionOf(session, ports)));
  return all.filter((_, i) => connections[i] === connection);
};

const refreshTokensOf = async ({ person, connection }: User, ports: Ports): Promise<readonly LiveToken[]> => {
  const all = await ports.engine.refreshTokens(person.sub);
  const connections = await Promise.all(all.map(({ login }) => connectionOf(login?.session, ports)));
  return all.filter((_, i) => connections[i] === connection);
};

const findSession = async (id: string, ports: Ports): Promise<SessionState | undefined> =>
  (await ports.engine.sessions()).find(({ session }) => sidOf(session) === id);

const findFamily = async (id: string, ports: Ports): Promise<readonly LiveToken[]> =>
  (await ports.engine.refreshTokens()).filter((token) => refreshTokenId(token) === id);

const unknownSession = (): ManagementError => new ManagementError(404, 'The session does not exist.', 'inexistent_session');

const unknownRefreshToken = (): ManagementError =>
  new ManagementError(404, 'The refresh token does not exist.', 'inexistent_refresh_token');

/** Ends refresh tokens with their families. Access tokens live on. */
export const endRefreshTokens = async (tokens: readonly LiveToken[], ports: Ports): Promise<void> => {
  for (const { value, login } of tokens) {
    const family = login ? { grantId: login.grantId, kinds: ['refresh-token'] as const } : { value };
    await ports.engine.kill(family, 'revoked-by-api');
  }
};

const endSessions = async (sessions: readonly SessionState[], ports: Ports): Promise<void> => {
  for (const { session } of sessions) await ports.engine.endSession(session, 'revoked-by-api');
};

const listSessions = async (call: ManagementCall): Promise<Reply> => {
  const asked = readCheckpoints(call.query);
  const sessions = await sessionsOf(await userAt(call), call.ports);
  return part('sessions', await Promise.all(sessions.map((each) => showSession(each, call.ports))), asked, call.ports);
};

const listRefreshTokens = async (call: ManagementCall): Promise<Reply> => {
  const asked = readCheckpoints(call.query);
  const tokens = await refreshTokensOf(await userAt(call), call.ports);
  return part('tokens', await Promise.all(tokens.map((each) => showRefreshToken(each, call.ports))), asked, call.ports);
};

const deleteSessions = async (call: ManagementCall): Promise<Reply> => {
  await endSessions(await sessionsOf(await userAt(call), call.ports), call.ports);
  return deleted('sessions', true, call.ports);
};

const deleteRefreshTokens = async (call: ManagementCall): Promise<Reply> => {
  await endRefreshTokens(await refreshTokensOf(await userAt(call), call.ports), call.ports);
  return deleted('refresh-tokens', true, call.ports);
};

const readOne = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const session = await findSession(path.id ?? '', ports);
  if (!session) throw unknownSession();
  return json(200, await showSession(session, ports));
};

const deleteOne = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const session = await findSession(path.id ?? '', ports);
  if (!session) throw unknownSession();
  await endSessions([session], ports);
  return deleted('session', true, ports);
};

/** The same with the refresh tokens that were issued in the session. */
const revokeOne = async (call: ManagementCall): Promise<Reply> => {
  const { path, ports } = call;
  const found = await findSession(path.id ?? '', ports);
  if (!found) throw unknownSession();
  const bound = (await ports.engine.refreshTokens(found.sub)).filter(({ login }) => login?.session === found.session);
  await endRefreshTokens(bound, ports);
  return deleteOne(call);
};

const readRefreshToken = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const token = (await findFamily(path.id ?? '', ports)).at(-1);
  if (!token) throw unknownRefreshToken();
  return json(200, await showRefreshToken(token, ports));
};

const deleteRefreshToken = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const family = await findFamily(path.id ?? '', ports);
  if (family.length === 0) throw unknownRefreshToken();
  await endRefreshTokens(family, ports);
  return deleted('refresh-token', true, ports);
};

export const sessionRoutes = [
  managementAt('/users/:id/sessions', {
    GET: { scopes: ['read:sessions'], handle: listSessions },
    DELETE: { scopes: ['delete:sessions'], handle: deleteSessions },
  }),
  managementAt('/users/:id/refresh-tokens', {
    GET: { scopes: ['read:refresh_tokens'], handle: listRefreshTokens },
    DELETE: { scopes: ['delete:refresh_tokens'], handle: deleteRefreshTokens },
  }),
  managementAt('/sessions/:id', {
    GET: { scopes: ['read:sessions'], handle: readOne },
    DELETE: { scopes: ['delete:sessions'], handle: deleteOne },
  }),
  managementAt('/sessions/:id/revoke', { POST: { scopes: ['delete:sessions', 'delete:refresh_tokens'], handle: revokeOne } }),
  managementAt('/refresh-tokens/:id', {
    GET: { scopes: ['read:refresh_tokens'], handle: readRefreshToken },
    DELETE: { scopes: ['delete:refresh_tokens'], handle: deleteRefreshToken },
  }),
];

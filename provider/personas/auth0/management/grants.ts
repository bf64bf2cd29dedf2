import { createHash } from 'node:crypto';
import type { LiveToken, Ports, Reply } from '../../../model/index.ts';
import { userinfoAudience } from '../apis.ts';
import { allUsers, type User } from '../users.ts';
import { deleted, type ManagementCall, managementAt } from './call.ts';
import { invalidQuery } from './error.ts';
import { page, readPages } from './lists.ts';
import { endRefreshTokens } from './sessions.ts';
import { type Members, readQueryAs } from './validation.ts';

/** What a user granted to a client for an API: by a consent, or by a login whose refresh token lives. */
interface Grant {
  readonly id: string;
  readonly user: User;
  readonly clientId: string;
  readonly resource: string | undefined;
  readonly scopes: readonly string[];
  readonly tokens: readonly LiveToken[];
}

const FILTERS: Members = {
  user_id: { type: 'string', about: 'user_id of the grants to retrieve.' },
  client_id: { type: 'string', about: 'client_id of the grants to retrieve.' },
  audience: { type: 'string', about: 'audience of the grants to retrieve.' },
};

const idOf = (userId: string, key: string): string =>
  createHash('sha256').update(`grant:${userId}:${key}`).digest('hex').slice(0, 24);

const keyOf = (clientId: string, resource: string | undefined): string => [clientId, resource].filter(Boolean).join(' ');

/** Consents are remembered by client and API. */
const splitKey = (key: string): readonly [clientId: string, resource: string | undefined] => {
  const [, clientId = key, resource] = /^(\S+)(?: (.*))?$/s.exec(key) ?? [];
  return [clientId, resource];
};

const grantsOf = async (user: User, ports: Ports): Promise<readonly Grant[]> => {
  const tokens = await ports.engine.refreshTokens(user.person.sub);
  const consents = await ports.consents.list(user.person);
  const byKey = new Map(consents.map(({ key, scopes }) => [key, scopes]));
  for (const { clientId, login, scopes } of tokens) {
    const key = keyOf(clientId, login?.resource);
    if (!byKey.has(key)) byKey.set(key, login?.scopes ?? scopes);
  }
  return [...byKey].map(([key, scopes]) => {
    const [clientId, resource] = splitKey(key);
    const own = tokens.filter((token) => keyOf(token.clientId, token.login?.resource) === key);
    return { id: idOf(user.userId, key), user, clientId, resource, scopes, tokens: own };
  });
};

/** Consents are of people, so a person has them once: as the user of the first connection. */
const allGrants = async (ports: Ports): Promise<readonly Grant[]> => {
  const users = await allUsers(ports);
  const firsts = new Map(users.toReversed().map((user) => [user.person.sub, user]));
  return (await Promise.all([...firsts.values()].toReversed().map((user) => grantsOf(user, ports)))).flat();
};

const show = ({ id, user, clientId, resource, scopes }: Grant, ports: Ports) => {
  const audience = resource ?? userinfoAudience(ports.issuer());
  const record = { user_id: user.userId, audience, scope: scopes, clientID: clientId, id };
  const plain = { id, sub: user.person.sub, client_id: clientId };
  return ports.decide('management.object', { kind: 'grant', record }, { body: plain }).body;
};

const end = async ({ user: { person }, clientId, resource, tokens }: Grant, ports: Ports): Promise<void> => {
  await ports.consents.forget(person, keyOf(clientId, resource));
  const { sparesAccessTokens } = ports.decide('grant.revoke', { person }, { sparesAccessTokens: false });
  if (sparesAccessTokens) await endRefreshTokens(tokens, ports);
  else await ports.engine.kill({ sub: person.sub, clientId }, 'revoked-by-api');
};

const list = async ({ query, ports }: ManagementCall): Promise<Reply> => {
  const asked = readPages(query, FILTERS);
  const isAsked = ({ user, clientId, resource }: Grant): boolean =>
    [undefined, user.userId].includes(asked.user_id as string) &&
    [undefined, clientId].includes(asked.client_id as string) &&
    [undefined, resource ?? userinfoAudience(ports.issuer())].includes(asked.audience as string);
  const grants = (await allGrants(ports)).filter(isAsked);
  return page(
    'grants',
    grants.map((grant) => show(grant, ports)),
    asked,
    ports,
  );
};

const removeOne = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const grant = (await allGrants(ports)).find(({ id }) => id === path.id);
  if (grant) await end(grant, ports);
  return deleted('grant', grant !== undefined, ports);
};

const removeOfUser = async ({ query, ports }: ManagementCall): Promise<Reply> => {
  const { user_id } = readQueryAs(query, { user_id: { type: 'string', about: 'user_id of the grant to delete.' } });
  if (user_id === undefined) throw invalidQuery("'Missing required property: user_id'.");
  const grants = (await allGrants(ports)).filter(({ user }) => user.userId === user_id);
  for (const grant of grants) await end(grant, ports);
  return deleted('grant', grants.length > 0, ports);
};

export const grantRoutes = [
  managementAt('/grants', {
    GET: { scopes: ['read:grants'], handle: list },
    DELETE: { scopes: ['delete:grants'], handle: removeOfUser },
  }),
  managementAt('/grants/:id', { DELETE: { scopes: ['delete:grants'], handle: removeOne } }),
];

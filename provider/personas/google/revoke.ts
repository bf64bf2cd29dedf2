import type { Client, LabRequest, Ports, Reply, TokenState } from '../../model/index.ts';
import { basicCredentials } from '../../oauth/basic-credentials.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { jsonReply, plainNotFound } from '../../oauth/replies.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';
import { projectOf } from './registration.ts';

type Live = Extract<TokenState, { state: 'live' }>;

const EMPTY: Reply = { status: 200, headers: [['Cache-Control', 'no-store']], body: '' };

/** Returns the authenticated client of a revocation request. @see https://www.rfc-editor.org/rfc/rfc7009#section-2.1 */
const authenticated = async (request: LabRequest, ports: Ports): Promise<Client | undefined> => {
  const { client_id, client_secret } = { ...basicCredentials(request), ...readForm(request).params };
  const client = client_id === undefined ? undefined : await ports.clients.find(client_id);
  return client && ports.engine.secretFits(client, client_secret) ? client : undefined;
};

/** The plain engine's revocation: requires the token's client. Revoking a refresh token ends its grant. */
const plainRevocation = async (request: LabRequest, token: TokenState, ports: Ports) => {
  if (request.method !== 'POST') return { reach: 'none' as const, reply: plainNotFound(request) };
  const client = await authenticated(request, ports);
  if (!client) {
    const body = { error: 'invalid_client', error_description: 'client authentication failed' };
    return { reach: 'none' as const, reply: jsonReply(401, body) };
  }
  if (token.state !== 'live' || token.clientId !== client.clientId) return { reach: 'none' as const, reply: EMPTY };
  return { reach: token.kind === 'refresh-token' ? ('grant' as const) : ('token' as const), reply: EMPTY };
};

/** Ends all tokens and the consent of the person for the project of the token's client. */
const endEverything = async (token: Live, ports: Ports): Promise<void> => {
  const [client, person] = [await ports.clients.find(token.clientId), await ports.people.find(token.sub)];
  const siblings = (await ports.clients.all()).filter((each) => client && projectOf(each) === projectOf(client));
  await ports.engine.kill(
    { sub: token.sub, clientIds: [token.clientId, ...siblings.map(({ clientId }) => clientId)] },
    'revoked',
  );
  if (client && person) await ports.consents.forget(person, projectOf(client));
};

const end = async (reach: string, value: string, token: Live, ports: Ports): Promise<void> => {
  const grant = { sub: token.sub, clientId: token.clientId, ...(token.login && { grantId: token.login.grantId }) };
  if (reach === 'everything') await endEverything(token, ports);
  if (reach === 'grant') await ports.engine.kill(grant, 'revoked');
  if (reach === 'token') await ports.engine.kill({ ...grant, value }, 'revoked');
};

const revoke = async (host: string, request: LabRequest, ports: Ports): Promise<Reply> => {
  const value = { ...readQuery(request).params, ...readForm(request).params }.token;
  const token = value === undefined ? ({ state: 'unknown' } as const) : await ports.engine.token(value);
  if (token.state !== 'unknown') {
    const person = token.sub === undefined ? undefined : await ports.people.find(token.sub);
    ports.note({
      ...(token.login && { flow: token.login.flow }),
      ...(token.clientId && { client: token.clientId }),
      ...(person && { person }),
    });
  }
  const plain = await plainRevocation(request, token, ports);
  const { reach, reply } = ports.decide(
    'revoke',
    { token, nowEpochSeconds: ports.nowEpochSeconds(), method: request.method, host, plain: plain.reply },
    plain,
  );
  if (token.state === 'live' && value !== undefined) await end(reach, value, token, ports);
  return reply;
};

/** A revocation endpoint at a host of the vendor. */
const revokeAt = (vendorUrl: string) =>
  googleRoute('revoke', ['GET', 'POST'], vendorUrl, (request, ports) => revoke(new URL(vendorUrl).host, request, ports));

export const revokeRoutes = [revokeAt(ENDPOINTS.revoke), revokeAt(ENDPOINTS.revokeLegacy)];

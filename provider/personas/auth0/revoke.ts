import type { LabRequest, Ports, Reply, TokenState } from '../../model/index.ts';
import { basicCredentials } from '../../oauth/basic-credentials.ts';
import { isJson, readForm, readJsonForm } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { auth0Route } from './auth0-route.ts';
import { ENDPOINTS } from './endpoints.ts';
import { clientError } from './token-errors.ts';

type Live = Extract<TokenState, { state: 'live' }>;

const EMPTY: Reply = {
  status: 200,
  headers: [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'no-store'],
  ],
  body: '',
};

/** A refresh token ends with its family, or with all of the user's for the client. Access tokens cannot be revoked. */
const end = async (token: Live, reach: 'grant' | 'everything', ports: Ports): Promise<void> => {
  const family = reach === 'grant' && token.login ? { grantId: token.login.grantId } : {};
  await ports.engine.kill({ sub: token.sub, clientId: token.clientId, kinds: ['refresh-token'], ...family }, 'revoked');
};

const revoke = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const form = { ...basicCredentials(request), ...readForm(request).params, ...(isJson(request) && readJsonForm(request)) };
  const client = form.client_id === undefined ? undefined : await ports.clients.find(form.client_id);
  ports.note({ ...(client && { client: client.clientId }) });
  const problem = clientError({ form, ...(client && { client }) });
  if (problem) return jsonReply(problem.status, problem.body);
  if (!form.token) return jsonReply(400, { error: 'invalid_request', error_description: 'Missing required parameter: token' });
  const token = await ports.engine.token(form.token);
  const { reach } = ports.decide('revoke.reach', {}, { reach: 'grant' });
  const isOwn = token.state === 'live' && token.kind === 'refresh-token' && token.clientId === client?.clientId;
  if (isOwn) await end(token, reach, ports);
  return EMPTY;
};

export const revokeRoute = auth0Route('revoke', ['POST'], ENDPOINTS.revoke, revoke);

import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { describeToken, inspectToken } from './api/graph-call.ts';
import { graphErrorBody } from './api/graph-error.ts';
import { graphParams } from './api/graph-place.ts';
import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted, VERSIONED } from './facebook-route.ts';
import { isForever } from './lifetimes.ts';

const tell = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { client_id: clientId, access_token: sent } = graphParams(request);
  const known = await describeToken(sent, ports);
  const { token, person, client } = known;
  ports.note({ ...(client && { client: client.clientId }), ...(person && { person }) });
  const failure = inspectToken(known, 'token-info', ports);
  if (failure) return jsonReply(400, graphErrorBody(failure));
  if (token.state !== 'live' || !person || client?.clientId !== clientId) return unrouted(request, ports);
  const now = ports.nowEpochSeconds();
  const isEndless = isForever(token.expiresAtEpochSeconds - token.issuedAtEpochSeconds);
  const end = isEndless ? {} : { expires_in: token.expiresAtEpochSeconds - now };
  const plain = { access_token: sent, token_type: 'bearer', ...end };
  const input = { version: 'access_token_info', person, scopes: token.scopes, token, plain, nowEpochSeconds: now };
  const decided = ports.ask('identity.reply', input);
  return decided ? jsonReply(200, decided.body) : unrouted(request, ports);
};

/** `access_token_info`: describes a token to its app, with the proof of a re-authentication. */
export const tokenInfoRoute = facebookRoute('token-info', ['GET'], ENDPOINTS.tokenInfo, tell, VERSIONED);

import type { LabRequest, Ports, Reply, TokenReply } from '../../model/index.ts';
import { readForm } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { grantOf, noteLogin, refuseOutright, repeatedFailure } from '../../oauth/token-grant.ts';
import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted, VERSIONED } from './facebook-route.ts';
import { refuseForm, refuseToken } from './token-refusal.ts';
import { byVendorGrant } from './vendor-grants.ts';

type Params = Readonly<Record<string, string>>;

/** The form, with what the vendor reads beyond; undefined for a request that does not count. */
const readTokenForm = async (request: LabRequest, plain: Params, ports: Ports): Promise<Params | undefined> => {
  const sent = { ...Object.fromEntries(request.url.searchParams), ...plain };
  const { grant, login } = await grantOf(sent, ports);
  const client = sent.client_id === undefined ? undefined : await ports.clients.find(sent.client_id);
  const input = { form: plain, request, grant, ...(login && { login }), ...(client && { client }) };
  const { form, takes = request.method === 'POST' } = ports.decide('token.request', input, { form: plain });
  return takes ? form : undefined;
};

const succeed = async (form: Params, { body: plain, login }: TokenReply, ports: Ports): Promise<Reply> => {
  await noteLogin(login, ports);
  const client = login && (await ports.clients.find(login.clientId));
  const about = { ...(login && { login }), ...(client && { client }), nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('token.reply', { body: plain, form, ...about }, { body: plain }).body);
};

const exchange = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { params, repeated } = readForm(request);
  const form = await readTokenForm(request, params, ports);
  if (!form) return unrouted(request, ports);
  ports.note({
    ...(form.client_id !== undefined && { client: form.client_id }),
    ...(form.grant_type !== undefined && { grantType: form.grant_type }),
  });
  if (repeated.length > 0) return refuseForm(form, 'invalid_request', repeatedFailure(repeated).description, ports);
  const given = await byVendorGrant(form, 'token', ports);
  if (given) return given;
  const refused = await refuseOutright(form, ports);
  if (refused) return refused;
  const reply = await ports.engine.exchange(form);
  return reply.status === 200 ? succeed(form, reply, ports) : refuseToken(form, reply, ports);
};

/** The token endpoint: codes in, tokens or a refusal out. */
export const tokenRoute = facebookRoute('token', ['GET', 'POST'], ENDPOINTS.token, exchange, VERSIONED);

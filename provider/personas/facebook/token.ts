import type { LabRequest, Login, OauthFailure, Ports, Reply, TokenReply, TokenState } from '../../model/index.ts';
import { readForm } from '../front/parameters.ts';
import { jsonReply } from '../front/replies.ts';
import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted } from './facebook-route.ts';

type Params = Readonly<Record<string, string>>;

/** The code that was sent, as the lab knows it. */
const grantOf = async (form: Params, ports: Ports): Promise<{ grant: TokenState; login?: Login }> => {
  const value = form.code ?? form.refresh_token;
  const grant: TokenState = value === undefined ? { state: 'unknown' } : await ports.engine.token(value);
  const login = grant.state === 'unknown' ? undefined : grant.login;
  return { grant, ...(login && { login }) };
};

const clientOf = (form: Params, ports: Ports) => (form.client_id === undefined ? undefined : ports.clients.find(form.client_id));

const noteLogin = async (login: Login | undefined, ports: Ports): Promise<void> => {
  const person = login && (await ports.people.find(login.sub));
  ports.note({ ...(login && { flow: login.flow }), ...(person && { person }) });
};

const failureOf = ({ body, failure }: TokenReply): OauthFailure =>
  failure ?? {
    error: String(body.error),
    ...(typeof body.error_description === 'string' && { description: body.error_description }),
  };

/** A refusal in the vendor's words. */
const refuse = async (form: Params, reply: TokenReply, ports: Ports): Promise<Reply> => {
  const { grant, login } = await grantOf(form, ports);
  await noteLogin(login, ports);
  const client = await clientOf(form, ports);
  const turn = { failure: failureOf(reply), form, grant, ...(client && { client }), nowEpochSeconds: ports.nowEpochSeconds() };
  const { status, body } = ports.decide('token.error', turn, { status: reply.status, body: reply.body });
  return jsonReply(status, body);
};

const succeed = async (form: Params, { body: plain, login }: TokenReply, ports: Ports): Promise<Reply> => {
  await noteLogin(login, ports);
  const client = login && (await ports.clients.find(login.clientId));
  const turn = {
    body: plain,
    form,
    ...(login && { login }),
    ...(client && { client }),
    nowEpochSeconds: ports.nowEpochSeconds(),
  };
  return jsonReply(200, ports.decide('token.reply', turn, { body: plain }).body);
};

const exchange = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { params: plain, repeated } = readForm(request);
  const { login } = await grantOf(plain, ports);
  const client = await clientOf(plain, ports);
  const turn = { form: plain, request, ...(login && { login }), ...(client && { client }) };
  const { form, takes = request.method === 'POST' } = ports.decide('token.request', turn, { form: plain });
  if (!takes) return unrouted(request, ports);
  ports.note({
    ...(form.client_id !== undefined && { client: form.client_id }),
    ...(form.grant_type !== undefined && { grantType: form.grant_type }),
  });
  if (repeated.length > 0) {
    const failure = { error: 'invalid_request', description: `'${repeated[0]}' parameter must not be provided twice` };
    return refuse(form, { status: 400, body: { error: failure.error, error_description: failure.description }, failure }, ports);
  }
  const reply = await ports.engine.exchange(form);
  return reply.status === 200 ? succeed(form, reply, ports) : refuse(form, reply, ports);
};

/** The token endpoint: codes in, tokens or a refusal out. */
export const tokenRoutes = [facebookRoute('token', ['GET', 'POST'], ENDPOINTS.token, exchange, { versioned: true })];

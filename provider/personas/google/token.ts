import type { LabRequest, Login, OauthFailure, Ports, Reply, TokenReply } from '../../model/index.ts';
import { basicCredentials } from './credentials.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';
import { readForm } from './parameters.ts';
import { jsonReply } from './replies.ts';

type Params = Readonly<Record<string, string>>;

/** The form, with the credentials of a Basic header in it; then what the vendor reads beyond. */
const readTokenForm = (request: LabRequest, ports: Ports): { form: Params; repeated: readonly string[] } => {
  const { params, repeated } = readForm(request);
  const plain = { ...basicCredentials(request), ...params };
  return { form: ports.decide('token.request', { form: plain, request }, { form: plain }).form, repeated };
};

const failureOf = ({ body, failure }: TokenReply): OauthFailure =>
  failure ?? {
    error: String(body.error),
    ...(typeof body.error_description === 'string' && { description: body.error_description }),
  };

const noteLogin = async (login: Login | undefined, ports: Ports): Promise<void> => {
  const person = login && (await ports.people.find(login.sub));
  ports.note({ ...(login && { flow: login.flow }), ...(person && { person }) });
};

/** A refusal, and what it does to the code that was sent. */
const refuse = async (form: Params, reply: TokenReply, ports: Ports): Promise<Reply> => {
  const failure = failureOf(reply);
  const value = form.code ?? form.refresh_token;
  const grant = value === undefined ? ({ state: 'unknown' } as const) : await ports.engine.token(value);
  const login = grant.state === 'unknown' ? undefined : grant.login;
  await noteLogin(login, ports);
  const client = form.client_id === undefined ? undefined : await ports.clients.find(form.client_id);
  const turn = { failure, form, grant, ...(client && { client }), nowEpochSeconds: ports.nowEpochSeconds() };
  const { status, body } = ports.decide('token.error', turn, { status: reply.status, body: reply.body });
  const { spent } = ports.decide('code.after-failure', { failure, form, grant }, { spent: false });
  if (spent && login && value !== undefined) await ports.engine.kill({ grantId: login.grantId, value }, 'consumed');
  return jsonReply(status, body, [
    ['Cache-Control', 'no-store'],
    ...(status === 401 ? [['WWW-Authenticate', `Basic realm="${ports.issuer()}"`] as const] : []),
  ]);
};

const exchange = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { form, repeated } = readTokenForm(request, ports);
  ports.note({
    ...(form.client_id !== undefined && { client: form.client_id }),
    ...(form.grant_type !== undefined && { grantType: form.grant_type }),
  });
  if (repeated.length > 0) {
    const failure = { error: 'invalid_request', description: `'${repeated[0]}' parameter must not be provided twice` };
    const body = { error: failure.error, error_description: failure.description };
    return refuse(form, { status: 400, body, failure }, ports);
  }
  const reply = await ports.engine.exchange(form);
  if (reply.status !== 200) return refuse(form, reply, ports);
  const { login } = reply;
  await noteLogin(login, ports);
  const { body } = ports.decide('token.reply', { body: reply.body, form, ...(login && { login }) }, { body: reply.body });
  return jsonReply(200, body);
};

/** The token endpoint: codes and refresh tokens in, tokens or a refusal out. */
const tokenAt = (vendorUrl: string) => googleRoute('token', ['POST'], vendorUrl, exchange);

export const tokenRoutes = [ENDPOINTS.token, ENDPOINTS.tokenV4, ENDPOINTS.tokenV3, ENDPOINTS.tokenLegacy].map(tokenAt);

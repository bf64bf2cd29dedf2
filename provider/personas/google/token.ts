import type { LabRequest, Ports, Reply, TokenReply } from '../../model/index.ts';
import { readForm } from '../../oauth/parameters.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { failureOf, grantOf, noteLogin, refuseOutright, repeatedFailure } from '../../oauth/token-grant.ts';
import { basicCredentials } from './credentials.ts';
import { considerKey } from './dpop.ts';
import { ENDPOINTS } from './endpoints.ts';
import { googleRoute } from './google-route.ts';

type Params = Readonly<Record<string, string>>;

/** The form, with the credentials of a Basic header in it; then what the vendor reads beyond. */
const readTokenForm = async (request: LabRequest, ports: Ports): Promise<{ form: Params; repeated: readonly string[] }> => {
  const { params, repeated } = readForm(request);
  const plain = { ...basicCredentials(request), ...params };
  const { login } = await grantOf(plain, ports);
  return {
    form: ports.decide('token.request', { form: plain, request, ...(login && { login }) }, { form: plain }).form,
    repeated,
  };
};

/** A refusal, and what it does to the code that was sent. */
const refuse = async (form: Params, reply: TokenReply, ports: Ports): Promise<Reply> => {
  const failure = failureOf(reply);
  const value = form.code ?? form.refresh_token;
  const { grant, login } = await grantOf(form, ports);
  await noteLogin(login, ports);
  const client = form.client_id === undefined ? undefined : await ports.clients.find(form.client_id);
  const input = { failure, form, grant, ...(client && { client }), nowEpochSeconds: ports.nowEpochSeconds() };
  const { status, body } = ports.decide('token.error', input, { status: reply.status, body: reply.body });
  const { spent } = ports.decide('code.after-failure', { failure, form, grant }, { spent: false });
  if (spent && login && value !== undefined) await ports.engine.kill({ grantId: login.grantId, value }, 'consumed');
  return jsonReply(status, body, [
    ['Cache-Control', 'no-store'],
    ...(status === 401 ? [['WWW-Authenticate', `Basic realm="${ports.issuer()}"`] as const] : []),
  ]);
};

const exchange = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const { form, repeated } = await readTokenForm(request, ports);
  ports.note({
    ...(form.client_id !== undefined && { client: form.client_id }),
    ...(form.grant_type !== undefined && { grantType: form.grant_type }),
  });
  if (repeated.length > 0) {
    const failure = repeatedFailure(repeated);
    const body = { error: failure.error, error_description: failure.description };
    return refuse(form, { status: 400, body, failure }, ports);
  }
  const refused = await refuseOutright(form, ports);
  if (refused) return refused;
  const key = await considerKey(request, form, ports);
  if (key?.refused) return key.refused;
  const reply = await ports.engine.exchange(form);
  if (reply.status !== 200) return refuse(form, reply, ports);
  const answer = await succeed(form, reply, ports);
  return key ? key.finish(answer, reply.body.refresh_token) : answer;
};

const succeed = async (form: Params, { body: plain, login }: TokenReply, ports: Ports): Promise<Reply> => {
  await noteLogin(login, ports);
  const client = login && (await ports.clients.find(login.clientId));
  const value = plain.refresh_token ?? form.refresh_token;
  const refreshToken = typeof value === 'string' ? await ports.engine.token(value) : undefined;
  const about = { ...(login && { login }), ...(client && { client }), ...(refreshToken && { refreshToken }) };
  const input = { body: plain, form, ...about, nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('token.reply', input, { body: plain }).body);
};

/** The token endpoint: codes and refresh tokens in, tokens or a refusal out. */
const tokenAt = (vendorUrl: string) => googleRoute('token', ['POST'], vendorUrl, exchange);

export const tokenRoutes = [ENDPOINTS.token, ENDPOINTS.tokenV4, ENDPOINTS.tokenV3, ENDPOINTS.tokenLegacy].map(tokenAt);

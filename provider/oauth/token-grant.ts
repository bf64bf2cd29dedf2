import type { Login, OauthFailure, Ports, Reply, TokenReply, TokenState } from '../model/index.ts';
import { jsonReply } from './replies.ts';

type Params = Readonly<Record<string, string>>;

/** The code or refresh token of a token request, as the lab knows it, and its login. */
export const grantOf = async (form: Params, ports: Ports): Promise<{ grant: TokenState; login?: Login }> => {
  const value = form.code ?? form.refresh_token;
  const grant: TokenState = value === undefined ? { state: 'unknown' } : await ports.engine.token(value);
  const login = grant.state === 'unknown' ? undefined : grant.login;
  return { grant, ...(login && { login }) };
};

/** Tells the wire log whose token request this is. */
export const noteLogin = async (login: Login | undefined, ports: Ports): Promise<void> => {
  const person = login && (await ports.people.find(login.sub));
  ports.note({ ...(login && { flow: login.flow }), ...(person && { person }) });
};

/** What the vendor refuses by rules of its own, before the protocol is asked. */
export const refuseOutright = async (form: Params, ports: Ports): Promise<Reply | undefined> => {
  const { grant, login } = await grantOf(form, ports);
  const client = form.client_id === undefined ? undefined : await ports.clients.find(form.client_id);
  const person = grant.state === 'unknown' || grant.sub === undefined ? undefined : await ports.people.find(grant.sub);
  const input = { form, grant, ...(client && { client }), ...(person && { person }), nowEpochSeconds: ports.nowEpochSeconds() };
  const refusal = ports.ask('token.refuse', input);
  if (!refusal) return undefined;
  await noteLogin(login, ports);
  const value = form.code ?? form.refresh_token;
  if (refusal.kill && value !== undefined) await ports.engine.kill({ value }, refusal.kill);
  return jsonReply(refusal.status, refusal.body);
};

/** What went wrong, as the engine says it; precisely, where it does. */
export const failureOf = ({ body, failure }: Pick<TokenReply, 'body' | 'failure'>): OauthFailure =>
  failure ?? {
    error: String(body.error),
    ...(typeof body.error_description === 'string' && { description: body.error_description }),
  };

/** The words of the engine, which takes each parameter once. */
export const repeatedFailure = (repeated: readonly string[]) => ({
  error: 'invalid_request',
  description: `'${repeated[0]}' parameter must not be provided twice`,
});

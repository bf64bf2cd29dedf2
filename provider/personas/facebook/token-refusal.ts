import type { OauthFailure, Ports, Reply, TokenReply, TokenState } from '../../model/index.ts';
import { jsonReply } from '../front/replies.ts';

type Params = Readonly<Record<string, string>>;

/** The code that was sent, as the lab knows it. */
export const grantOf = (form: Params, ports: Ports): Promise<TokenState> | TokenState => {
  const value = form.code ?? form.refresh_token;
  return value === undefined ? { state: 'unknown' } : ports.engine.token(value);
};

/** Tells the wire log whose token request this is. */
export const noteGrant = async (grant: TokenState, ports: Ports): Promise<void> => {
  const login = grant.state === 'unknown' ? undefined : grant.login;
  const person = login && (await ports.people.find(login.sub));
  ports.note({ ...(login && { flow: login.flow }), ...(person && { person }) });
};

const failureOf = ({ body, failure }: Pick<TokenReply, 'body' | 'failure'>): OauthFailure =>
  failure ?? {
    error: String(body.error),
    ...(typeof body.error_description === 'string' && { description: body.error_description }),
  };

/** A refused token request in the vendor's words. */
export const refuseToken = async (form: Params, reply: TokenReply, ports: Ports): Promise<Reply> => {
  const grant = await grantOf(form, ports);
  await noteGrant(grant, ports);
  const client = form.client_id === undefined ? undefined : await ports.clients.find(form.client_id);
  const turn = { failure: failureOf(reply), form, grant, ...(client && { client }), nowEpochSeconds: ports.nowEpochSeconds() };
  const { status, body } = ports.decide('token.error', turn, { status: reply.status, body: reply.body });
  return jsonReply(status, body);
};

/** The same, for a refusal that the protocol was not asked about: in its words, for when the vendor has none. */
export const refuseForm = (form: Params, error: string, description: string, ports: Ports): Promise<Reply> =>
  refuseToken(form, { status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: description } }, ports);

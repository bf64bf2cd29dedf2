import type { Ports, Reply, TokenReply } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { failureOf, grantOf, noteLogin } from '../../oauth/token-grant.ts';

type Params = Readonly<Record<string, string>>;

/** A refused token request in the vendor's words. */
export const refuseToken = async (form: Params, reply: TokenReply, ports: Ports): Promise<Reply> => {
  const { grant, login } = await grantOf(form, ports);
  await noteLogin(login, ports);
  const client = form.client_id === undefined ? undefined : await ports.clients.find(form.client_id);
  const input = { failure: failureOf(reply), form, grant, ...(client && { client }), nowEpochSeconds: ports.nowEpochSeconds() };
  const { status, body } = ports.decide('token.error', input, { status: reply.status, body: reply.body });
  return jsonReply(status, body);
};

/** The same, for a refusal that the protocol was not asked about: in its words, for when the vendor has none. */
export const refuseForm = (form: Params, error: string, description: string, ports: Ports): Promise<Reply> =>
  refuseToken(form, { status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: description } }, ports);

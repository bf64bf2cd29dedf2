import { type Client, type ClientTokenRequest, oauthOf } from '../model/index.ts';
import { type ExchangeContext, issuerIn, nowEpochSeconds } from '../world/index.ts';
import { choosesFormat, finishAccessToken } from './access-token-format.ts';
import { runInCall } from './engine-call.ts';
import { newId, plainText, shapedText } from './identifiers.ts';
import { lifetimeOf } from './lifetime.ts';

type Payload = Record<string, unknown>;

/** Text and row of the token, in the format that the persona chooses. */
const formatted = async (context: ExchangeContext, client: Client, payload: Payload, resource: string | undefined) => {
  if (!choosesFormat()) {
    const value = shapedText(context, 'access-token') ?? String(payload.jti);
    return { value, payload: { ...payload, jti: value } };
  }
  const { jti, scope, gty } = payload as { jti: string; scope?: string; gty: string };
  const token = { jti, grantType: gty, ...(scope && { scope }), ...(resource !== undefined && { resource }) };
  const registered = await context.world.clients.find(context.persona.id, client.clientId);
  const subject = { client: registered, person: undefined, login: undefined };
  return finishAccessToken(issuerIn(context, client), subject, token, payload);
};

/** A token of a client for itself: a row like those that the protocol writes, whose account is the client. */
export const issueForClient = async (
  context: ExchangeContext,
  client: Client,
  { grantType, scopes, resource }: ClientTokenRequest,
): Promise<{ readonly value: string; readonly lifetimeSeconds: number }> => {
  const { rows } = context.world;
  const about = { kind: 'access-token', grantType, params: {}, client, ...(resource !== undefined && { resource }) } as const;
  const lifetimeSeconds = lifetimeOf(context, about, oauthOf(context.persona).lifetimeSeconds.accessToken);
  const [grantId, iat, { clientId }] = [newId(), nowEpochSeconds(), client];
  const times = { iat, exp: iat + lifetimeSeconds };
  const payload = {
    ...{ accountId: clientId, clientId, grantId, gty: grantType, kind: 'AccessToken', jti: plainText(), ...times },
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...(resource !== undefined && { aud: resource }),
  };
  const made = await runInCall({ context, client }, () => formatted(context, client, payload, resource));
  const keys = { grantId, sub: clientId, clientId, persona: context.persona.id };
  await rows.write('Grant', grantId, { accountId: clientId, clientId, jti: grantId, kind: 'Grant', ...times }, keys);
  await rows.write('AccessToken', made.value, { ...made.payload, jti: made.value }, keys);
  return { value: made.value, lifetimeSeconds };
};

import type { Client, Ports, Reply, Stages, VendorFailure, Wanted } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { issuedAppToken } from './api/app-token.ts';
import { describeToken, inspectToken } from './api/graph-call.ts';
import { graphErrorBody } from './api/graph-error.ts';
import { fitsRedirect } from './redirects.ts';
import { registrationOf } from './registration.ts';
import { foreignRedirectUri, missingRedirectUri } from './token-errors.ts';
import { refuseForm } from './token-refusal.ts';

type Params = Readonly<Record<string, string>>;
type Give = Stages['token.grant']['decision']['give'];

/** The app that a request authenticates as, with its id and its secret. Apps without a secret have nothing to prove. */
const authenticated = async ({ client_id: id, client_secret: secret }: Params, ports: Ports): Promise<Client | undefined> => {
  const client = id === undefined ? undefined : await ports.clients.find(id);
  const isWhole = client?.clientSecret !== undefined && registrationOf(client).status !== 'deleted';
  return isWhole && ports.engine.secretFits(client, secret) ? client : undefined;
};

const FOREIGN: VendorFailure = { message: 'Invalid OAuth access token.', code: 190 };

/** The answer to a token request, as the vendor words it. */
const answer = (body: Readonly<Record<string, unknown>>, form: Params, client: Client, ports: Ports): Reply => {
  const input = { body, form, client, nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('token.reply', input, { body }).body);
};

/** Something further from a living token of the same app; a dead or foreign one is refused as any API would. */
const derived = async (
  accessToken: string | undefined,
  client: Client,
  wanted: Wanted,
  ports: Ports,
): Promise<{ value: string; lifetimeSeconds: number } | Reply | undefined> => {
  const known = await describeToken(accessToken, ports);
  if (known.person) ports.note({ person: known.person });
  if (known.token.state !== 'unknown' && known.token.login) ports.note({ flow: known.token.login.flow });
  const isForeign = known.token.state === 'live' && known.token.clientId !== client.clientId;
  const failure = isForeign ? FOREIGN : inspectToken(known, ports);
  if (failure) return jsonReply(400, graphErrorBody(failure));
  return known.token.state === 'live' && accessToken !== undefined ? ports.engine.derive(accessToken, wanted) : undefined;
};

const giveLongerToken = async (form: Params, client: Client, ports: Ports): Promise<Reply> => {
  const wanted = { kind: 'access-token', grantType: 'fb_exchange_token' } as const;
  const made = await derived(form.fb_exchange_token, client, wanted, ports);
  if (!made) return refuseForm(form, 'invalid_grant', 'grant request is invalid', ports);
  if ('status' in made) return made;
  return answer({ access_token: made.value, token_type: 'Bearer', expires_in: made.lifetimeSeconds }, form, client, ports);
};

/** A code that a client of this server redeems without the secret. */
const giveCode = async (form: Params, client: Client, ports: Ports): Promise<Reply> => {
  const { access_token: token, redirect_uri: redirectUri } = form;
  if (!redirectUri) return jsonReply(400, graphErrorBody(missingRedirectUri.failure));
  if (!fitsRedirect(redirectUri, client, ports)) return jsonReply(400, graphErrorBody(foreignRedirectUri.failure));
  const made = await derived(token, client, { kind: 'code', grantType: 'client_code', redirectUri }, ports);
  if (!made) return refuseForm(form, 'invalid_grant', 'grant request is invalid', ports);
  return 'status' in made ? made : jsonReply(200, { code: made.value });
};

const GIVE: Readonly<Record<Give, (form: Params, client: Client, ports: Ports) => Reply | Promise<Reply>>> = {
  'app-token': (form, client, ports) =>
    answer({ access_token: issuedAppToken(client), token_type: 'Bearer' }, form, client, ports),
  'longer-token': giveLongerToken,
  code: giveCode,
};

/** What the vendor gives by ways of its own; undefined where the protocol has to be asked. */
export const byVendorGrant = async (form: Params, at: 'token' | 'client-code', ports: Ports): Promise<Reply | undefined> => {
  const decided = ports.ask('token.grant', { form, at });
  if (!decided) return undefined;
  const client = await authenticated(form, ports);
  return client
    ? GIVE[decided.give](form, client, ports)
    : refuseForm(form, 'invalid_client', 'client authentication failed', ports);
};

import type { Client, DerivedTokenRequest, Reply, Stages, VendorFailure } from '../../model/index.ts';
import { judgeRedirectUri } from '../../oauth/authorize/request.ts';
import { jsonReply } from '../../oauth/replies.ts';
import type { Step } from '../../oauth/steps.ts';
import type { TokenRequest } from '../../oauth/token/request.ts';
import { refuseForm } from '../../oauth/token/steps.ts';
import { issuedAppToken } from './api/app-token.ts';
import { describeToken, inspectToken } from './api/graph-call.ts';
import { graphErrorBody } from './api/graph-error.ts';
import { registrationOf } from './registration.ts';
import { foreignRedirectUri, missingRedirectUri } from './token-errors.ts';

type Give = Stages['token.grant']['decision']['give'];

/** Returns the authenticated app of a request. Apps without a secret need only their id. */
const authenticated = ({ client, form, ports }: TokenRequest): Client | undefined => {
  const isWhole = client?.clientSecret !== undefined && registrationOf(client).status !== 'deleted';
  return isWhole && ports.engine.secretFits(client, form.client_secret) ? client : undefined;
};

const FOREIGN: VendorFailure = { message: 'Invalid OAuth access token.', code: 190 };

/** Returns the token response in the vendor's format. */
const answer = (body: Readonly<Record<string, unknown>>, { form, ports }: TokenRequest, client: Client): Reply => {
  const input = { body, form, client, nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('token.reply', input, { body }).body);
};

/** Derives a token or code from a live token of the same app. Refuses other tokens like an API. */
const derived = async (
  accessToken: string | undefined,
  client: Client,
  wanted: DerivedTokenRequest,
  { ports }: TokenRequest,
): Promise<{ value: string; lifetimeSeconds: number } | Reply | undefined> => {
  const known = await describeToken(accessToken, ports);
  if (known.person) ports.note({ person: known.person });
  if (known.token.state !== 'unknown' && known.token.login) ports.note({ flow: known.token.login.flow });
  const isForeign = known.token.state === 'live' && known.token.clientId !== client.clientId;
  const failure = isForeign ? FOREIGN : inspectToken(known, 'token', ports);
  if (failure) return jsonReply(400, graphErrorBody(failure));
  return known.token.state === 'live' && accessToken !== undefined ? ports.engine.derive(accessToken, wanted) : undefined;
};

const giveLongerToken = async (asked: TokenRequest, client: Client): Promise<Reply> => {
  const wanted = { kind: 'access-token', grantType: 'fb_exchange_token' } as const;
  const made = await derived(asked.form.fb_exchange_token, client, wanted, asked);
  if (!made) return refuseForm(asked, 'invalid_grant', 'grant request is invalid');
  if ('status' in made) return made;
  return answer({ access_token: made.value, token_type: 'Bearer', expires_in: made.lifetimeSeconds }, asked, client);
};

/** Issues a code that a client of this server redeems without the secret. */
const giveCode = async (asked: TokenRequest, client: Client): Promise<Reply> => {
  const { form, ports } = asked;
  const { access_token: token, redirect_uri: redirectUri } = form;
  if (!redirectUri) return jsonReply(400, graphErrorBody(missingRedirectUri.failure));
  if (!judgeRedirectUri(redirectUri, client, ports)) return jsonReply(400, graphErrorBody(foreignRedirectUri.failure));
  const made = await derived(token, client, { kind: 'code', grantType: 'client_code', redirectUri }, asked);
  if (!made) return refuseForm(asked, 'invalid_grant', 'grant request is invalid');
  return 'status' in made ? made : jsonReply(200, { code: made.value });
};

const GIVE: Readonly<Record<Give, (asked: TokenRequest, client: Client) => Reply | Promise<Reply>>> = {
  'app-token': (asked, client) => answer({ access_token: issuedAppToken(client), token_type: 'Bearer' }, asked, client),
  'longer-token': giveLongerToken,
  code: giveCode,
};

/** Handles the vendor's own grant types. Undefined if the engine must handle the request. */
export const byVendorGrant = async (asked: TokenRequest, at: 'token' | 'client-code'): Promise<Reply | undefined> => {
  const decided = asked.ports.ask('token.grant', { form: asked.form, at });
  if (!decided) return undefined;
  const client = authenticated(asked);
  return client ? GIVE[decided.give](asked, client) : refuseForm(asked, 'invalid_client', 'client authentication failed');
};

/** The same, at the token endpoint. */
export const giveAtTokenEndpoint: Step<TokenRequest> = (asked) => byVendorGrant(asked, 'token');

import type { Client, Login, Person, Ports, Reply } from '../../model/index.ts';
import { because, fixOf } from '../../oauth/authorize/arrival.ts';
import { jsonReply } from '../../oauth/replies.ts';
import { splitSpaces } from '../../oauth/space-delimited.ts';
import type { Step } from '../../oauth/steps.ts';
import type { TokenRequest } from '../../oauth/token/request.ts';
import { refuseForm } from '../../oauth/token/steps.ts';
import { API_PARAM, type Audience, findAudience } from './apis.ts';
import { checkPassword } from './passwords.ts';
import { rotationFacts } from './refresh-policy.ts';

type Json = Readonly<Record<string, unknown>>;
type Asked = TokenRequest & { readonly client: Client };

const NO_STORE = [['Cache-Control', 'no-store']] as const;

const answer = async ({ form, ports }: TokenRequest, client: Client, body: Json, login?: Login): Promise<Reply> => {
  const value = body.refresh_token;
  const refreshToken = typeof value === 'string' ? await ports.engine.token(value) : undefined;
  const about = { ...(login && { login }), ...(refreshToken && { refreshToken }) };
  const input = { body, form, client, ...about, nowEpochSeconds: ports.nowEpochSeconds() };
  return jsonReply(200, ports.decide('token.reply', input, { body }).body, NO_STORE);
};

/** The API of a request, or the refusal of it. */
const audienceFor = async ({ form, request, client, ports }: Asked): Promise<Audience | Reply> => {
  const named = ports.ask('audience.named', { params: form, at: 'token' });
  const audience = await findAudience(client, named?.audience, request.url.host, ports);
  const refusal = ports.ask('audience.refuse', { audience, client, grantType: form.grant_type ?? '' });
  if (!refusal) return audience;
  const reply = jsonReply(refusal.status, { error: refusal.error, error_description: refusal.description });
  return because(reply, fixOf(refusal, client));
};

const apiOf = (audience: Audience) => ('api' in audience ? audience.api : undefined);

/** A token for the client itself: without refresh token and ID token. */
const giveClientToken = async (asked: Asked): Promise<Reply> => {
  const { form, client, ports } = asked;
  const audience = await audienceFor(asked);
  if ('body' in audience) return audience;
  const api = apiOf(audience);
  const wanted = splitSpaces(form.scope);
  const granted = api?.scopes ?? wanted;
  const scopes = wanted.length > 0 ? granted.filter((scope) => wanted.includes(scope)) : granted;
  const resource = api === undefined ? {} : { resource: api.identifier };
  const made = await ports.engine.issueForClient(client, { grantType: 'client_credentials', scopes, ...resource });
  const scope = scopes.length > 0 ? { scope: scopes.join(' ') } : {};
  return answer(asked, client, { access_token: made.value, expires_in: made.lifetimeSeconds, token_type: 'Bearer', ...scope });
};

/** The whole protocol without its pages, so that the tokens equal any others. */
const logIn = async (asked: Asked, person: Person, audience: Audience): Promise<Reply> => {
  const { form, client, ports } = asked;
  const { session, signedInAtEpochSeconds } = await ports.engine.signIn(person);
  const api = apiOf(audience);
  const scope = form.scope || 'openid';
  const params = { client_id: client.clientId, redirect_uri: client.redirectUris[0] ?? 'https://none.invalid/', scope };
  const flow = ports.newFlow();
  ports.note({ flow, person });
  const vendorParams = { ...form, ...rotationFacts(client), scope, ...(api && { [API_PARAM]: JSON.stringify(api) }) };
  const { password: _, client_secret: __, ...kept } = vendorParams as Record<string, string>;
  const outcome = await ports.engine.ask({
    ...{ params: { ...params, response_type: 'code' }, client, session, signedInAtEpochSeconds, flow, vendorParams: kept },
    ...{ granted: splitSpaces(scope), consentShown: false, redirectUriFits: true },
    ...(api && { resource: api.identifier }),
  });
  await ports.engine.endSession(session, 'signed-out');
  if (outcome.kind !== 'answer' || typeof outcome.payload.code !== 'string')
    return refuseForm(asked, 'invalid_scope', 'no scope was granted');
  const secret = client.clientSecret === undefined ? {} : { client_secret: client.clientSecret };
  const { redirect_uri, client_id } = params;
  const redeem = { grant_type: 'authorization_code', code: outcome.payload.code, redirect_uri, client_id, ...secret };
  const reply = await ports.engine.exchange(redeem, { client });
  return answer(asked, client, reply.body, reply.login);
};

/** Why this person gets no tokens, before the password is even asked for an Action. */
const refusedPerson = (person: Person, client: Client, ports: Ports): Reply | undefined => {
  const denied = ports.ask('action.deny', { person, client });
  return denied && jsonReply(403, { error: 'access_denied', error_description: denied.reason });
};

const givePersonToken = async (asked: Asked): Promise<Reply> => {
  const { form, client, ports } = asked;
  const audience = await audienceFor(asked);
  if ('body' in audience) return audience;
  const person = form.username === undefined ? undefined : await ports.people.find(form.username);
  const result = await checkPassword(person, form.password ?? '', client, ports);
  if (result === 'blocked') return refuseForm(asked, 'too_many_attempts', 'the account is blocked');
  if (result === 'wrong' || !person) return refuseForm(asked, 'invalid_grant', 'the password is wrong');
  if (person.status === 'disabled') return refuseForm(asked, 'invalid_grant', 'the user is blocked');
  return refusedPerson(person, client, ports) ?? logIn(asked, person, audience);
};

const isAuthentic = (client: Client, form: Readonly<Record<string, string>>, ports: Ports): boolean =>
  ports.engine.secretFits(client, form.client_secret);

/** Grants that bring tokens without a code: client credentials and passwords. */
export const giveDirectly: Step<TokenRequest> = async (asked) => {
  const { form, client, ports } = asked;
  const decided = ports.ask('token.direct', { form, ...(client && { client }) });
  if (!decided) return undefined;
  if (!client || !isAuthentic(client, form, ports)) return refuseForm(asked, 'invalid_client', 'client authentication failed');
  const known = { ...asked, client };
  return decided.give === 'client-token' ? giveClientToken(known) : givePersonToken(known);
};

import type { Client, Login, Person, Ports, Reply } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';
import type { Step } from '../../oauth/steps.ts';
import type { TokenRequest } from '../../oauth/token/request.ts';
import { refuse } from '../../oauth/token/steps.ts';
import { isAuthentic } from './oauth-client.ts';
import { checkPassword, maySignIn, tooManyAttempts } from './passwords.ts';
import { schemesOf } from './schemes/allowed.ts';
import { isOutdated } from './schemes/oauth.ts';

type Json = Readonly<Record<string, unknown>>;
type Asked = TokenRequest & { readonly client: Client };

/** Grants of this API. @see https://www.rfc-editor.org/rfc/rfc6749#section-4 */
const GRANT_TYPES: ReadonlySet<string> = new Set(['password', 'client_credentials', 'refresh_token']);

/** Every token of a person may do what that person may; the API has no scopes. */
const SCOPE = 'openid';

const NO_STORE = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
] as const;

/** What error_description may not hold. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const NOT_TOLD = /[^\x20\x21\x23-\x5b\x5d-\x7e]/g;

/** Refuses with the code alone. A behaviour adds what the problem is. */
const refuseFor = (asked: TokenRequest, error: string, problem: string): Promise<Reply> => {
  const failure = { error, detail: problem.replaceAll(NOT_TOLD, '?') };
  return refuse(asked, { status: error === 'invalid_client' ? 401 : 400, body: { error }, failure });
};

const gives = (type: string, ports: Pick<Ports, 'decide'>): boolean =>
  type === 'refresh_token' || (GRANT_TYPES.has(type) && ports.decide('oauth.grant', { type }, { gives: false }).gives);

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2 */
export const refuseRepeated: Step<TokenRequest> = (asked) => {
  const [name] = asked.repeated;
  return name === undefined ? undefined : refuseFor(asked, 'invalid_request', `${name.slice(0, 100)} is sent more than once`);
};

/** Refuses a grant that the API does not have, and a client that may not use it or does not prove itself. */
export const refuseGrant: Step<TokenRequest> = (asked) => {
  const { form, client, ports } = asked;
  const { grant_type: type } = form;
  if (type === undefined) return refuseFor(asked, 'invalid_request', 'grant_type is missing');
  if (!gives(type, ports)) {
    const known = [...GRANT_TYPES].filter((each) => gives(each, ports.quiet)).join(', ');
    return refuseFor(asked, 'unsupported_grant_type', `${type.slice(0, 100)} is not one of: ${known}`);
  }
  if (!client || !isAuthentic(asked)) return refuseFor(asked, 'invalid_client', 'The client is unknown, or its secret is wrong');
  if (schemesOf({ client, ports }).includes('oauth')) return undefined;
  return refuseFor(asked, 'unauthorized_client', 'The client may not use the scheme oauth');
};

const answer = ({ form, client, ports }: Asked, body: Json, login?: Login): Reply => {
  const input = { body, form, client, nowEpochSeconds: ports.nowEpochSeconds(), ...(login && { login }) };
  return jsonReply(200, ports.decide('token.reply', input, { body }).body, NO_STORE);
};

/** A token of nobody yet: whoever registers with it is who it acts for. */
const giveClientToken = async (asked: Asked): Promise<Reply> => {
  const { client, ports } = asked;
  const { value, lifetimeSeconds } = await ports.engine.issueForClient(client, { grantType: 'client_credentials', scopes: [] });
  return answer(asked, { access_token: value, token_type: 'Bearer', expires_in: lifetimeSeconds });
};

/** The whole protocol without its pages, so that the tokens equal any others. */
const logIn = async (asked: Asked, person: Person): Promise<Reply> => {
  const { client, ports } = asked;
  const { session, signedInAtEpochSeconds } = await ports.engine.signIn(person);
  const redirectUri = 'https://none.invalid/';
  const params = { client_id: client.clientId, redirect_uri: redirectUri, scope: SCOPE, response_type: 'code' };
  const flow = ports.newFlow();
  ports.note({ flow, person });
  const outcome = await ports.engine.ask({
    ...{ params, client, session, signedInAtEpochSeconds, flow, vendorParams: { scope: SCOPE } },
    ...{ granted: [SCOPE], consentShown: false, redirectUriFits: true },
  });
  await ports.engine.endSession(session, 'signed-out');
  const code = outcome.kind === 'answer' ? outcome.payload.code : undefined;
  if (typeof code !== 'string') throw new Error(`the engine gave no code: ${outcome.kind}`);
  const secret = client.clientSecret === undefined ? {} : { client_secret: client.clientSecret };
  const redeem = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: client.clientId, ...secret };
  const reply = await ports.engine.exchange(redeem, { client });
  if (reply.status !== 200) throw new Error(`the engine gave no tokens: ${String(reply.body.error)}`);
  return answer(asked, reply.body, reply.login);
};

const givePersonToken = async (asked: Asked): Promise<Reply> => {
  const { form, ports } = asked;
  const { username, password } = form;
  if (username === undefined || password === undefined)
    return refuseFor(asked, 'invalid_request', `${username === undefined ? 'username' : 'password'} is missing`);
  const result = await checkPassword(username, password, ports);
  if (result.kind === 'locked') throw tooManyAttempts(result.retryAfterSeconds);
  if (result.kind === 'wrong') return refuseFor(asked, 'invalid_grant', 'the username is unknown, or the password is wrong');
  maySignIn(result.person, ports);
  return logIn(asked, result.person);
};

/** Grants that bring tokens at once: a password, and the client alone. */
export const giveDirectly: Step<TokenRequest> = (asked) => {
  const { client } = asked;
  if (!client || asked.form.grant_type === 'refresh_token') return undefined;
  const known = { ...asked, client };
  return asked.form.grant_type === 'password' ? givePersonToken(known) : giveClientToken(known);
};

/** Refuses a refresh without its token, one of somebody who may not sign in any more, and one from before the password changed. */
export const refuseRefresh: Step<TokenRequest> = async (asked) => {
  const { form, login, person, ports } = asked;
  if (!form.refresh_token) return refuseFor(asked, 'invalid_request', 'refresh_token is missing');
  if (!person) return undefined;
  maySignIn(person, ports);
  if (!login || !(await isOutdated({ login }, person, ports))) return undefined;
  const { ends } = ports.decide('credential.password-changed', { kind: 'refresh token', person }, { ends: false });
  return ends ? refuseFor(asked, 'invalid_grant', 'the refresh token is from before the password changed') : undefined;
};

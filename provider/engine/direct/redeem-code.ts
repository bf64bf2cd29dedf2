import { currentCall } from '../engine-call.ts';
import { consumeModel } from '../model-rows.ts';
import { bringsRefreshToken } from '../refresh-policy.ts';
import { type Accepted, acceptSource } from './accepted.ts';
import { issueAccessToken, issueRefreshToken, tokenResponse } from './issue-tokens.ts';
import { provesPossession } from './pkce.ts';
import { type DirectReply, lostRace } from './reply.ts';

type Form = Readonly<Record<string, string>>;

const GRANT_TYPE = 'authorization_code';

/** Whether the code may go to the sender of a form: for the same redirect URI, to who holds the verifier. */
const isForSender = ({ source: { payload } }: Accepted, { redirect_uri: redirectUri, code_verifier: verifier }: Form): boolean =>
  Boolean(redirectUri) &&
  payload.redirectUri === redirectUri &&
  provesPossession(verifier, payload.codeChallenge, payload.codeChallengeMethod);

const issueTokens = async ({ client, source, person, login, resource }: Accepted): Promise<DirectReply> => {
  const { payload, grant } = source;
  const scopes = new Set(payload.scope?.split(' '));
  const about = { client, person, login, grant, resource, scopes, grantType: GRANT_TYPE, refreshed: false };
  const issue = { ...about, source: payload };
  const accessToken = await issueAccessToken(issue);
  const isOffline = scopes.has('offline_access');
  const isRefreshable = await bringsRefreshToken({ clientId: client.clientId, grantId: payload.grantId, isOffline });
  const { iiat: _, ...first } = { ...payload, gty: GRANT_TYPE };
  const refreshToken = isRefreshable ? await issueRefreshToken(first, client, 0) : undefined;
  return { status: 200, body: await tokenResponse(issue, accessToken, refreshToken) };
};

/**
 * Redeems a code. Undefined, with nothing written and no behaviour asked, if the engine has to judge the request.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 */
export const redeemCode = async (form: Form, chosen: string | undefined): Promise<DirectReply | undefined> => {
  const accepted = await acceptSource(form, ['AuthorizationCode', form.code], chosen);
  if (!accepted || !isForSender(accepted, form)) return undefined;
  const { kind, id, payload } = accepted.source;
  if (!(await consumeModel(kind, id))) return lostRace(kind);
  const reply = await issueTokens(accepted);
  currentCall().grantId = payload.grantId;
  return reply;
};

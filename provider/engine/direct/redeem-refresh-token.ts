import { currentCall } from '../engine-call.ts';
import { consumeModel } from '../model-rows.ts';
import { isRotated } from '../refresh-policy.ts';
import { type Accepted, acceptSource } from './accepted.ts';
import { isScope } from './code-request.ts';
import { issueAccessToken, issueRefreshToken, tokenResponse } from './issue-tokens.ts';
import { type DirectReply, lostRace } from './reply.ts';
import type { SourcePayload } from './source.ts';

type Form = Readonly<Record<string, string>>;

const GRANT_TYPE = 'refresh_token';

/** Grant types of a refresh token and of what it brings: its own, and that it was refreshed. */
const refreshedType = (grantType: string | undefined): string | undefined =>
  grantType && !grantType.endsWith(GRANT_TYPE) ? `${grantType} ${GRANT_TYPE}` : grantType;

/** Requested scopes: all of the refresh token, or some of them. Undefined if it does not have one. */
const scopesFor = (scope: string | undefined, source: SourcePayload): ReadonlySet<string> | undefined => {
  const has = new Set(source.scope?.split(' '));
  if (!scope) return has;
  const wanted = scope.split(' ');
  return isScope(scope) && wanted.every((each) => has.has(each)) ? new Set(wanted) : undefined;
};

const firstIssued = ({ iiat, iat }: SourcePayload): number => iiat || iat;

/** Replaces the refresh token if the persona says so. Returns the one that goes out; undefined if another request was faster. */
const nextRefreshToken = async ({ client, source }: Accepted): Promise<string | undefined> => {
  const { kind, id, payload } = source;
  const iiat = firstIssued(payload);
  const used = { clientId: client.clientId, grantId: payload.grantId, firstIssuedAtEpochSeconds: iiat };
  if (!(await isRotated(used))) return id;
  if (!(await consumeModel(kind, id))) return undefined;
  const { gty, ...rest } = payload;
  const grantType = refreshedType(gty);
  const next = { ...rest, iiat, ...(grantType !== undefined && { gty: grantType }) };
  return issueRefreshToken(next, client, typeof payload.rotations === 'number' ? payload.rotations + 1 : 1);
};

const issueTokens = async (
  { client, source, person, login, resource }: Accepted,
  scopes: ReadonlySet<string>,
  refreshToken: string,
): Promise<DirectReply> => {
  const { payload, grant } = source;
  const about = { client, person, login, grant, resource, scopes, refreshed: true };
  const issue = { ...about, source: payload, grantType: refreshedType(payload.gty) };
  const accessToken = await issueAccessToken(issue);
  return { status: 200, body: await tokenResponse(issue, accessToken, refreshToken) };
};

/**
 * Uses a refresh token. Undefined, with nothing written and no behaviour asked, if the engine has to judge the request.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 */
export const redeemRefreshToken = async (form: Form, chosen: string | undefined): Promise<DirectReply | undefined> => {
  const accepted = await acceptSource(form, ['RefreshToken', form.refresh_token], chosen);
  const scopes = accepted && scopesFor(form.scope, accepted.source.payload);
  if (!accepted || !scopes) return undefined;
  const { kind, payload } = accepted.source;
  const refreshToken = await nextRefreshToken(accepted);
  if (refreshToken === undefined) return lostRace(kind);
  const reply = await issueTokens(accepted, scopes, refreshToken);
  currentCall().grantId = payload.grantId;
  return reply;
};

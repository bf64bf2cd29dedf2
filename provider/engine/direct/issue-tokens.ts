import { type Client, type Login, oauthOf, type Person } from '../../model/index.ts';
import { nowEpochSeconds } from '../../world/index.ts';
import { choosesFormat, finishAccessToken } from '../access-token-format.ts';
import { currentCall } from '../engine-call.ts';
import { finishIdToken } from '../finish-id-token.ts';
import { plainText, shapedText } from '../identifiers.ts';
import { writeModel } from '../model-rows.ts';
import { resourceOf } from '../resources.ts';
import { tokenLifetime } from '../token-lifetime.ts';
import { claimsAbout } from './claims.ts';
import { apiScopes, type GrantPayload, identityScopes, scopeOf } from './grant.ts';
import type { SourcePayload } from './source.ts';

/** What tokens are issued for: a code or refresh token that was accepted. */
export interface Issue {
  readonly client: Client;
  readonly person: Person;
  readonly login: Login | undefined;
  readonly grant: GrantPayload;
  /** Of the code or refresh token. */
  readonly source: SourcePayload;
  /** Grant type of the tokens. */
  readonly grantType: string | undefined;
  /** Resource indicator of the API. */
  readonly resource: string | undefined;
  /** Requested scopes: all of the source, or fewer. */
  readonly scopes: ReadonlySet<string>;
  readonly refreshed: boolean;
}

/** The engine accepts no other lifetime. */
const positive = (seconds: number, kind: string): number => {
  if (Number.isSafeInteger(seconds) && seconds > 0) return seconds;
  throw new TypeError(`ttl.${kind} must return a positive integer`);
};

/** An issued access token. */
export interface IssuedAccessToken {
  readonly value: string;
  readonly lifetimeSeconds: number;
  readonly scope: string;
}

/** Those of some scopes that an API has: all of the login at work. */
const knownToApi = (scopes: ReadonlySet<string>): ReadonlySet<string> => {
  const all = (currentCall().login?.scopes ?? []).join(' ').split(' ');
  return new Set(all.filter((scope) => scopes.has(scope)));
};

const accessTokenScope = ({ grant, resource, scopes }: Issue): string =>
  resource === undefined ? scopeOf(identityScopes(grant), scopes) : scopeOf(apiScopes(grant, resource), knownToApi(scopes));

/** Writes the access token in the format that the persona chooses. */
export const issueAccessToken = async (issue: Issue): Promise<IssuedAccessToken> => {
  const { client, person, login, source, grantType, resource: indicator } = issue;
  const { context, issuer = '' } = currentCall();
  const resource = indicator === undefined ? undefined : resourceOf(indicator);
  const scope = accessTokenScope(issue);
  const about = { ...(grantType !== undefined && { grantType }), ...(resource !== undefined && { resource }) };
  const plainSeconds = oauthOf(context.persona).lifetimeSeconds.accessToken;
  const lifetimeSeconds = positive(tokenLifetime('access-token', plainSeconds, about), 'AccessToken');
  const plain = plainText();
  const jti = choosesFormat() ? plain : (shapedText(context, 'access-token') ?? plain);
  const iat = nowEpochSeconds();
  const payload = {
    ...{ iat, exp: iat + lifetimeSeconds, accountId: source.accountId, grantId: source.grantId },
    ...(grantType !== undefined && { gty: grantType }),
    ...(source.sessionUid !== undefined && { sessionUid: source.sessionUid }),
    ...{ kind: 'AccessToken', jti, clientId: client.clientId },
    ...(resource !== undefined && { aud: resource }),
    scope,
  };
  const token = { jti, scope, ...about };
  const made = choosesFormat()
    ? await finishAccessToken(issuer, { client, person, login }, token, payload)
    : { value: jti, payload };
  await writeModel('AccessToken', made.value, made.payload);
  return { value: made.value, lifetimeSeconds, scope };
};

/** Writes a refresh token: the first one of a login, or the next one of its family. */
export const issueRefreshToken = async (source: SourcePayload, client: Client, rotations: number): Promise<string> => {
  const { context, refreshLifetimeSeconds } = currentCall();
  const plainSeconds = oauthOf(context.persona).lifetimeSeconds.refreshToken;
  const lifetimeSeconds = positive(refreshLifetimeSeconds ?? tokenLifetime('refresh-token', plainSeconds), 'RefreshToken');
  const plain = plainText();
  const jti = shapedText(context, 'refresh-token') ?? plain;
  const iat = nowEpochSeconds();
  await writeModel('RefreshToken', jti, {
    ...{ iat, exp: iat + lifetimeSeconds, accountId: source.accountId },
    ...(source.authTime !== undefined && { authTime: source.authTime }),
    ...(source.iiat !== undefined && { iiat: source.iiat }),
    grantId: source.grantId,
    ...(source.gty !== undefined && { gty: source.gty }),
    ...(source.nonce !== undefined && { nonce: source.nonce }),
    ...(source.resource !== undefined && { resource: source.resource }),
    rotations,
    ...(source.scope !== undefined && { scope: source.scope }),
    ...(source.sessionUid !== undefined && { sessionUid: source.sessionUid }),
    ...{ kind: 'RefreshToken', jti, clientId: client.clientId },
    ...(source.iiat === undefined && { iiat: iat }),
  });
  return jti;
};

/** Signs the ID token. An access token for an API has no other way to the claims of the scopes. */
const issueIdToken = async (issue: Issue, accessToken: string): Promise<string> => {
  const { client, person, login, source, grant, resource, scopes, refreshed } = issue;
  const { context, issuer } = currentCall();
  const granted = identityScopes(grant);
  const claimed = resource === undefined ? ['openid'] : granted.filter((scope) => scopes.has(scope));
  const about = claimsAbout(context.persona, { person, authTime: source.authTime }, claimed);
  const lifetimeSeconds = positive(tokenLifetime('id-token', oauthOf(context.persona).lifetimeSeconds.idToken), 'IdToken');
  const iat = nowEpochSeconds();
  const named = { ...about, ...(source.nonce !== undefined && { nonce: source.nonce }) };
  const claims = { ...named, aud: client.clientId, exp: iat + lifetimeSeconds, iat, iss: issuer };
  return finishIdToken(JSON.parse(JSON.stringify(claims)), {
    ...{ person, client, login, accessToken, refreshed },
    scopes: granted.filter(Boolean),
  });
};

/** The body of a token response, in the engine's order. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export const tokenResponse = async (
  issue: Issue,
  { value, lifetimeSeconds, scope }: IssuedAccessToken,
  refreshToken: string | undefined,
): Promise<Readonly<Record<string, unknown>>> => {
  const idToken = issue.scopes.has('openid') ? await issueIdToken(issue, value) : undefined;
  return {
    ...{ access_token: value, expires_in: lifetimeSeconds },
    ...(idToken !== undefined && { id_token: idToken }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...((issue.source.scope || scope) && { scope }),
    token_type: 'Bearer',
  };
};

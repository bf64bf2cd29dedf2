import type { KeyObject } from 'node:crypto';
import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { type OauthFailure, oauthOf, type Persona, type Stages } from '../model/index.ts';
import { WorldAdapter } from './adapter.ts';
import { DeferredSigningKey } from './deferred-key.ts';
import { currentCall } from './engine-call.ts';
import { newId } from './identifiers.ts';
import { GRANT_SECONDS, sessionSeconds } from './lifetime.ts';
import { bringsRefreshToken, isRotated } from './refresh-policy.ts';
import { reuseReach } from './refresh-reuse.ts';
import { indicatorOf, resourceIndicators, resourceOf } from './resources.ts';
import { tokenLifetime } from './token-lifetime.ts';

const lifetime =
  (kind: Stages['token.lifetime']['input']['kind'], plainSeconds: number) =>
  (_ctx?: unknown, token?: object): number => {
    const { gty: grantType, resourceServer } = (token ?? {}) as { gty?: string; resourceServer?: { identifier(): string } };
    return tokenLifetime(kind, plainSeconds, {
      ...(grantType !== undefined && { grantType }),
      ...(resourceServer && { resource: resourceOf(resourceServer.identifier()) }),
    });
  };

/** Checks that only serve interactions kept by the engine itself; ours are shown by the persona. */
const policy = () => {
  const prompts = interactionPolicy.base();
  prompts.get('consent')?.checks.remove('native_client_prompt');
  prompts.get('consent')?.checks.remove('op_claims_missing');
  return prompts;
};

export const failureOf = (error: {
  error?: string;
  error_description?: string;
  error_detail?: string;
  message: string;
}): OauthFailure => ({
  error: error.error ?? 'server_error',
  ...(error.error_description !== undefined && { description: error.error_description }),
  detail: error.error_detail ?? error.message,
});

/** A new Grant for every login, with what the person granted now or before; saved only when an answer goes out. */
const loadExistingGrant = async (ctx: KoaContextWithOIDC) => {
  const { asked } = currentCall();
  const { client, account, provider } = ctx.oidc;
  if (!asked || !client || !account) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.jti = newId();
  const [granted, declined] = [asked.granted.join(' '), (asked.declined ?? []).join(' ')];
  if (granted) grant.addOIDCScope(granted);
  if (declined) grant.rejectOIDCScope(declined);
  if (asked.resource && granted) grant.addResourceScope(indicatorOf(asked.resource), granted);
  if (asked.resource && declined) grant.rejectResourceScope(indicatorOf(asked.resource), declined);
  nameSession(ctx.oidc.session as Authorizations | undefined, client.clientId);
  return grant;
};

/** The engine's session, as far as it remembers what it is at each client. */
interface Authorizations {
  sidFor(clientId: string, value?: string): string | undefined;
}

/** Gives a session its id at a client. The engine would do it next, with randomness of its own. */
const nameSession = (session: Authorizations | undefined, clientId: string): void => {
  if (session && !session.sidFor(clientId)) session.sidFor(clientId, newId());
};

const findAccount = (persona: Persona) => async (_ctx: KoaContextWithOIDC, sub: string) => {
  const person = await currentCall().context.world.people.find(sub);
  if (person?.sub !== sub) return undefined;
  return { accountId: sub, claims: async () => ({ sub, ...oauthOf(persona).claims(person) }) };
};

const issueRefreshToken: NonNullable<Configuration['issueRefreshToken']> = (_ctx, { clientId }, { grantId, scopes }) =>
  bringsRefreshToken({ clientId, grantId, isOffline: scopes.has('offline_access') });

const rotateRefreshToken: NonNullable<Configuration['rotateRefreshToken']> = (ctx) => {
  const { RefreshToken: token } = ctx.oidc.entities;
  const { iiat: firstIssuedAtEpochSeconds } = (token ?? {}) as { iiat?: number };
  return isRotated({ clientId: ctx.oidc.client?.clientId, grantId: token?.grantId, firstIssuedAtEpochSeconds });
};

const refuseNetwork = async (): Promise<never> => {
  throw new Error('the protocol engine makes no outgoing request');
};

/** The plain engine for one persona. What can be decided for each request is a closure that reads the world at work. */
export const configurationFor = (persona: Persona, publicKey: KeyObject): Configuration => {
  const seconds = oauthOf(persona).lifetimeSeconds;
  return {
    adapter: WorldAdapter,
    jwks: { keys: [new DeferredSigningKey(publicKey)] } as never,
    scopes: [...oauthOf(persona).scopes],
    claims: oauthOf(persona).claimsByScope as never,
    cookies: { names: { session: '_session' }, keys: [] },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators,
      rpInitiatedLogout: { enabled: false },
      claimsParameter: { enabled: true },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    } as never,
    responseTypes: ['code', 'id_token', 'code id_token', 'id_token token', 'code id_token token', 'none'],
    pkce: { required: () => false },
    allowOmittingSingleRegisteredRedirectUri: false,
    expiresWithSession: async () => false,
    interactions: { policy: policy(), url: async (_ctx, interaction) => describeMissing(interaction) },
    revokeGrantPolicy: () => reuseReach() === 'everything',
    loadExistingGrant,
    findAccount: findAccount(persona) as never,
    issueRefreshToken,
    rotateRefreshToken,
    renderError: async (ctx, _out, error) => {
      currentCall().answer = { kind: 'page', failure: failureOf(error as never) };
      ctx.body = '';
    },
    fetch: refuseNetwork as never,
    ttl: {
      AccessToken: lifetime('access-token', seconds.accessToken),
      RefreshToken: () => currentCall().refreshLifetimeSeconds ?? lifetime('refresh-token', seconds.refreshToken)(),
      AuthorizationCode: lifetime('code', seconds.code),
      IdToken: lifetime('id-token', seconds.idToken),
      Grant: () => GRANT_SECONDS,
      Session: (_ctx, session) => sessionSeconds(currentCall().context, (session as { loginTs?: number }).loginTs),
      Interaction: () => 60,
    },
  };
};

const describeMissing = (interaction: { prompt: { name: string; reasons: string[] } }): string => {
  currentCall().answer = { kind: 'needs', prompt: interaction.prompt.name, reasons: interaction.prompt.reasons };
  return 'https://engine.invalid/needs';
};

import type { KeyObject } from 'node:crypto';
import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { type Client, type Login, type OauthFailure, oauthOf, type Persona, type Stages } from '../model/index.ts';
import { askBehaviours, nowEpochSeconds, randomText } from '../world/index.ts';

import { WorldAdapter } from './adapter.ts';
import { DeferredSigningKey } from './deferred-key.ts';
import { clientAtWork, currentCall } from './engine-call.ts';
import { lifetimeOf, sessionSeconds } from './lifetime.ts';
import { readLogin } from './logins.ts';
import { reuseReach } from './refresh-reuse.ts';
import { indicatorOf, resourceIndicators, resourceOf } from './resources.ts';

/** A grant outlives its tokens: these have lifetimes of their own, and using a refresh token may prolong it. */
const GRANT_SECONDS = 20 * 365 * 86_400;

const lifetime =
  (kind: Stages['token.lifetime']['input']['kind'], plainSeconds: number) =>
  (_ctx?: unknown, token?: object): number => {
    const { gty: grantType, resourceServer } = (token ?? {}) as { gty?: string; resourceServer?: { identifier(): string } };
    const { context, login, asked, client } = currentCall();
    const params = login?.params ?? asked?.vendorParams ?? {};
    const what = {
      ...(client && { client }),
      ...(grantType !== undefined && { grantType }),
      ...(resourceServer && { resource: resourceOf(resourceServer.identifier()) }),
    };
    return lifetimeOf(context, { kind, params, ...what }, plainSeconds);
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
  grant.jti = randomText(22);
  const [granted, declined] = [asked.granted.join(' '), (asked.declined ?? []).join(' ')];
  if (granted) grant.addOIDCScope(granted);
  if (declined) grant.rejectOIDCScope(declined);
  if (asked.resource && granted) grant.addResourceScope(indicatorOf(asked.resource), granted);
  if (asked.resource && declined) grant.rejectResourceScope(indicatorOf(asked.resource), declined);
  return grant;
};

const findAccount = (persona: Persona) => async (_ctx: KoaContextWithOIDC, sub: string) => {
  const person = await currentCall().context.world.people.find(sub);
  if (person?.sub !== sub) return undefined;
  return { accountId: sub, claims: async () => ({ sub, ...oauthOf(persona).claims(person) }) };
};

/** The login of a grant: the one at work, or one read from the world. */
const loginBehind = async (grantId: string | undefined): Promise<Login | undefined> => {
  const { context, login } = currentCall();
  return login && login.grantId === grantId ? login : readLogin(context, grantId);
};

const issueRefreshToken: NonNullable<Configuration['issueRefreshToken']> = async (_ctx, { clientId }, code) => {
  const { context } = currentCall();
  const [login, client] = [await loginBehind(code.grantId), clientAtWork(clientId)];
  const plain = { issue: code.scopes.has('offline_access') };
  if (!login || !client) return plain.issue;
  const { issue } = askBehaviours(context, 'refresh.issue', { login, client }) ?? plain;
  const now = { nowEpochSeconds: nowEpochSeconds() };
  const life = issue ? askBehaviours(context, 'refresh.lifetime', { login, client, used: false, ...now }) : undefined;
  if (life) currentCall().refreshLifetimeSeconds = life.lifetimeSeconds;
  return issue;
};

const rotateRefreshToken: NonNullable<Configuration['rotateRefreshToken']> = async (ctx) => {
  const { context } = currentCall();
  if (context.overrides?.rotateRefreshToken) return true;
  const login = await loginBehind(ctx.oidc.entities.RefreshToken?.grantId);
  const client = clientAtWork(ctx.oidc.client?.clientId);
  if (!login || !client) return false;
  const rotates = askBehaviours(context, 'refresh.rotate', { login, client })?.rotate ?? false;
  if (rotates) keepLifetime(ctx.oidc.entities.RefreshToken as { iiat?: number } | undefined, login, client);
  return rotates;
};

/** The lifetime of the refresh token that replaces this one. */
const keepLifetime = (before: { readonly iiat?: number } | undefined, login: Login, client: Client): void => {
  const first = before?.iiat === undefined ? {} : { firstIssuedAtEpochSeconds: before.iiat };
  const input = { login, client, used: true, ...first, nowEpochSeconds: nowEpochSeconds() };
  const life = askBehaviours(currentCall().context, 'refresh.lifetime', input);
  if (life) currentCall().refreshLifetimeSeconds = life.lifetimeSeconds;
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

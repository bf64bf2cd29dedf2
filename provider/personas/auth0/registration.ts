import { z } from 'zod';
import type { AppUnderTest, Client, Registration } from '../../model/index.ts';
import { EXAMPLE_API } from './endpoints.ts';

const text = z.string().max(4096);
const texts = z.array(text).max(100).readonly();
const seconds = z.number().int().min(1).max(31_557_600);
const claims = z.record(z.string().max(256), z.unknown());

const api = z.strictObject({
  identifier: text.describe('audience of the API: any text'),
  signingAlg: z
    .enum(['RS256', 'HS256'])
    .exactOptional()
    .describe('default RS256; with HS256 the audience of a token is one text'),
  signingSecret: text.exactOptional().describe('secret of the API; required for HS256'),
  dialect: z
    .enum(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'])
    .exactOptional()
    .describe('profile of access tokens; default `access_token`'),
  lifetimeSeconds: seconds.exactOptional().describe('lifetime of access tokens; default 86400'),
  lifetimeForWebSeconds: seconds.exactOptional().describe('lifetime in implicit and hybrid flows; default 7200'),
  allowOfflineAccess: z.boolean().exactOptional().describe('refresh tokens may be issued; default false'),
  skipConsent: z.boolean().exactOptional().describe('first-party clients need no consent; default true'),
  requiresGrant: z
    .boolean()
    .exactOptional()
    .describe('only clients that list the API get tokens for it; default false: every first-party client'),
  scopes: texts.exactOptional().describe('scopes of the API; default: any'),
  permissions: texts.exactOptional().describe('`permissions` of access tokens (RBAC); default: no such claim'),
});

/** An API (resource server) of a tenant. */
export type Api = Readonly<z.output<typeof api>>;

const refreshTokens = z.strictObject({
  rotation: z.enum(['rotating', 'non-rotating']).exactOptional(),
  expiration: z.enum(['expiring', 'non-expiring']).exactOptional(),
  leewaySeconds: z.number().int().min(0).max(31_557_600).exactOptional().describe('reuse interval; default 0'),
  lifetimeSeconds: seconds.exactOptional().describe('absolute lifetime; default 2592000'),
  idleLifetimeSeconds: seconds.exactOptional().describe('idle lifetime; default 1296000'),
});

const schema = z.strictObject({
  tenant: text.exactOptional().describe('host of the tenant, such as `shop.eu.auth0.com`; default: every tenant of the world'),
  apis: z.array(api).max(100).readonly().exactOptional().describe('APIs of the tenant that this client may get tokens for'),
  grantTypes: texts.exactOptional().describe('grants that are switched on; default: those of the kind of client'),
  refreshTokens: refreshTokens
    .exactOptional()
    .describe('refresh token policy; default: rotating and expiring for `spa`, else neither'),
  connections: texts
    .exactOptional()
    .describe('connections that are switched on; default `Username-Password-Authentication`, `google-oauth2`, `facebook`'),
  signUpDisabled: z.boolean().exactOptional().describe('the database connection takes no public sign-ups; default false'),
  emailVerificationUrl: text
    .refine((value) => URL.canParse(value), {
      error: ({ input }) => `Expected an absolute URL as emailVerificationUrl, found "${input}".`,
    })
    .exactOptional()
    .describe('where the link of a verification mail leads; default: a page of the tenant'),
  thirdParty: z.boolean().exactOptional().describe('a client of somebody else: consent is always asked'),
  webOrigins: texts.exactOptional().describe('allowed web origins, besides those of the redirect URIs'),
  logoutUrls: texts.exactOptional().describe('allowed logout URLs'),
  backchannelLogoutUrl: text
    .refine((value) => URL.canParse(value), {
      error: ({ input }) => `Expected an absolute URL as backchannelLogoutUrl, found "${input}".`,
    })
    .exactOptional()
    .describe('called when a session of the client ends; on loopback'),
  idTokenAlg: z.enum(['RS256', 'HS256']).exactOptional().describe('default RS256; HS256 signs with the client secret'),
  idTokenLifetimeSeconds: seconds.exactOptional().describe('default 36000'),
  skipCallbackConfirmation: z
    .boolean()
    .exactOptional()
    .describe('no confirmation before a redirect to loopback or a custom scheme; default true'),
  action: z
    .strictObject({
      deny: z.enum(['always', 'unverified']).exactOptional().describe('whom the Action denies access'),
      reason: text.exactOptional().describe('reason of the denial'),
      idTokenClaims: claims.exactOptional(),
      accessTokenClaims: claims.exactOptional(),
    })
    .exactOptional()
    .describe('a post-login Action: denial and custom claims'),
});

/** Client settings in the Auth0 dashboard. */
export type Auth0Registration = Readonly<z.output<typeof schema>>;

/** Apps come back from a logout to their start page, written with a slash or without one. */
const forApp = ({ origin, audiences }: AppUnderTest): Auth0Registration => ({
  logoutUrls: [origin, `${origin}/`],
  apis: (audiences.length > 0 ? audiences : [EXAMPLE_API]).map((identifier) => ({ identifier, allowOfflineAccess: true })),
});

export const registration: Registration = { schema, forApp };

/** Returns the settings of a client. Empty without a client. */
export const registrationOf = (client: Client | undefined): Auth0Registration => (client ?? {}) as Auth0Registration;

export const DATABASE = 'Username-Password-Authentication';

/** Returns the connections of a client. */
export const connectionsOf = (client: Client): readonly string[] =>
  registrationOf(client).connections ?? [DATABASE, 'google-oauth2', 'facebook'];

const ALL_KINDS = ['authorization_code', 'implicit', 'refresh_token'];

/** Returns the grants that are switched on for a client. A client with a secret has that of machines too. */
export const grantTypesOf = (client: Client): readonly string[] =>
  registrationOf(client).grantTypes ?? [...ALL_KINDS, ...(client.clientSecret === undefined ? [] : ['client_credentials'])];

/** Returns the origins whose pages may get a message from the tenant. */
export const webOriginsOf = (client: Client): readonly string[] => [
  ...(registrationOf(client).webOrigins ?? []),
  ...client.redirectUris.filter((uri) => /^https?:/.test(uri) && URL.canParse(uri)).map((uri) => new URL(uri).origin),
];

/** True for a client of the tenant's owner. */
export const isFirstParty = (client: Client): boolean => registrationOf(client).thirdParty !== true;

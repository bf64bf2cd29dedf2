import type { Client, Ports } from '../../model/index.ts';
import { type Api, isFirstParty, registrationOf } from './registration.ts';
import { tenantOf } from './tenant.ts';

/** What a client may do with an audience. */
export type Audience =
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly identifier: string }
  | { readonly state: 'granted' | 'not-granted'; readonly identifier: string; readonly api: Api };

/** An API that the client itself lists. */
export const ownApi = (client: Client | undefined, identifier: string | undefined): Api | undefined =>
  registrationOf(client).apis?.find((api) => api.identifier === identifier);

/** The userinfo endpoint of a tenant, which is an audience too. */
export const userinfoAudience = (issuer: string): string => `${issuer}userinfo`;

/** Scopes of the Management API that the lab serves. */
export const MANAGEMENT_SCOPES = [
  ...['read:users', 'create:users', 'update:users', 'delete:users', 'update:users_app_metadata', 'create:user_tickets'],
  ...['read:sessions', 'delete:sessions', 'read:refresh_tokens', 'delete:refresh_tokens', 'read:grants', 'delete:grants'],
  ...['read:device_credentials', 'delete:device_credentials', 'create:current_user_device_credentials'],
] as const;

const CANONICAL = /\.auth0\.com$/;
/** Audiences of Management APIs. */
export const OF_A_TENANT = /^https:\/\/[a-z0-9.-]+\.auth0\.com\/api\/v2\/$/;

/**
 * True for the audience of the Management API of the tenant at a host. It has the canonical host, whatever domain is in use;
 * at the lab's own address it may have that as well.
 */
export const isManagementAudience = (identifier: string, host: string, issuer: string): boolean =>
  CANONICAL.test(host)
    ? identifier === `https://${host}/api/v2/` || identifier === `${issuer}api/v2/`
    : OF_A_TENANT.test(identifier);

/** The API that every tenant has. No client may use it without a grant. */
export const managementApi = (identifier: string): Api => ({ identifier, requiresGrant: true, scopes: MANAGEMENT_SCOPES });

/** Looks up an audience among the APIs that the clients of the tenant list. */
export const findAudience = async (
  client: Client,
  identifier: string | undefined,
  host: string,
  ports: Ports,
): Promise<Audience> => {
  if (!identifier || identifier === userinfoAudience(ports.issuer(client))) return { state: 'none' };
  const own = ownApi(client, identifier);
  if (own) return { state: 'granted', identifier, api: own };
  if (isManagementAudience(identifier, host, ports.issuer(client)))
    return { state: 'not-granted', identifier, api: managementApi(identifier) };
  const others = (await ports.clients.all()).filter((each) => [undefined, host].includes(tenantOf(each)));
  const api = others.map((each) => ownApi(each, identifier)).find((each) => each !== undefined);
  if (!api) return { state: 'unknown', identifier };
  return { state: api.requiresGrant || !isFirstParty(client) ? 'not-granted' : 'granted', identifier, api };
};

/** A parameter of a login or a form with what the tenant knows of its API, for decisions about tokens. */
export const API_PARAM = 'lab_api';

/** Reads the API of a login. */
export const apiOfLogin = (params: Readonly<Record<string, string>>): Api | undefined => {
  const kept = params[API_PARAM];
  return kept === undefined ? undefined : (JSON.parse(kept) as Api);
};

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

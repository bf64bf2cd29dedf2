import type { AuthorizeRefusal, Client, RefusalReason, Reply } from '../../model/index.ts';
import type { Step } from '../steps.ts';
import type { ResolvedAuthorization } from './vendor.ts';

/** Adds to a refusal the reason that a registration would fix. */
export const because = (reply: Reply, reason: RefusalReason | undefined): Reply =>
  reason ? { ...reply, refusal: reason } : reply;

/** The reason of a refusal that a setting of the client would fix. */
export const fixOf = ({ fix }: Pick<AuthorizeRefusal, 'fix'>, client: Client | undefined): RefusalReason | undefined =>
  fix && client && { kind: 'setting', client, ...fix };

/** Refuses by the vendor's own rules. */
export const refuseByVendor: Step<ResolvedAuthorization> = (resolved) => {
  const { vendor, request, ports, sent: params, client, failure, redirectUri, reason } = resolved;
  const about = { params, ...(client && { client }), redirectUriFits: redirectUri.fits };
  const known = { scopes: vendor.knownScopes };
  const refusal = ports.ask('authorize.refuse', { ...about, request, known, ...(failure && { failure }) });
  return refusal && because(vendor.pages.refused(refusal, about, ports), reason ?? fixOf(refusal, client));
};

/** Refuses a request that the engine cannot parse. */
export const refuseUnreadable: Step<ResolvedAuthorization> = ({ vendor, ports, failure, reason }) =>
  failure && because(vendor.pages.refusedPlainly(failure, ports), reason);

const UNKNOWN_CLIENT = { error: 'invalid_client', description: 'client is invalid' };

/** Refuses an unregistered client, if no behaviour does. */
export const refuseUnknownClient: Step<ResolvedAuthorization> = ({ vendor, ports, client, reason }) =>
  client ? undefined : because(vendor.pages.refusedPlainly(UNKNOWN_CLIENT, ports), reason);

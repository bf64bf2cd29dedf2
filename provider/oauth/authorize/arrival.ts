import type { RefusalReason, Reply } from '../../model/index.ts';
import type { Step } from '../steps.ts';
import type { ResolvedAuthorization } from './vendor.ts';

/** A refusal with the reason that a registration would take away. */
export const because = (reply: Reply, reason: RefusalReason | undefined): Reply =>
  reason ? { ...reply, refusal: reason } : reply;

/** What the vendor refuses by rules of its own. */
export const refuseByVendor: Step<ResolvedAuthorization> = (resolved) => {
  const { vendor, request, ports, sent: params, client, failure, redirectUri, reason } = resolved;
  const about = { params, ...(client && { client }), redirectUriFits: redirectUri.fits };
  const known = { scopes: vendor.knownScopes };
  const refusal = ports.ask('authorize.refuse', { ...about, request, known, ...(failure && { failure }) });
  return refusal && because(vendor.pages.refused(refusal, about, ports), reason);
};

/** A request that the protocol does not read. */
export const refuseUnreadable: Step<ResolvedAuthorization> = ({ vendor, ports, failure, reason }) =>
  failure && because(vendor.pages.refusedPlainly(failure, ports), reason);

const UNKNOWN_CLIENT = { error: 'invalid_client', description: 'client is invalid' };

/** A client that nobody registered, where the vendor has no word for it. */
export const refuseUnknownClient: Step<ResolvedAuthorization> = ({ vendor, ports, client, reason }) =>
  client ? undefined : because(vendor.pages.refusedPlainly(UNKNOWN_CLIENT, ports), reason);

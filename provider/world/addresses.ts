import { atHost, includesHost } from '../model/hosts.ts';
import type { Client, Persona } from '../model/index.ts';
import { oauthOf } from '../model/persona.ts';

/** The host of a tenant. Absent at the vendor's own hosts. */
interface Tenant {
  readonly host?: string;
}

/** How a persona is addressed: at the vendor's own hosts, or at one base URL for all hosts. */
export type Mount = ({ readonly kind: 'vendor' } | { readonly kind: 'local'; readonly base: string }) & Tenant;

/** The tenant of a host: one that the vendor serves and does not name. */
export const tenantOf = ({ hosts, tenantHosts = [] }: Pick<Persona, 'hosts' | 'tenantHosts'>, host: string): Tenant =>
  tenantHosts.includes(host) || (!hosts.includes(host) && includesHost(hosts, host)) ? { host } : {};

/** Scheme and host of most vendor URLs. */
const PLAIN_ORIGIN = /^https:\/\/[a-z0-9.-]+(?=[/?#]|$)/;

const originOf = (vendorUrl: string): string => PLAIN_ORIGIN.exec(vendorUrl)?.[0] ?? new URL(vendorUrl).origin;

/** Maps a vendor URL to the URL at this mount. */
export const addressAt = (mount: Mount, vendorUrl: string): string => {
  if (mount.kind === 'vendor') return mount.host === undefined ? vendorUrl : atHost(vendorUrl, mount.host);
  return mount.base + vendorUrl.slice(originOf(vendorUrl).length);
};

/** Returns the local base URL of a persona, or of one of its tenants. That of the default world contains no world name. */
export const localBase = (labUrl: string, world: string, place: string): string =>
  world === 'default' ? `${labUrl}/${place}` : `${labUrl}/@${world}/${place}`;

/** Returns the issuer for a client, at every address. A client that names no tenant has that of the address in use. */
const issuerFor = ({ persona, mount, labUrl, world }: Meeting, client: Client): string => {
  const { issuer, tenantOf: ownTenant } = oauthOf(persona);
  const named = ownTenant?.(client);
  const host = named === undefined ? mount.host : tenantOf(persona, named).host;
  if (client.issuer === 'vendor') return addressAt({ kind: 'vendor', ...(host !== undefined && { host }) }, issuer);
  if (client.issuer !== 'local') return client.issuer;
  return addressAt({ kind: 'local', base: localBase(labUrl, world.id, host ?? persona.id) }, issuer);
};

/** Where a client meets its persona. */
interface Meeting {
  readonly persona: Persona;
  readonly mount: Mount;
  readonly labUrl: string;
  readonly world: { readonly id: string; readonly unregisteredClients: { readonly byVendorAddress: ReadonlySet<string> } };
}

/**
 * Returns the issuer for a client in an exchange. A provisional client has none of its own yet: it gets the vendor's where its
 * browser is at the vendor's address, or an app of this world has been.
 */
export const issuerIn = (meeting: Meeting, client: Client): string => {
  const { persona, mount, world } = meeting;
  const isAtVendor = mount.kind === 'vendor' || world.unregisteredClients.byVendorAddress.has(persona.id);
  const issuer = client.provisional && client.issuer === 'local' && isAtVendor ? 'vendor' : client.issuer;
  return issuerFor(meeting, { ...client, issuer });
};

import type { Client, Persona } from '../model/index.ts';
import { oauthOf } from '../model/persona.ts';

/** How a persona is addressed: at the vendor's own hosts, or at one base URL for all hosts. */
export type Mount = { readonly kind: 'vendor' } | { readonly kind: 'local'; readonly base: string };

/** Maps a vendor URL to the URL at this mount. */
export const addressAt = (mount: Mount, vendorUrl: string): string => {
  if (mount.kind === 'vendor') return vendorUrl;
  const { origin } = new URL(vendorUrl);
  return mount.base + vendorUrl.slice(origin.length);
};

/** Returns the local base URL of a persona. That of the default world contains no world name. */
export const localBase = (labUrl: string, world: string, persona: string): string =>
  world === 'default' ? `${labUrl}/${persona}` : `${labUrl}/@${world}/${persona}`;

/** Returns the issuer for a client, at every address. */
const issuerFor = (persona: Persona, labUrl: string, world: string, client: Client): string => {
  if (client.issuer === 'vendor') return oauthOf(persona).issuer;
  if (client.issuer !== 'local') return client.issuer;
  return addressAt({ kind: 'local', base: localBase(labUrl, world, persona.id) }, oauthOf(persona).issuer);
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
export const issuerIn = ({ persona, mount, labUrl, world }: Meeting, client: Client): string => {
  const isAtVendor = mount.kind === 'vendor' || world.unregisteredClients.byVendorAddress.has(persona.id);
  const issuer = client.provisional && client.issuer === 'local' && isAtVendor ? 'vendor' : client.issuer;
  return issuerFor(persona, labUrl, world.id, { ...client, issuer });
};

import type { Client, Persona } from '../model/index.ts';
import { oauthOf } from '../model/persona.ts';

/** By which address a persona is being used: the vendor's own hosts, or one base address for all of them. */
export type Mount = { readonly kind: 'vendor' } | { readonly kind: 'local'; readonly base: string };

/** The one mapping of addresses: a vendor's URL as it is reached by this mount. */
export const addressAt = (mount: Mount, vendorUrl: string): string => {
  if (mount.kind === 'vendor') return vendorUrl;
  const { origin } = new URL(vendorUrl);
  return mount.base + vendorUrl.slice(origin.length);
};

/** Base of a persona on the lab's own listener. The default world has no name in it. */
export const localBase = (labUrl: string, world: string, persona: string): string =>
  world === 'default' ? `${labUrl}/${persona}` : `${labUrl}/@${world}/${persona}`;

/** What a client is told as issuer, through whatever address it arrives. */
export const issuerFor = (persona: Persona, labUrl: string, world: string, client: Client): string => {
  if (client.issuer === 'vendor') return oauthOf(persona).issuer;
  if (client.issuer !== 'local') return client.issuer;
  return addressAt({ kind: 'local', base: localBase(labUrl, world, persona.id) }, oauthOf(persona).issuer);
};

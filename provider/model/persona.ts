import { LoginLabError } from './errors.ts';
import type { ConsentRequest } from './people.ts';
import type { OauthPart, PersonaParts } from './persona-parts.ts';
import type { Vendor } from './vendor.ts';

/** An imitated provider: the declaration of its vendor, and the implementation. */
export interface Persona extends Omit<Vendor, 'load'>, PersonaParts {
  /** Hosts of tenants at domains of their own, as the lab was told. */
  readonly tenantHosts?: readonly string[];
}

/** A persona with an OAuth engine. */
export interface OauthPersona extends Persona {
  readonly oauth: OauthPart;
}

/** True for a persona with an OAuth engine. */
export const speaksOauth = (persona: Persona): persona is OauthPersona => persona.oauth !== undefined;

/** Returns the OAuth part of a persona. Throws `unsupported` if it has none. */
export const oauthOf = ({ title, oauth }: Pick<Persona, 'title' | 'oauth'>): OauthPart => {
  if (oauth) return oauth;
  throw new LoginLabError('unsupported', `${title} is no OAuth provider here: it has no issuer, no tokens to mint and no keys.`);
};

/** Returns the issuer of a persona at a local address. It is written as the vendor writes its own: with a slash at its end, or without one. */
export const localIssuer = (address: string, { oauth: { issuer } }: OauthPersona): string =>
  address + issuer.slice(new URL(issuer).origin.length);

/** Returns the key of a consent. Without a request, the key is that of a request without parameters. */
export const consentKeyOf = (
  { oauth }: Pick<Persona, 'oauth'>,
  { client, params = {}, scopes = [] }: Pick<ConsentRequest, 'client'> & Partial<ConsentRequest>,
): string => oauth?.consentKey?.({ client, params, scopes }) ?? client.clientId;

/** True if a consent is one of a client's: its own key, or that and more after a space, where the vendor asks for each API. */
export const isConsentOf = (key: string, clientKey: string): boolean => key === clientKey || key.startsWith(`${clientKey} `);

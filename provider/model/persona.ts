import { LoginLabError } from './errors.ts';
import type { ConsentRequest } from './people.ts';
import type { OauthPart, PersonaParts } from './persona-parts.ts';
import type { Vendor } from './vendor.ts';

/** A provider that the lab imitates: what it declares of its vendor, and what answers in its place. */
export interface Persona extends Omit<Vendor, 'load'>, PersonaParts {}

/** A persona that speaks OAuth. */
export interface OauthPersona extends Persona {
  readonly oauth: OauthPart;
}

/** Whether a persona speaks OAuth. */
export const speaksOauth = (persona: Persona): persona is OauthPersona => persona.oauth !== undefined;

/** The OAuth part of a persona. Throws `unsupported` where it has none. */
export const oauthOf = ({ title, oauth }: Pick<Persona, 'title' | 'oauth'>): OauthPart => {
  if (oauth) return oauth;
  throw new LoginLabError('unsupported', `${title} is no OAuth provider here: it has no issuer, no tokens to mint and no keys.`);
};

/** What a consent is remembered by; for a client that has no request at hand, by what it asks for when it asks for nothing. */
export const consentKeyOf = (
  { oauth }: Pick<Persona, 'oauth'>,
  { client, params = {}, scopes = [] }: Pick<ConsentRequest, 'client'> & Partial<ConsentRequest>,
): string => oauth?.consentKey?.({ client, params, scopes }) ?? client.clientId;

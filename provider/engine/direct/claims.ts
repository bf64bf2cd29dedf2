import { oauthOf, type Person, type Persona } from '../../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** The engine's own scope with claims. A persona may list others under the same name. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = { openid: ['sub'] };

const claimsOfScope = (persona: Persona, scope: string): readonly string[] => {
  const { claimsByScope } = oauthOf(persona);
  const listed = Object.hasOwn(claimsByScope, scope) ? claimsByScope[scope] : ALWAYS[scope];
  if (!listed) return [];
  return scope === 'openid' && !listed.includes('sub') ? [...listed, 'sub'] : listed;
};

/** Scopes that the engine of a persona knows. A request for others goes to an API, or is not heard. */
export const knownScopes = (persona: Persona): ReadonlySet<string> => {
  const { scopes, claimsByScope } = oauthOf(persona);
  return new Set([...scopes, ...Object.keys(claimsByScope), ...Object.keys(ALWAYS)]);
};

/** Returns the claims about a person that the scopes bring, in the order of the scopes. */
export const claimsAbout = (
  persona: Persona,
  { person, authTime }: { readonly person: Person; readonly authTime: number | undefined },
  scopes: readonly string[],
): Json => {
  const available: Json = { ...oauthOf(persona).claims(person), sub: person.sub, auth_time: authTime };
  const claims: Record<string, unknown> = {};
  for (const scope of scopes)
    for (const name of claimsOfScope(persona, scope)) if (Object.hasOwn(available, name)) claims[name] = available[name];
  return claims;
};

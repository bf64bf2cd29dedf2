import { oauthOf, type Person, type Persona } from '../../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** Scopes that the engine of a persona knows. A request for others goes to an API, or is not heard. */
export const knownScopes = (persona: Persona): ReadonlySet<string> => {
  const { scopes, claimsByScope } = oauthOf(persona);
  return new Set([...scopes, ...Object.keys(claimsByScope)]);
};

/** Whether a persona lists the claim that `openid` always brings. The engine adds it to those that do not. */
export const listsSubject = (persona: Persona): boolean => oauthOf(persona).claimsByScope.openid?.includes('sub') ?? false;

const claimsOfScope = (persona: Persona, scope: string): readonly string[] => {
  const { claimsByScope } = oauthOf(persona);
  return Object.hasOwn(claimsByScope, scope) ? (claimsByScope[scope] ?? []) : [];
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

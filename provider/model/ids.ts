/** The personas that exist. A new persona adds its id here and its folder to `personas/index.ts`. */
export type PersonaId = 'google' | 'facebook';

/** `google/refresh/first-consent-only`: persona, area, short sentence. Public: never reused, never renamed. */
export type BehaviourId = `${PersonaId}/${string}/${string}`;

declare global {
  /**
   * The personas that exist, with what each declares of itself to the compiler: `endpoint`, the names of its addresses,
   * and `registration`, the settings of its clients. Each persona's folder adds itself.
   */
  interface LoginLabPersonas {}
}

/** The personas that exist. */
export type PersonaId = keyof LoginLabPersonas & string;

/** `google/refresh/first-consent-only`: persona, area, short sentence. Public: never reused, never renamed. */
export type BehaviourId = `${PersonaId}/${string}/${string}`;

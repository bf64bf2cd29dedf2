declare global {
  /**
   * The types of each persona: `endpoint`, the names of its addresses, and `registration`, the settings of its
   * clients. Each persona's folder adds its own entry.
   */
  interface LoginLabPersonas {}
}

/** The id of a persona. */
export type PersonaId = keyof LoginLabPersonas & string;

/** `google/refresh/first-consent-only`: persona, area, name. Public: never reused, never renamed. */
export type BehaviourId = `${PersonaId}/${string}/${string}`;

/** A setting of the lab itself, which belongs to no persona. */
export type LabSettingId = 'lab/gaps' | 'lab/mail-scanner';

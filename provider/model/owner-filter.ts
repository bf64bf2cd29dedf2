import type { PersonaId } from './ids.ts';

/** Only what fits all the given members. */
export interface OwnerFilter {
  readonly persona?: PersonaId;
  /** Key, subject or e-mail. */
  readonly person?: string;
}

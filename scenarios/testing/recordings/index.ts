/** Small recordings for every rule: where it finds something, and where it must not. */
import { AUTHORIZATION } from './authorization.ts';
import { CALLS } from './calls.ts';
import type { RecordingsOfRules } from './kit.ts';
import { TOKENS } from './tokens.ts';

export type { Recordings } from './kit.ts';
export const RECORDINGS: RecordingsOfRules = { ...AUTHORIZATION, ...TOKENS, ...CALLS };

/** The credential schemes, in the order in which a request is read. */
import type { Scheme } from './scheme.ts';
import { session } from './session.ts';
import { token } from './token.ts';

/** The first one that a request uses counts. A cookie comes last, since browsers send it unasked. */
export const SCHEMES: readonly Scheme[] = [token, session];

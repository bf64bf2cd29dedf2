/** The credential schemes, in the order in which a request is read. */

import { apiKey } from './api-key.ts';
import { basic } from './basic.ts';
import { hmac } from './hmac.ts';
import { oauth } from './oauth.ts';
import { rolling } from './rolling.ts';
import type { Scheme } from './scheme.ts';
import { session } from './session.ts';
import { token } from './token.ts';

/** The first one that a request uses counts. A cookie comes last, since browsers send it unasked. */
export const SCHEMES: readonly Scheme[] = [token, oauth, basic, apiKey, hmac, rolling, session];

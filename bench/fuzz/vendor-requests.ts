import type { PersonaId } from '../../provider/index.ts';
import { FACEBOOK } from './facebook-requests.ts';
import { GOOGLE } from './google-requests.ts';
import type { VendorRequests } from './vendor-request.ts';

/** By persona; a new one fails to compile here until it has its own. */
export const VENDOR_REQUESTS: Readonly<Record<PersonaId, VendorRequests>> = { google: GOOGLE, facebook: FACEBOOK };

import type { Vendor } from '../../model/index.ts';
import { conventions } from './conventions.ts';
import { credentials } from './credential-kinds.ts';
import { ENDPOINTS, HOSTS, NAMES } from './endpoints.ts';
import type { FacebookRegistration } from './registration.ts';

declare global {
  interface LoginLabPersonas {
    facebook: { endpoint: keyof typeof NAMES; registration: FacebookRegistration };
  }
}

/** Facebook Login (manual flow) and the Graph API: a dialog, a token endpoint, no refresh tokens. */
export const facebook: Vendor = {
  id: 'facebook',
  title: 'Facebook',
  place: 2,
  hosts: HOSTS,
  plainHosts: [new URL(ENDPOINTS.graph).host],
  pages: [ENDPOINTS.dialog, ENDPOINTS.dialogLegacy, ENDPOINTS.logout],
  versioned: true,
  endpoints: NAMES,
  credentials,
  conventions,
  lifetimeNote: 'Tokens of Facebook live for sixty days: {"by":"61d"} outlives them.',
  load: () => import('./persona.ts'),
};

import type { Vendor } from '../../model/index.ts';
import { conventions } from './conventions.ts';
import { credentials } from './credential-kinds.ts';
import { ENDPOINTS, HOSTS, NAMES, UNSERVED_HOSTS } from './endpoints.ts';
import type { GoogleRegistration } from './registration.ts';
import { type GoogleStages, stages } from './stages.ts';

declare global {
  interface LoginLabPersonas {
    google: { endpoint: keyof typeof NAMES; registration: GoogleRegistration };
  }
  interface LoginLabStages extends GoogleStages {}
}

/** Google as an OAuth 2.0 and OpenID Connect provider, with Drive v3 as the API behind it. */
export const google: Vendor = {
  id: 'google',
  title: 'Google',
  place: 1,
  hosts: HOSTS,
  unservedHosts: UNSERVED_HOSTS,
  pages: [ENDPOINTS.authorize, ENDPOINTS.authorizeLegacy, ENDPOINTS.logout, ENDPOINTS.logoutLower],
  endpoints: NAMES,
  stages,
  credentials,
  conventions,
  load: () => import('./persona.ts'),
};

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
  presets: [
    { by: '1h', label: '1 hour', effect: 'Access tokens expire; refresh tokens stay valid.' },
    { by: '1d', label: '1 day', effect: 'Access tokens expire; refresh tokens, consent and the session at Google stay.' },
    {
      by: '7d',
      label: '7 days (app in testing)',
      effect: 'Refresh tokens of an app with the publishing status "testing" expire.',
    },
    { by: '180d', label: '6 months', effect: 'Refresh tokens that were not used for six months expire.' },
  ],
  load: () => import('./persona.ts'),
};

import type { Vendor } from '../../model/index.ts';
import { clues } from './clues.ts';
import { conventions } from './conventions.ts';
import { credentials } from './credential-kinds.ts';
import { ENDPOINTS, HOSTS, NAMES } from './endpoints.ts';
import { reference } from './reference.ts';
import type { Auth0Registration } from './registration.ts';
import { type Auth0Stages, stages } from './stages.ts';

declare global {
  interface LoginLabPersonas {
    auth0: { endpoint: keyof typeof NAMES; registration: Auth0Registration };
  }
  interface LoginLabStages extends Auth0Stages {}
}

/** Auth0 as an OpenID provider for apps and their own APIs: tenants, audiences, rotation, Universal Login. */
export const auth0: Vendor = {
  id: 'auth0',
  title: 'Auth0',
  place: 3,
  hosts: HOSTS,
  pages: [ENDPOINTS.authorize, ENDPOINTS.logout, ENDPOINTS.oidcLogout],
  clues,
  endpoints: NAMES,
  stages,
  credentials,
  conventions,
  reference,
  blockKeepsTokens: true,
  presets: [
    { by: '1d', label: '1 day', effect: 'Access tokens and ID tokens expire; refresh tokens and the session at Auth0 stay.' },
    { by: '3d', label: '3 days', effect: 'A session that was not used for three days ends; refresh tokens stay.' },
    { by: '15d', label: '15 days', effect: 'Expiring refresh tokens that were not used for 15 days expire.' },
    { by: '30d', label: '30 days', effect: 'Expiring refresh tokens end, used or not.' },
  ],
  load: () => import('./persona.ts'),
};

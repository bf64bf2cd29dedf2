import type { Vendor } from '../../model/index.ts';
import { conventions } from './conventions.ts';
import { credentials } from './credential-kinds.ts';
import { ENDPOINTS, HOSTS, NAMES } from './endpoints.ts';
import type { FacebookRegistration } from './registration.ts';
import { type FacebookStages, stages } from './stages.ts';

declare global {
  interface LoginLabPersonas {
    facebook: { endpoint: keyof typeof NAMES; registration: FacebookRegistration };
  }
  interface LoginLabStages extends FacebookStages {}
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
  stages,
  credentials,
  conventions,
  lifetimeNote: 'Facebook tokens live for 60 days: {"by":"61d"} expires them.',
  load: () => import('./persona.ts'),
};

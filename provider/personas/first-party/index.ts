import type { Vendor } from '../../model/index.ts';
import { conventions } from './conventions.ts';
import { credentials } from './credential-kinds.ts';
import { designs } from './designs.ts';
import { HOST, NAMES } from './endpoints.ts';
import { reference } from './reference.ts';
import type { FirstPartyRegistration } from './registration.ts';
import { type FirstPartyStages, stages } from './stages.ts';

declare global {
  interface LoginLabPersonas {
    'first-party': { endpoint: keyof typeof NAMES; registration: FirstPartyRegistration };
  }
  interface LoginLabStages extends FirstPartyStages {}
}

/** An API that issues its own credentials: registration, sessions, tokens, keys, presence. No vendor's, but what many build. */
export const firstParty: Vendor = {
  id: 'first-party',
  title: 'First-party API',
  place: 4,
  hosts: [HOST],
  pages: [],
  endpoints: NAMES,
  stages,
  credentials,
  designs,
  conventions,
  reference,
  digestRealm: 'first-party',
  presets: [
    {
      by: '31m',
      label: '31 minutes',
      effect: 'Sessions and tokens that were not used meanwhile end, unless they are remembered.',
    },
    { by: '25h', label: '25 hours', effect: 'Links in validation mails expire.' },
    { by: '31d', label: '31 days', effect: 'Remembered sessions and tokens that were not used meanwhile end.' },
  ],
  load: () => import('./persona.ts'),
};

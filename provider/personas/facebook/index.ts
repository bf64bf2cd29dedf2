import type { SourceClues, Vendor } from '../../model/index.ts';
import { conventions } from './conventions.ts';
import { credentials } from './credential-kinds.ts';
import { ENDPOINTS, HOSTS, NAMES } from './endpoints.ts';
import { reference } from './reference.ts';
import type { FacebookRegistration } from './registration.ts';
import { type FacebookStages, stages } from './stages.ts';

declare global {
  interface LoginLabPersonas {
    facebook: { endpoint: keyof typeof NAMES; registration: FacebookRegistration };
  }
  interface LoginLabStages extends FacebookStages {}
}

const clues: SourceClues = {
  sources:
    /passport-facebook|(?:www|graph)\.facebook\.com|providers\/facebook|FacebookProvider|FACEBOOK_|['"`]facebook['"`]|make_facebook_blueprint/,
  variables: /FACEBOOK|(?:^|_)FB(?:_|$)/,
  libraries: ['passport-facebook'],
  apiCalls: /graph\.facebook\.com\/[^'"`\s]*(?:feed|photos|posts)|['"`]\/me\/(?:feed|photos|posts)/,
};

/** Facebook Login (manual flow) and the Graph API: a dialog, a token endpoint, no refresh tokens. */
export const facebook: Vendor = {
  id: 'facebook',
  title: 'Facebook',
  place: 2,
  hosts: HOSTS,
  plainHosts: [new URL(ENDPOINTS.graph).host],
  pages: [ENDPOINTS.dialog, ENDPOINTS.dialogLegacy, ENDPOINTS.logout],
  versioned: true,
  clues,
  endpoints: NAMES,
  stages,
  credentials,
  conventions,
  reference,
  presets: [
    { by: '2h', label: '2 hours', effect: 'Short-lived tokens expire: those of a login in the browser alone.' },
    { by: '61d', label: '61 days', effect: 'Long-lived tokens expire: those of the code flow live for at most 60 days.' },
    { by: '90d', label: '90 days', effect: 'Access to the data of a person who has not seen the dialog for 90 days ends.' },
  ],
  lifetimeNote: 'Facebook tokens live for 60 days: {"by":"61d"} expires them.',
  load: () => import('./persona.ts'),
};

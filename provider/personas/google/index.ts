import type { SourceClues, Vendor } from '../../model/index.ts';
import { conventions } from './conventions.ts';
import { credentials } from './credential-kinds.ts';
import { ENDPOINTS, HOSTS, NAMES, UNSERVED_HOSTS } from './endpoints.ts';
import { reference } from './reference.ts';
import type { GoogleRegistration } from './registration.ts';
import { type GoogleStages, stages } from './stages.ts';

declare global {
  interface LoginLabPersonas {
    google: { endpoint: keyof typeof NAMES; registration: GoogleRegistration };
  }
  interface LoginLabStages extends GoogleStages {}
}

const clues: SourceClues = {
  sources:
    /passport-google|accounts\.google\.com|oauth2\.googleapis\.com|providers\/google|GoogleProvider|google-auth-library|\bgoogleapis\b|GOOGLE_|['"`]google['"`]|make_google_blueprint/,
  variables: /GOOGLE|GSI|GCP/,
  libraries: ['passport-google-oauth20', 'passport-google-oauth2', 'google-auth-library', 'googleapis', 'google-auth-oauthlib'],
  apiCalls: /googleapis\.com\/(?:drive|calendar|upload|gmail|tasks)|google\.(?:drive|calendar|gmail|tasks)\(/,
  clientId: /\d[\w-]*\.apps\.googleusercontent\.com/,
};

/** Google as an OAuth 2.0 and OpenID Connect provider, with Drive v3 as the API behind it. */
export const google: Vendor = {
  id: 'google',
  title: 'Google',
  place: 1,
  hosts: HOSTS,
  unservedHosts: UNSERVED_HOSTS,
  pages: [ENDPOINTS.authorize, ENDPOINTS.authorizeLegacy, ENDPOINTS.logout, ENDPOINTS.logoutLower],
  clues,
  endpoints: NAMES,
  stages,
  credentials,
  conventions,
  reference,
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

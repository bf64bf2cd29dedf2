import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { projectOf, registrationOf } from '../registration.ts';
import { isIdentityScope } from '../scopes.ts';
import { PAGES, source } from './source.ts';

/** Earlier grants, and scopes that can be declined. */
export const consent = [
  defineBehaviour({
    id: 'google/consent/remembered-by-project',
    summary:
      'Remembers what a person granted to a project, for all its clients and beyond the browser session, and does not ask again.',
    stage: 'consent.remembered',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-03', 'documented', PAGES.webServer),
    apply: ({ consented, asked, client }) => {
      if (consented.length === 0) return undefined;
      const missing = asked.filter((scope) => !consented.includes(scope));
      const rest = missing.length === 0 ? 'everything asked' : `all but ${missing.join(' ')}`;
      return { scopes: consented, because: `the person granted ${rest} to project ${projectOf(client)} before` };
    },
  }),
  defineBehaviour({
    id: 'google/consent/denied-by-person',
    summary: 'Denies the request for a person who denies every consent, without showing the consent page.',
    remedy: 'Accept the denial: keep the person signed out of the feature, and offer it again on request.',
    stage: 'consent.answer',
    origin: 'lab',
    setting: z.boolean().default(true),
    source: source('G-26', 'recorded', PAGES.webServer),
    apply: ({ person, asked }) =>
      person.deniesConsent
        ? { answer: 'deny', because: `${person.key} denies every request; requested: ${asked.join(' ')}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/consent/granular',
    summary:
      'Shows a check box for each scope beyond sign-in if more than one is requested. The lab shows one page; Google has the scopes of the sign-in on a page before it.',
    stage: 'consent.granular',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-12', 'documented', PAGES.granular),
    apply: ({ asked, client }) => {
      if (registrationOf(client).trusted) return undefined;
      const optional = asked.filter((scope) => !isIdentityScope(scope));
      if (optional.length < 2) return undefined;
      return { optional, because: `${optional.length} scopes beyond signing in were asked` };
    },
  }),
  defineBehaviour({
    id: 'google/consent/incremental',
    summary: 'Adds all scopes granted to the project earlier to the new tokens if `include_granted_scopes=true` is sent.',
    stage: 'consent.combine',
    origin: 'vendor',
    setting: z.boolean().default(true),
    source: source('G-11', 'documented', `${PAGES.webServer}#incrementalAuth`),
    apply: ({ params, asked, consented, client }) => {
      const installed = client.kind === 'desktop' || client.kind === 'mobile';
      const more = consented.filter((scope) => !asked.includes(scope));
      if (params.include_granted_scopes !== 'true' || installed || more.length === 0) return undefined;
      return { scopes: more, because: `the person granted ${more.join(' ')} to project ${projectOf(client)} before` };
    },
  }),
];

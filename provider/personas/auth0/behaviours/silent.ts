import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { isSocial } from '../user.ts';
import { PAGES, source } from './source.ts';

/** Answers of `prompt=none`. */
export const silent = [
  defineBehaviour({
    id: 'auth0/silent/other-connection',
    summary: 'Counts nobody as signed in for a silent request that names another connection than that of the session.',
    stage: 'session.counts',
    origin: 'vendor',
    setting: on,
    source: source('A-14', 'inferred', 'https://auth0.com/docs/api/authentication/login'),
    apply: ({ connection, params }) =>
      params.connection === undefined || params.connection === connection
        ? undefined
        : { counts: false, because: `the session came by ${connection}, and the request names ${params.connection}` },
  }),
  defineBehaviour({
    id: 'auth0/silent/development-keys',
    summary: 'Counts no session of a social connection with development keys for silent requests, where the tenant uses those.',
    stage: 'session.counts',
    origin: 'vendor',
    setting: z.enum(['own-keys', 'development-keys']).default('own-keys'),
    source: source('A-25', 'reported', 'https://github.com/auth0/auth0-spa-js/issues/40'),
    apply: ({ connection }, setting) =>
      setting === 'development-keys' && isSocial(connection)
        ? { counts: false, because: `${connection} uses the development keys of Auth0` }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/silent/login-required',
    summary: 'Answers a silent request without a session with `login_required` and `Login required`.',
    stage: 'authorize.silent-failure',
    origin: 'vendor',
    setting: on,
    source: source('A-20', 'recorded', 'https://github.com/auth0/auth0-spa-js/issues/207'),
    remedy: 'Send the person through an interactive login.',
    apply: ({ missing }) =>
      missing === 'consent'
        ? undefined
        : { error: 'login_required', description: 'Login required', because: 'nobody is signed in in this browser' },
  }),
  defineBehaviour({
    id: 'auth0/silent/consent-required',
    summary: 'Answers a silent request that needs a consent with `consent_required` and `Consent required`.',
    stage: 'authorize.silent-failure',
    origin: 'vendor',
    setting: on,
    source: source('A-20', 'recorded', PAGES.silent),
    remedy: 'Send the person through an interactive login once. On localhost, use 127.0.0.1 or another name.',
    apply: ({ missing }) =>
      missing === 'consent'
        ? { error: 'consent_required', description: 'Consent required', because: 'the consent page would have to be shown' }
        : undefined,
  }),
];

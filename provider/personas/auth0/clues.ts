import type { LibraryClues, SourceClues } from '../../model/index.ts';
import { EXAMPLE_API, MAIN_TENANT } from './endpoints.ts';

const openidConnect: LibraryClues = {
  package: 'express-openid-connect',
  variables: {
    ISSUER_BASE_URL: 'issuer',
    BASE_URL: 'appAddress',
    CLIENT_ID: 'clientId',
    CLIENT_SECRET: 'clientSecret',
    SECRET: 'appSecret',
  },
  routes: { signIn: '/login', signOut: '/logout', callback: '/callback' },
};

const nextjs: LibraryClues = {
  package: '@auth0/nextjs-auth0',
  variables: {
    AUTH0_DOMAIN: { text: MAIN_TENANT },
    APP_BASE_URL: 'appAddress',
    AUTH0_CLIENT_ID: 'clientId',
    AUTH0_CLIENT_SECRET: 'clientSecret',
    AUTH0_SECRET: 'appSecret',
  },
  routes: { signIn: '/auth/login', whoAmI: '/auth/profile', signOut: '/auth/logout', callback: '/auth/callback' },
};

/** How an app shows that it offers Auth0. Apps name their tenant by its host: there is no local form of that. */
export const clues: SourceClues = {
  sources: /passport-auth0|express-openid-connect|@auth0\/|auth0\.com|providers\/auth0|Auth0Provider|AUTH0_|['"`]auth0['"`]/,
  variables: /AUTH0/,
  libraries: [
    'passport-auth0',
    'express-openid-connect',
    'auth0',
    '@auth0/auth0-spa-js',
    '@auth0/auth0-react',
    '@auth0/nextjs-auth0',
  ],
  apiCalls: /auth0\.com\/(?:api\/v2\/|userinfo)|AUTH0_\w+\}?\/userinfo/,
  roles: [
    { name: /AUTH0_(?:\w+_)?DOMAIN$/, role: { text: MAIN_TENANT } },
    { name: /AUTH0_(?:API_)?(?:AUDIENCE|IDENTIFIER)$/, role: { text: EXAMPLE_API } },
    { name: /AUTH0_BASE_URL$/, role: 'appAddress' },
    { name: /AUTH0_(?:SESSION_|COOKIE_)?SECRET$/, role: 'appSecret' },
  ],
  libraryClues: [openidConnect, nextjs],
};

import type { Confidence, Source } from '../../../model/index.ts';

const DOCS = 'https://auth0.com/docs';

/** Source pages of several rows. */
export const PAGES = {
  authorize: `${DOCS}/api/authentication`,
  silent: `${DOCS}/authenticate/login/configure-silent-authentication`,
  experience: `${DOCS}/authenticate/login/auth0-universal-login/universal-login-vs-classic-login/universal-experience`,
  maxAge: `${DOCS}/authenticate/login/max-age-reauthentication`,
  wildcards: `${DOCS}/get-started/applications/wildcards-for-subdomains`,
  errorPages: `${DOCS}/universal-login/error-pages`,
  impersonation: `${DOCS}/secure/security-guidance/measures-against-app-impersonation`,
  consent: `${DOCS}/get-started/architecture-scenarios/business-to-consumer/authorization`,
  accessTokens: `${DOCS}/secure/tokens/access-tokens`,
  profiles: `${DOCS}/secure/tokens/access-tokens/access-token-profiles`,
  idTokens: `${DOCS}/secure/tokens/id-tokens`,
  refreshTokens: `${DOCS}/secure/tokens/refresh-tokens/get-refresh-tokens`,
  rotation: `${DOCS}/secure/tokens/refresh-tokens/refresh-token-rotation`,
  leeway: `${DOCS}/secure/tokens/refresh-tokens/configure-refresh-token-rotation`,
  expiration: `${DOCS}/secure/tokens/refresh-tokens/configure-refresh-token-expiration`,
  cap: `${DOCS}/secure/tokens/refresh-tokens`,
  revoke: `${DOCS}/api/authentication/revoke-refresh-token`,
  sessions: `${DOCS}/manage-users/sessions/session-lifetime-limits`,
  logout: `${DOCS}/authenticate/login/logout/redirect-users-after-logout`,
  logoutReach: `${DOCS}/authenticate/login/logout/log-users-out-of-applications`,
  oidcLogout: `${DOCS}/api/authentication/logout/oidc-logout`,
  backchannel: `${DOCS}/authenticate/login/logout/back-channel-logout/configure-back-channel-logout`,
  limits: `${DOCS}/troubleshoot/customer-support/operational-policies/rate-limit-policy`,
  actions: `${DOCS}/actions/reference/post-login/post-login-api-object`,
  claims: `${DOCS}/secure/tokens/json-web-tokens/create-custom-claims`,
  keys: `${DOCS}/secure/tokens/json-web-tokens/json-web-key-sets`,
  passwordChange: `${DOCS}/authenticate/database-connections/password-change`,
  passwords: `${DOCS}/authenticate/database-connections/password-strength`,
  templates: `${DOCS}/customize/email/email-templates`,
  management: `${DOCS}/api/management/v2`,
  ruby: 'https://github.com/auth0/ruby-auth0',
  go: 'https://github.com/auth0/go-auth0',
  spa: 'https://github.com/auth0/auth0-spa-js',
} as const;

/** Returns the source of a claim about Auth0: its row, and the page of that row. */
export const source = (row: string, confidence: Confidence, url: string): Source => ({
  row,
  confidence,
  url,
  checkedOn: '2026-11-29',
});

/** True for a name that can stand in a sentence and in a command. */
export const isTellable = (name: string): boolean => /^[\x21-\x7e]{1,256}$/.test(name);

import type { Confidence, Source } from '../../../model/index.ts';

const DOCS = 'https://developers.facebook.com/docs';

/** Pages that several rows rest on. */
export const PAGES = {
  manualFlow: `${DOCS}/facebook-login/guides/advanced/manual-flow`,
  codeAnswer: 'https://github.com/r-lib/httr/issues/440',
  reauthentication: `${DOCS}/facebook-login/guides/advanced/re-authentication`,
  oidcToken: `${DOCS}/facebook-login/guides/advanced/oidc-token`,
  business: `${DOCS}/facebook-login/facebook-login-for-business`,
  security: `${DOCS}/facebook-login/security`,
  longLived: `${DOCS}/facebook-login/guides/access-tokens/get-long-lived`,
  errors: `${DOCS}/graph-api/guides/error-handling`,
  versions: `${DOCS}/graph-api/guides/versioning`,
  rateLimits: `${DOCS}/graph-api/overview/rate-limiting`,
  debugging: `${DOCS}/facebook-login/guides/access-tokens/debugging`,
  permissions: `${DOCS}/facebook-login/guides/permissions/request-revoke`,
  authVersusData: `${DOCS}/facebook-login/auth-vs-data`,
  dataDeletion: `${DOCS}/development/create-an-app/app-dashboard/data-deletion-callback`,
  fbLogout: `${DOCS}/reference/javascript/FB.logout`,
  springSocial: 'https://github.com/spring-attic/spring-social-facebook',
  graphCaptures: 'https://github.com/bk-rs/facebook-apis-rs',
  koala: 'https://github.com/arsduo/koala',
} as const;

/** Where a claim about Facebook comes from: the row of its catalogue, and the page behind that row. */
export const source = (row: string, confidence: Confidence, url: string): Source => ({
  row,
  confidence,
  url,
  checkedOn: '2026-11-23',
});

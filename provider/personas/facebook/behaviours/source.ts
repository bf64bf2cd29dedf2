import type { Confidence, Source } from '../../../model/index.ts';

const DOCS = 'https://developers.facebook.com/docs';

/** Pages that several rows rest on. */
export const PAGES = {
  manualFlow: `${DOCS}/facebook-login/guides/advanced/manual-flow`,
  reauthentication: `${DOCS}/facebook-login/guides/advanced/re-authentication`,
  oidcToken: `${DOCS}/facebook-login/guides/advanced/oidc-token`,
  business: `${DOCS}/facebook-login/facebook-login-for-business`,
  security: `${DOCS}/facebook-login/security`,
  longLived: `${DOCS}/facebook-login/guides/access-tokens/get-long-lived`,
  errors: `${DOCS}/graph-api/guides/error-handling`,
} as const;

/** Where a claim about Facebook comes from: the row of its catalogue, and the page behind that row. */
export const source = (row: string, confidence: Confidence, url: string): Source => ({
  row,
  confidence,
  url,
  checkedOn: '2026-11-23',
});

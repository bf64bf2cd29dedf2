import type { Confidence, Source } from '../../../model/index.ts';

/** Source pages of several rows. */
export const PAGES = {
  webServer: 'https://developers.google.com/identity/protocols/oauth2/web-server',
  overview: 'https://developers.google.com/identity/protocols/oauth2',
  openid: 'https://developers.google.com/identity/openid-connect/openid-connect',
  openidReference: 'https://developers.google.com/identity/openid-connect/reference',
  granular: 'https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions',
  discovery: 'https://accounts.google.com/.well-known/openid-configuration',
  driveErrors: 'https://developers.google.com/workspace/drive/api/guides/handle-errors',
} as const;

/** Returns the source of a claim about Google: its row, and the page of that row. */
export const source = (row: string, confidence: Confidence, url: string): Source => ({
  row,
  confidence,
  url,
  checkedOn: '2026-11-23',
});

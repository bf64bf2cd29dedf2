import type { ReferenceUse } from '../../model/index.ts';
import { PAGES, source } from './behaviours/source.ts';
import { ENDPOINTS } from './endpoints.ts';

const said: NonNullable<ReferenceUse['said']> = {
  'renewal-grant': [source('P-50', 'documented', `${PAGES.oauth}#section-6`)],
  'first-login/members': [source('P-50', 'inferred', `${PAGES.oauth}#section-5.1`)],
  // RFC 9700 ends the refresh tokens of a family; that the access tokens end with them is the lab's.
  'answer-lost/call-status': [source('P-50', 'inferred', 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2')],
  'logout-and-login/logout in the app alone/reach': [
    source('P-40', 'inferred', 'https://www.rfc-editor.org/rfc/rfc7009#section-1'),
  ],
  'missing-email/last-status': [source('P-05', 'inferred', PAGES.problems)],
};

/** An app of the API's own, with its OAuth scheme: the password is given to the app. */
export const reference: ReferenceUse = {
  withoutPages: 'first-party/oauth/password-grant',
  token: { url: ENDPOINTS.oauthToken, method: 'POST' },
  api: { method: 'GET', url: ENDPOINTS.me, bearer: true },
  identity: { method: 'GET', url: ENDPOINTS.me, bearer: true },
  logout: {
    method: 'POST',
    url: ENDPOINTS.oauthRevoke,
    form: { token: '{refreshToken}', client_id: '{clientId}', client_secret: '{clientSecret}' },
  },
  removesAccess: {
    ...{ method: 'DELETE', url: ENDPOINTS.tokens, bearer: true },
    told: 'no such page: the person revokes all tokens instead (DELETE /tokens)',
  },
  registersWithoutEmail: { method: 'POST', url: ENDPOINTS.users, json: { password: 'Pass-phrase-1-without-mail' } },
  otherClientId: 'another-app',
  said,
};

import type { ReferenceUse } from '../../model/index.ts';
import { ENDPOINTS } from './endpoints.ts';

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
};

import type { ReferenceUse } from '../../model/index.ts';
import { ENDPOINTS } from './endpoints.ts';

const ME = `${ENDPOINTS.graph}/v19.0/me`;

/** A web server as the guide to the manual flow describes one. @see https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export const reference: ReferenceUse = {
  docs: 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
  authorize: {
    url: ENDPOINTS.dialog.replace('/dialog', '/v19.0/dialog'),
    params: { return_scopes: 'true' },
    scope: 'public_profile,email',
    offline: {},
    more: 'user_posts',
    declinable: 'email',
  },
  token: { url: ENDPOINTS.token.replace('/oauth', '/v19.0/oauth'), method: 'GET' },
  api: { method: 'GET', url: ME, bearer: true },
  identity: { method: 'GET', url: ME, query: { fields: 'id,name,email' }, bearer: true },
  logout: {
    method: 'GET',
    url: ENDPOINTS.logout,
    query: { next: '{home}', access_token: '{accessToken}' },
    browser: true,
  },
  owner: {
    method: 'GET',
    url: `${ENDPOINTS.graph}/v19.0/debug_token`,
    query: { input_token: '{foreignToken}', access_token: '{clientId}|{clientSecret}' },
    member: 'data.app_id',
  },
  otherClientId: '100000000000002',
};

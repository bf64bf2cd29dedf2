import type { ReferenceUse } from '../../model/index.ts';
import { ENDPOINTS } from './endpoints.ts';

const SCOPE = 'https://www.googleapis.com/auth';

/** A web server as Google's guide describes one. @see https://developers.google.com/identity/protocols/oauth2/web-server */
export const reference: ReferenceUse = {
  docs: 'https://developers.google.com/identity/protocols/oauth2/web-server',
  authorize: {
    url: ENDPOINTS.authorize,
    scope: `openid email profile ${SCOPE}/drive.file`,
    offline: { access_type: 'offline' },
    consentAgain: { prompt: 'consent' },
    silent: { prompt: 'none' },
    more: `${SCOPE}/calendar.readonly`,
    declinable: `${SCOPE}/drive.file`,
    combine: { include_granted_scopes: 'true' },
  },
  token: { url: ENDPOINTS.token, method: 'POST' },
  api: { method: 'GET', url: ENDPOINTS.driveFiles, bearer: true },
  identity: { method: 'GET', url: ENDPOINTS.userinfo, bearer: true },
  logout: { method: 'GET', url: ENDPOINTS.logout, browser: true },
  owner: { method: 'GET', url: ENDPOINTS.tokeninfo, query: { access_token: '{foreignToken}' }, member: 'aud' },
  otherClientId: '111111111111-another0client0of0another0project.apps.googleusercontent.com',
};

import type { ClientInput } from '../../model/index.ts';
import { MANAGEMENT_SCOPES } from './apis.ts';
import { EXAMPLE_API, ISSUER } from './endpoints.ts';

/** Redirect URIs on loopback. `/*` matches any path. */
const REDIRECT_URIS = ['127.0.0.1', 'localhost'].flatMap((host) => [`http://${host}:3000/callback`, `http://${host}:3000/*`]);

/** The default client of every world. Its secret is public and valid only in the lab. */
export const defaultClient = (): ClientInput => ({
  clientId: 'LoginLabFixtureClientPublic00000',
  clientSecret: 'loginlab-fixture-secret-that-everybody-knows-0000000000000000000',
  kind: 'web',
  name: 'A test app',
  redirectUris: REDIRECT_URIS,
  issuer: 'local',
  logoutUrls: ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://127.0.0.1:3000/', 'http://localhost:3000/'],
  grantTypes: [
    ...['authorization_code', 'implicit', 'refresh_token', 'client_credentials', 'password'],
    'http://auth0.com/oauth/grant-type/password-realm',
  ],
  apis: [
    { identifier: EXAMPLE_API, allowOfflineAccess: true },
    { identifier: `${ISSUER}api/v2/`, requiresGrant: true, scopes: MANAGEMENT_SCOPES },
  ],
});

import type { ClientInput } from '../../model/index.ts';

/** Redirect URIs on loopback. `/*` matches any path. */
const REDIRECT_URIS = ['127.0.0.1', 'localhost'].flatMap((host) => [`http://${host}:3000/callback`, `http://${host}:3000/*`]);

/** The default app of every world. Its secret is public and valid only in the lab. */
export const defaultClient = (): ClientInput => ({
  clientId: '100000000000001',
  clientSecret: '10910ab00000000000000000000f1c5e',
  kind: 'web',
  name: 'A test app',
  redirectUris: REDIRECT_URIS,
  issuer: 'local',
});

import type { ClientInput } from '../../model/index.ts';

/** Callback addresses of an app on the developer's own machine; `/*` takes any path. */
const REDIRECT_URIS = ['127.0.0.1', 'localhost'].flatMap((host) => [`http://${host}:3000/callback`, `http://${host}:3000/*`]);

/** The app that every world knows. Its secret is public: a fixture, good nowhere else. */
export const defaultClient = (): ClientInput => ({
  clientId: '100000000000001',
  clientSecret: '10910ab00000000000000000000f1c5e',
  kind: 'web',
  name: 'A test app',
  redirectUris: REDIRECT_URIS,
  issuer: 'local',
});

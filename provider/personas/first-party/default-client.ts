import type { ClientInput } from '../../model/index.ts';

/** The client that every world has. It may use every scheme. Its secret is public and valid only in the lab. */
export const defaultClient = (): ClientInput => ({
  clientId: 'first-party-app',
  clientSecret: 'loginlab-fixture-secret-of-the-first-party-app',
  kind: 'mobile',
  name: 'A test app',
  redirectUris: [],
  issuer: 'local',
});

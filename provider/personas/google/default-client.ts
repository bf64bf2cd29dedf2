import type { ClientInput } from '../../model/index.ts';

/** Redirect URIs on loopback. `/*` matches any path. */
const REDIRECT_URIS = ['127.0.0.1', 'localhost'].flatMap((host) => [`http://${host}:3000/callback`, `http://${host}:3000/*`]);

/** The default web client of every world. Its secret is public and valid only in the lab. */
export const defaultClient = (): ClientInput => ({
  clientId: '000000000000-loginlab0fixture0client0publicly.apps.googleusercontent.com',
  clientSecret: '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',
  kind: 'web',
  name: 'A test app',
  redirectUris: REDIRECT_URIS,
  project: '000000000000',
  issuer: 'local',
});

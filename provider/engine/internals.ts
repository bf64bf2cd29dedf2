import type Provider from 'oidc-provider';
import instance from 'oidc-provider/lib/helpers/weak_cache.js';

/**
 * The one deep import. The engine handles `response_type=token` and `code token` but its option check refuses them,
 * so they are added behind the check. Pinned by version and by a contract test.
 */
export const allowTokenResponseTypes = (provider: Provider): void => {
  instance(provider).configuration.responseTypes.push('token', 'code token');
};

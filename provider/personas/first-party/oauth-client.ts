import type { TokenRequest } from '../../oauth/token/request.ts';

/** True for a client that is known, and that proved itself: by its secret, or it has none. */
export const isAuthentic = ({ client, form, ports }: Pick<TokenRequest, 'client' | 'form' | 'ports'>): boolean =>
  client !== undefined && ports.engine.secretFits(client, form.client_secret);

import { z } from 'zod';
import type { Stages } from '../../../model/index.ts';

/** The setting of a behaviour that is either on or off. */
export const on = z.boolean().default(true);

type Asked = Pick<Stages['token.refuse']['input'], 'form' | 'client' | 'grant'>;

/** True for an authenticated client with its own refresh token. Earlier checks passed. */
export const refreshesOwnToken = ({ form, client, grant }: Asked): boolean =>
  form.grant_type === 'refresh_token' &&
  client !== undefined &&
  form.client_secret === client.clientSecret &&
  grant.state !== 'unknown' &&
  grant.kind === 'refresh-token' &&
  grant.clientId === client.clientId;

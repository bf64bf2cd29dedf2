import { z } from 'zod';
import type { Stages } from '../../../model/index.ts';

/** The setting of a behaviour that is simply there or not. */
export const on = z.boolean().default(true);

type Asked = Pick<Stages['token.refuse']['input'], 'form' | 'client' | 'grant'>;

/** True when the client is who it says it is and sent a refresh token of its own: what comes first is in order. */
export const refreshesOwnToken = ({ form, client, grant }: Asked): boolean =>
  form.grant_type === 'refresh_token' &&
  client !== undefined &&
  form.client_secret === client.clientSecret &&
  grant.state !== 'unknown' &&
  grant.kind === 'refresh-token' &&
  grant.clientId === client.clientId;

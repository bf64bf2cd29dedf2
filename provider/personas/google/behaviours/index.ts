/** Everything by which Google differs from the plain protocol engine, one list for each area, in the order in which they speak. */
import type { Behaviour } from '../../../model/index.ts';
import { account } from './account.ts';
import { api } from './api.ts';
import { authorizeRefuse } from './authorize-refuse.ts';
import { authorizeRequest } from './authorize-request.ts';
import { callback } from './callback.ts';
import { consent } from './consent.ts';
import { documents } from './documents.ts';
import { idToken } from './id-token.ts';
import { identity } from './identity.ts';
import { refresh } from './refresh.ts';
import { revoke } from './revoke.ts';
import { routes } from './routes.ts';
import { token } from './token.ts';

export const behaviours: readonly Behaviour[] = [
  ...authorizeRefuse,
  ...authorizeRequest,
  ...account,
  ...consent,
  ...callback,
  ...refresh,
  ...token,
  ...idToken,
  ...documents,
  ...identity,
  ...api,
  ...revoke,
  ...routes,
];

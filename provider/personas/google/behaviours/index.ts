/** All behaviours of Google by area, in order of evaluation. */
import type { Behaviour } from '../../../model/index.ts';
import { account } from './account.ts';
import { api } from './api.ts';
import { authorizeMore } from './authorize-more.ts';
import { authorizeRefuse } from './authorize-refuse.ts';
import { authorizeRequest } from './authorize-request.ts';
import { callback } from './callback.ts';
import { clientStatus } from './client-status.ts';
import { consent } from './consent.ts';
import { cors } from './cors.ts';
import { deliver } from './deliver.ts';
import { documents } from './documents.ts';
import { dpop } from './dpop.ts';
import { idToken } from './id-token.ts';
import { identity } from './identity.ts';
import { logout } from './logout.ts';
import { method } from './method.ts';
import { partial } from './partial.ts';
import { redirects } from './redirects.ts';
import { refresh } from './refresh.ts';
import { refreshLife } from './refresh-life.ts';
import { revoke } from './revoke.ts';
import { routes } from './routes.ts';
import { token } from './token.ts';

export const behaviours: readonly Behaviour[] = [
  ...method,
  ...clientStatus,
  ...authorizeRefuse,
  ...authorizeMore,
  ...authorizeRequest,
  ...redirects,
  ...deliver,
  ...account,
  ...consent,
  ...callback,
  ...refresh,
  ...refreshLife,
  ...token,
  ...dpop,
  ...idToken,
  ...documents,
  ...identity,
  ...api,
  ...revoke,
  ...logout,
  ...partial,
  ...routes,
  ...cors,
];

/** All behaviours of Auth0 by area, in order of evaluation. */
import type { Behaviour } from '../../../model/index.ts';
import { accessToken } from './access-token.ts';
import { action } from './action.ts';
import { authorizeRefuse } from './authorize-refuse.ts';
import { authorizeRequest } from './authorize-request.ts';
import { consent } from './consent.ts';
import { cors } from './cors.ts';
import { database } from './database.ts';
import { documents } from './documents.ts';
import { headers } from './headers.ts';
import { idToken } from './id-token.ts';
import { identity } from './identity.ts';
import { limits } from './limits.ts';
import { login } from './login.ts';
import { mail } from './mail.ts';
import { management } from './management.ts';
import { redirects } from './redirects.ts';
import { refresh } from './refresh.ts';
import { sessions } from './sessions.ts';
import { silent } from './silent.ts';
import { token } from './token.ts';
import { tokenErrors } from './token-errors.ts';

export const behaviours: readonly Behaviour[] = [
  ...authorizeRefuse,
  ...authorizeRequest,
  ...redirects,
  ...login,
  ...silent,
  ...action,
  ...consent,
  ...refresh,
  ...token,
  ...tokenErrors,
  ...accessToken,
  ...idToken,
  ...documents,
  ...identity,
  ...sessions,
  ...database,
  ...mail,
  ...management,
  ...limits,
  ...headers,
  ...cors,
];

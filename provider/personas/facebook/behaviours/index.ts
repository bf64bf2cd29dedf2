/** Everything by which Facebook's login differs from the plain protocol engine, one list for each area, in the order in which they speak. */
import { type Behaviour, withRemedies } from '../../../model/index.ts';
import { graphBehaviours } from '../api/index.ts';
import { callback } from './callback.ts';
import { consent } from './consent.ts';
import { dialogRefuse } from './dialog-refuse.ts';
import { dialogRequest } from './dialog-request.ts';
import { documents } from './documents.ts';
import { idToken } from './id-token.ts';
import { location } from './location.ts';
import { redirects } from './redirects.ts';
import { REMEDIES } from './remedies.ts';
import { routes } from './routes.ts';
import { signIn } from './sign-in.ts';
import { tokenErrors } from './token-errors.ts';
import { tokenGrants } from './token-grants.ts';
import { tokenInfo } from './token-info.ts';
import { tokenReply } from './token-reply.ts';
import { tokenRequest } from './token-request.ts';
import { tokenValues } from './token-values.ts';

/** The dialog, the token endpoint and the documents; what the Graph API does is beside its routes. */
export const loginBehaviours: readonly Behaviour[] = [
  ...dialogRequest,
  ...dialogRefuse,
  ...redirects,
  ...signIn,
  ...consent,
  ...callback,
  ...location,
  ...tokenRequest,
  ...tokenGrants,
  ...tokenErrors,
  ...tokenReply,
  ...tokenValues,
  ...idToken,
  ...documents,
  ...tokenInfo,
  ...routes,
];

export const behaviours: readonly Behaviour[] = withRemedies([...loginBehaviours, ...graphBehaviours], REMEDIES);

/**
 * Facebook's Graph API: profile, permissions, pictures, feed, token inspection; and `logout.php`. The token endpoint and
 * the dialog are elsewhere. Errors have codes, and the error of an ended token states the cause.
 */
import type { Route } from '../../../model/index.ts';
import { batchRoutes } from './batch.ts';
import { debugTokenRoutes } from './debug-token.ts';
import { feedRoutes } from './feed.ts';
import { logoutRoutes } from './logout.ts';
import { permissionRoutes } from './permissions.ts';
import { pictureRoutes } from './picture-edge.ts';
import { unsupportedRoutes } from './unsupported.ts';
import { userRoutes } from './user.ts';

export { graphBehaviours } from './behaviours/index.ts';

/** What one call can ask for; also an operation of a batch. */
const singleRoutes: readonly Route[] = [...userRoutes, ...permissionRoutes, ...pictureRoutes, ...feedRoutes, ...debugTokenRoutes];

export const graphRoutes: readonly Route[] = [
  ...batchRoutes([...debugTokenRoutes, ...singleRoutes, ...unsupportedRoutes]),
  ...singleRoutes,
  ...logoutRoutes,
  ...unsupportedRoutes,
];

import { routesOf, unroutedAs } from '../../oauth/route.ts';
import { VERSION } from './endpoints.ts';
import { notFoundPage } from './replies.ts';

/** Facebook's reply if no route matches address and method. Without ports: the default reply. */
export const unrouted = unroutedAs(notFoundPage);

/** Declares routes of Facebook. Other methods return 404. */
export const facebookRoute = routesOf(unrouted);

/** The path may start with a version. */
export const VERSIONED = { prefix: VERSION } as const;

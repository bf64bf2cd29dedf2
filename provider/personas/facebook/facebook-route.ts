import { routesOf, unroutedAs } from '../../oauth/route.ts';
import { VERSION } from './endpoints.ts';
import { notFoundPage } from './replies.ts';

/** What stands at no route, or at a route under another method. Without ports: as Facebook answers by default. */
export const unrouted = unroutedAs(notFoundPage);

/** A route of Facebook's; other methods are not found. */
export const facebookRoute = routesOf(unrouted);

/** The path may begin with a version. */
export const VERSIONED = { prefix: VERSION } as const;

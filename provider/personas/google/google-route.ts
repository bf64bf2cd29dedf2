import { defineRoute, type EndpointName, type Method, type Route } from '../../model/index.ts';
import { type RouteHandler, routesOf, unroutedAs } from '../../oauth/route.ts';
import { googleNotFound } from './replies.ts';

/** What stands at no route, or at a route under another method. Without ports: as Google answers by default. */
export const unrouted = unroutedAs(({ url }) => googleNotFound(url));

/** A route of Google's; other methods are not found. */
export const googleRoute = routesOf(unrouted);

/** A method of one of Google's APIs; several may share an address. */
export const apiRoute = (endpoint: EndpointName, method: Method, vendorUrl: string, handle: RouteHandler): Route => {
  const { host, pathname } = new URL(vendorUrl);
  return defineRoute({ endpoint, host, path: pathname, method, handle });
};

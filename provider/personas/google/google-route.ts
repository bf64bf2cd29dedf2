import { defineRoute, type EndpointName, type Method, type Route } from '../../model/index.ts';
import { type RouteHandler, routesOf, unroutedAs } from '../../oauth/route.ts';
import { googleNotFound } from './replies.ts';

/** Google's reply if no route matches address and method. Without ports: the default reply. */
export const unrouted = unroutedAs(({ url }) => googleNotFound(url));

/** Declares routes of Google. Other methods return 404. */
export const googleRoute = routesOf(unrouted);

/** Declares a method of a Google API. Several methods can share an address. */
export const apiRoute = (endpoint: EndpointName, method: Method, vendorUrl: string, handle: RouteHandler): Route => {
  const { host, pathname } = new URL(vendorUrl);
  return defineRoute({ endpoint, host, path: pathname, method, handle });
};

import type { EndpointName, LabRequest, Method, Ports, Reply, Route } from '../../model/index.ts';
import { type RouteHandler, routesOf, unroutedAs } from '../../oauth/route.ts';
import { portsOfTenant } from './tenant.ts';

/** Auth0's reply if no route matches address and method. */
const notFound = ({ method, url }: LabRequest): Reply =>
  method === 'GET' || method === 'HEAD'
    ? { status: 404, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: 'Not Found' }
    : { status: 404, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: `Cannot ${method} ${url.pathname}` };

/** The same, in the words of the plain engine if the behaviour is off. */
export const unrouted = unroutedAs(notFound);

export { notFound };

const declare = routesOf(unrouted);

/** Declares a route of every tenant. The handler sees the clients of the tenant of the request. */
export const auth0Route = (endpoint: EndpointName, methods: readonly Method[], vendorUrl: string, handle: RouteHandler): Route =>
  declare(endpoint, methods, vendorUrl, (request, ports: Ports) => handle(request, portsOfTenant(request, ports)));

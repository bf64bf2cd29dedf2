import { addRoute, createRouter, findAllRoutes, findRoute, type RouterContext } from 'rou3';
import type { Persona, Route } from '../model/index.ts';
import { tenantOf } from '../world/index.ts';

/** A route together with the `:name` segments of the path that led to it. */
export interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/** Finds routes of a persona: by the vendor's host, or by path alone at a local address. */
export interface RouteTable {
  atHost(host: string, method: string, pathname: string): Match | undefined;
  local(method: string, pathname: string): Match | undefined;
  /** True for a path that has a route under some method; `host` undefined: at a local address. */
  knows(host: string | undefined, pathname: string): boolean;
  /** The host of a path under any method. */
  hostOf(pathname: string): string | undefined;
}

const methodOf = (route: Route): string => (route.method === 'ANY' ? '' : route.method);

const decoded = (params: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined => {
  try {
    return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined; // a broken percent escape names nothing; only a route that takes every path takes it
  }
};

const isAt = ({ host, alsoAt = [] }: Route, at: string): boolean => host === at || alsoAt.includes(at);

/** Path of a fallback route. */
const EVERY_PATH = '/**';

const lookUp = (router: RouterContext<Route> | undefined, method: string, pathname: string): Match | undefined => {
  const asked = method === 'HEAD' ? 'GET' : method;
  const found = router && findRoute(router, asked, pathname);
  if (!found) return undefined;
  const path = decoded(found.params);
  if (path) return { route: found.data, path };
  const any = findAllRoutes(router, asked, pathname).find(({ data }) => data.path === EVERY_PATH);
  return any && { route: any.data, path: {} };
};

/** Builds the route table of a persona. Throws if two of its hosts have the same local address. */
export const routeTable = (persona: Persona): RouteTable => {
  const hosts = new Map<string, RouterContext<Route>>();
  const paths = createRouter<Route>();
  const local = createRouter<Route>();
  const taken = new Map<string, Route>();
  for (const route of persona.routes) {
    const address = `${methodOf(route)} ${route.path}`;
    const other = taken.get(address);
    if (other && other.host !== route.host) {
      throw new Error(`${persona.id}: ${address} is claimed by ${other.host} and ${route.host}; local addresses must be unique`);
    }
    taken.set(address, route);
    for (const host of [route.host, ...(route.alsoAt ?? [])]) {
      const router = hosts.get(host) ?? createRouter<Route>();
      hosts.set(host, router);
      addRoute(router, methodOf(route), route.path, route);
    }
    addRoute(local, methodOf(route), route.path, route);
    addRoute(paths, '', route.path, route);
  }
  /** A tenant has the routes of the main host. */
  const routed = (host: string): string => (tenantOf(persona, host).host === undefined ? host : (persona.hosts[0] ?? host));
  return {
    atHost: (host, method, pathname) => lookUp(hosts.get(routed(host)), method, pathname),
    local: (method, pathname) => lookUp(local, method, pathname),
    hostOf: (pathname) => findAllRoutes(paths, '', pathname).at(-1)?.data.host,
    knows: (host, pathname) =>
      findAllRoutes(paths, '', pathname).some(({ data }) => host === undefined || isAt(data, routed(host))),
  };
};

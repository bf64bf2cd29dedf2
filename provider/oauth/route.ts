import {
  defineRoute,
  type EndpointName,
  type LabRequest,
  type Method,
  type Ports,
  type Reply,
  type Route,
  type RoutedRequest,
} from '../model/index.ts';
import { plainNotFound } from './replies.ts';

export type RouteHandler = (request: RoutedRequest, ports: Ports) => Promise<Reply> | Reply;

/** Returns the vendor's reply if no route matches address and method. Without ports: the default reply. */
export type Unrouted = (request: LabRequest, ports?: Ports) => Reply;

/** Further addresses of a route. */
export interface Where {
  /** Other hosts with the same endpoint at the same path. */
  readonly alsoAt?: readonly string[];
  /** Optional segments in front of the path. */
  readonly prefix?: string;
}

/** Returns the vendor's reply for an unrouted request: `byDefault`, or the plain engine's if the behaviour is off. */
export const unroutedAs =
  (byDefault: (request: LabRequest) => Reply): Unrouted =>
  (request, ports) => {
    if (!ports) return byDefault(request);
    ports.note({ endpoint: 'unknown' });
    const reply = plainNotFound(request);
    return ports.decide('reply', { endpoint: 'unknown', reply, request, random: ports.random }, { reply }).reply;
  };

/** Returns a function that declares routes of a vendor: at `vendorUrl`, for these methods. Other methods are not routed. */
export const routesOf =
  (unrouted: Unrouted) =>
  (
    endpoint: EndpointName,
    methods: readonly Method[],
    vendorUrl: string,
    handle: RouteHandler,
    { alsoAt = [], prefix = '' }: Where = {},
  ): Route => {
    const { host, pathname } = new URL(vendorUrl);
    return defineRoute({
      endpoint,
      host,
      alsoAt,
      path: prefix + pathname,
      method: 'ANY',
      handle: (request, ports) =>
        methods.some((method) => method === request.method) ? handle(request, ports) : unrouted(request, ports),
    });
  };

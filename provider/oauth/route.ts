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

/** What a vendor answers where no route fits, or none under this method. Without ports: as it does by default. */
export type Unrouted = (request: LabRequest, ports?: Ports) => Reply;

/** Where a route stands besides its own address. */
export interface Where {
  /** Other hosts on which the same path is the same address. */
  readonly alsoAt?: readonly string[];
  /** Segments before the path that may be there. */
  readonly prefix?: string;
}

/** The answer of a vendor that says `byDefault`, unless its behaviours leave what the plain engine says. */
export const unroutedAs =
  (byDefault: (request: LabRequest) => Reply): Unrouted =>
  (request, ports) => {
    if (!ports) return byDefault(request);
    ports.note({ endpoint: 'unknown' });
    const reply = plainNotFound(request);
    return ports.decide('reply', { endpoint: 'unknown', reply, request, random: ports.random }, { reply }).reply;
  };

/** Makes routes of a vendor: at the address of `vendorUrl`, for these methods; under others nothing is found. */
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

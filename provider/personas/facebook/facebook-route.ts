import {
  defineRoute,
  type EndpointName,
  type LabRequest,
  type Method,
  type Ports,
  type Reply,
  type Route,
  type RoutedRequest,
} from '../../model/index.ts';
import { plainNotFound } from '../front/replies.ts';
import { VERSION } from './endpoints.ts';
import { notFoundPage } from './replies.ts';

type Handle = (request: RoutedRequest, ports: Ports) => Promise<Reply> | Reply;

interface Where {
  readonly alsoAt?: readonly string[];
  /** The path may begin with a version. */
  readonly versioned?: boolean;
}

/** What stands at no route, or at a route under another method. Without ports: as Facebook answers by default. */
export const unrouted = (request: LabRequest, ports?: Ports): Reply => {
  if (!ports) return notFoundPage();
  ports.note({ endpoint: 'unknown' });
  const reply = plainNotFound(request);
  return ports.decide('reply', { endpoint: 'unknown', reply, request, random: ports.random }, { reply }).reply;
};

/** A route of Facebook's; other methods are not found. */
export const facebookRoute = (
  endpoint: EndpointName,
  methods: readonly Method[],
  vendorUrl: string,
  handle: Handle,
  { alsoAt = [], versioned = false }: Where = {},
): Route => {
  const { host, pathname } = new URL(vendorUrl);
  return defineRoute({
    endpoint,
    host,
    alsoAt,
    path: `${versioned ? VERSION : ''}${pathname}`,
    method: 'ANY',
    handle: (request, ports) =>
      methods.some((method) => method === request.method) ? handle(request, ports) : unrouted(request, ports),
  });
};

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
import { googleNotFound } from './replies.ts';

type Handle = (request: RoutedRequest, ports: Ports) => Promise<Reply> | Reply;

/** What stands at no route, or at a route under another method. Without ports: as Google answers by default. */
export const unrouted = (request: LabRequest, ports?: Ports): Reply => {
  if (!ports) return googleNotFound(request.url);
  ports.note({ endpoint: 'unknown' });
  const reply = plainNotFound(request);
  return ports.decide('reply', { endpoint: 'unknown', reply, request, random: ports.random }, { reply }).reply;
};

const placeOf = (vendorUrl: string) => {
  const { host, pathname } = new URL(vendorUrl);
  return { host, path: pathname };
};

/** A route of Google's; other methods are not found. */
export const googleRoute = (endpoint: EndpointName, methods: readonly Method[], vendorUrl: string, handle: Handle): Route =>
  defineRoute({
    endpoint,
    ...placeOf(vendorUrl),
    method: 'ANY',
    handle: (request, ports) =>
      methods.some((method) => method === request.method) ? handle(request, ports) : unrouted(request, ports),
  });

/** A method of one of Google's APIs; several may share an address. */
export const apiRoute = (endpoint: EndpointName, method: Method, vendorUrl: string, handle: Handle): Route =>
  defineRoute({ endpoint, ...placeOf(vendorUrl), method, handle });

import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import type { ApiCall } from '../stages.ts';
import { admit, isRefused, refuseFor } from './graph-call.ts';

const VERSION = /^\/v\d+(?:\.\d+)?(?=\/|$)/;

/** The problem of an unknown path: no object, or an unknown part after the object. */
const problemOf = (pathname: string): NonNullable<ApiCall['problem']> => {
  const [, ...rest] = pathname.replace(VERSION, '').split('/').filter(Boolean);
  return { kind: 'path', what: rest.length === 0 ? '' : `/${rest.join('/')}` };
};

/** Refuses a call because of its path, after the checks of its token. */
export const refusePath = async (
  request: RoutedRequest,
  problem: NonNullable<ApiCall['problem']>,
  ports: Ports,
): Promise<Reply> => {
  const admitted = await admit(request, { api: 'unknown', openTo: 'nobody', node: '' }, ports);
  return isRefused(admitted) ? admitted : refuseFor(problem, admitted, ports);
};

/** Handles a path without an object, or with an unknown edge. */
export const unknownPath = (request: RoutedRequest, ports: Ports): Promise<Reply> =>
  refusePath(request, problemOf(request.url.pathname), ports);

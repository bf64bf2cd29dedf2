import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import type { ApiCall } from '../stages.ts';
import { admit, isRefused, refuseFor } from './graph-call.ts';

const VERSION = /^\/v\d+(?:\.\d+)?(?=\/|$)/;

/** What is wrong with a path that leads nowhere: nothing names an object, or something stands behind it that it has not. */
const problemOf = (pathname: string): NonNullable<ApiCall['problem']> => {
  const [, ...rest] = pathname.replace(VERSION, '').split('/').filter(Boolean);
  return { kind: 'path', what: rest.length === 0 ? '' : `/${rest.join('/')}` };
};

/** Refuses a call for where it goes, unless its token is worth a word before. */
export const refusePath = async (
  request: RoutedRequest,
  problem: NonNullable<ApiCall['problem']>,
  ports: Ports,
): Promise<Reply> => {
  const admitted = await admit(request, { api: 'unknown', openTo: 'nobody', node: '' }, ports);
  return isRefused(admitted) ? admitted : refuseFor(problem, admitted, ports);
};

/** Answers a path that names no object, or an edge that there is not. */
export const unknownPath = (request: RoutedRequest, ports: Ports): Promise<Reply> =>
  refusePath(request, problemOf(request.url.pathname), ports);

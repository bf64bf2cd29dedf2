import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import type { ApiCall } from '../stages.ts';
import { admit, isRefused, refuseFor } from './graph-call.ts';
import { gapInObject, gapInPath } from './unserved.ts';

const VERSION = /^\/v\d+(?:\.\d+)?(?=\/|$)/;

const partsOf = ({ pathname }: URL): readonly string[] => pathname.replace(VERSION, '').split('/').filter(Boolean);

/** The problem of an unknown path: no object, or an unknown part after the object. */
const problemOf = ([, ...rest]: readonly string[]): NonNullable<ApiCall['problem']> => ({
  kind: 'path',
  what: rest.length === 0 ? '' : `/${rest.join('/')}`,
});

type FindGap = (call: ApiCall, ports: Ports) => Promise<Reply | undefined> | Reply | undefined;

/** Refuses a call because of its path, after the checks of its token; where Graph would not, the lab tells its gap. */
const refusePath = async (
  request: RoutedRequest,
  problem: NonNullable<ApiCall['problem']>,
  gap: FindGap,
  ports: Ports,
): Promise<Reply> => {
  const admitted = await admit(request, { api: 'unknown', openTo: 'nobody', node: '' }, ports);
  return isRefused(admitted) ? admitted : ((await gap(admitted.call, ports)) ?? refuseFor(problem, admitted, ports));
};

/** Handles a path without an object, or with an unknown edge. */
export const unknownPath = (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const parts = partsOf(request.url);
  return refusePath(request, problemOf(parts), ({ params }) => gapInPath(parts, params, ports), ports);
};

/** Handles a known path under a method that it does not have. */
export const wrongMethod = (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const node = request.path.id ?? 'me';
  return refusePath(request, { kind: 'object', what: node }, (call) => gapInObject(node, call, ports), ports);
};

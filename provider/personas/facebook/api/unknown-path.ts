import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import type { ApiCall } from '../stages.ts';
import { admit, type CallRequirements, isRefused, refuseFor } from './graph-call.ts';
import { gapInObject, gapInPath } from './unserved.ts';

const VERSION = /^\/v\d+(?:\.\d+)?(?=\/|$)/;

const partsOf = ({ pathname }: URL): readonly string[] => pathname.replace(VERSION, '').split('/').filter(Boolean);

/** The problem of an unknown path: no object, or an unknown part after the object. */
const problemOf = ([, ...rest]: readonly string[]): NonNullable<ApiCall['problem']> => ({
  kind: 'path',
  what: rest.length === 0 ? '' : `/${rest.join('/')}`,
});

/** Device login begins with a token of the client. */
const DEVICE_LOGIN: NonNullable<ApiCall['problem']> = { kind: 'device', what: 'login' };

const IS_PERSON = /^(?:me|\d+)$/;

type FindGap = (call: ApiCall, ports: Ports) => Promise<Reply | undefined> | Reply | undefined;

/** Refuses a call because of its path, after the checks of its token; where Graph would not, the lab tells its gap. */
const refusePath = async (
  request: RoutedRequest,
  problem: NonNullable<ApiCall['problem']>,
  gap: FindGap,
  ports: Ports,
  about: Pick<CallRequirements, 'node' | 'openTo'> = { openTo: 'nobody', node: '' },
): Promise<Reply> => {
  const admitted = await admit(request, { api: 'unknown', ...about }, ports);
  return isRefused(admitted) ? admitted : ((await gap(admitted.call, ports)) ?? refuseFor(problem, admitted, ports));
};

/** Handles a path without an object, or with an unknown edge. */
export const unknownPath = (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const parts = partsOf(request.url);
  const [node = ''] = parts;
  // Whoever asks for something of a person needs a token, whether it exists or not.
  const about = parts.length > 1 && IS_PERSON.test(node) ? ({ node, openTo: 'app' } as const) : undefined;
  return refusePath(
    request,
    node === 'device' ? DEVICE_LOGIN : problemOf(parts),
    ({ params }) => gapInPath(parts, params, ports),
    ports,
    about,
  );
};

/** Handles a known path under a method that it does not have. */
export const wrongMethod = (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const node = request.path.id ?? 'me';
  return refusePath(request, { kind: 'object', what: node }, (call) => gapInObject(node, call, ports), ports);
};

import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { driveProblem, selected } from './drive-replies.ts';
import { FILE_FIELDS } from './drive-resource.ts';
import { type Caller, type CallRequirements, isRefused, judgeRequest } from './guard.ts';

/** Checks the token, then handles the call. */
export const guarded =
  (
    api: string,
    needed: (request: RoutedRequest) => readonly string[],
    work: (request: RoutedRequest, caller: Caller, requirements: CallRequirements, ports: Ports) => Promise<Reply> | Reply,
  ) =>
  async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
    const requirements = { api, needed: needed(request) };
    const caller = await judgeRequest(request, requirements, ports);
    return isRefused(caller) ? caller : work(request, caller, requirements, ports);
  };

/** Returns a response with the requested `fields` of a resource. */
export const described = (
  resource: Readonly<Record<string, unknown>>,
  request: Pick<RoutedRequest, 'url'>,
  requirements: CallRequirements,
  ports: Ports,
): Reply =>
  selected(
    { resource, fields: request.url.searchParams.get('fields'), usual: 'kind,id,name,mimeType', known: FILE_FIELDS },
    requirements,
    ports,
  );

/** The response for a file that does not exist or is not accessible. */
export const noSuchFile = (id: string, requirements: CallRequirements, ports: Ports): Reply =>
  driveProblem({ status: 404, reason: 'notFound', message: `File not found: ${id}.`, location: 'fileId' }, requirements, ports);

import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { FILE_FIELDS } from './drive-files.ts';
import { driveProblem, selected } from './drive-replies.ts';
import { type Caller, type Gate, isRefused, judgeRequest } from './guard.ts';

/** Judges the token, then does the work. */
export const guarded =
  (
    api: string,
    needed: (request: RoutedRequest) => readonly string[],
    work: (request: RoutedRequest, caller: Caller, gate: Gate, ports: Ports) => Promise<Reply> | Reply,
  ) =>
  async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
    const gate = { api, needed: needed(request) };
    const caller = await judgeRequest(request, gate, ports);
    return isRefused(caller) ? caller : work(request, caller, gate, ports);
  };

/** A file as it was asked for. */
export const described = (
  resource: Readonly<Record<string, unknown>>,
  request: Pick<RoutedRequest, 'url'>,
  gate: Gate,
  ports: Ports,
): Reply =>
  selected(
    { resource, fields: request.url.searchParams.get('fields'), usual: 'kind,id,name,mimeType', known: FILE_FIELDS },
    gate,
    ports,
  );

/** The answer about a file that is not there, or not for this caller. */
export const noSuchFile = (id: string, gate: Gate, ports: Ports): Reply =>
  driveProblem({ status: 404, reason: 'notFound', message: `File not found: ${id}.`, location: 'fileId' }, gate, ports);

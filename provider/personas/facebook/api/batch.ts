import { type Ports, type Reply, type Route, type RoutedRequest, writeBody } from '../../../model/index.ts';
import { VERSION } from '../endpoints.ts';
import { MOST_OPERATIONS, type Operation, operationRequest, readBatch } from './batch-call.ts';
import { type Admitted, admit, graphReply, isRefused, refuseFor } from './graph-call.ts';
import { graphRoute } from './graph-route.ts';
import { unknownPath, wrongMethod } from './unknown-path.ts';

interface Found {
  readonly handle: Route['handle'];
  readonly endpoint: Route['endpoint'];
  readonly path: Readonly<Record<string, string>>;
}

const partsOf = (path: string): readonly string[] => path.split('/').filter(Boolean);

const isVersion = (part = ''): boolean => /^v\d[\d.]*$/.test(part);

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a broken escape names nothing
  }
};

/** The parameters of a path if it fits the parts of a route. */
const pathOf = (pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined => {
  if (pattern.length !== parts.length) return undefined;
  const path: Record<string, string> = {};
  for (const [place, part] of pattern.entries()) {
    if (part.startsWith(':')) path[part.slice(1)] = decoded(parts[place] ?? '');
    else if (part !== parts[place]) return undefined;
  }
  return path;
};

/** Finds the route of an operation: the first in the list that fits. */
const finderOf = (routes: readonly Route[]): ((method: string, pathname: string) => Found | undefined) => {
  const patterns = routes.map((route) => ({ route, pattern: partsOf(route.path.replace(VERSION, '')) }));
  return (method, pathname) => {
    const all = partsOf(pathname);
    const parts = isVersion(all[0]) ? all.slice(1) : all;
    for (const { route, pattern } of patterns) {
      const path = route.method === method || route.method === 'ANY' ? pathOf(pattern, parts) : undefined;
      if (path) return { handle: route.handle, endpoint: route.endpoint, path };
    }
    return undefined;
  };
};

const headerObjects = ({ headers }: Reply) => headers.map(([name, value]) => ({ name, value }));

const answered = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined; // a body that is no JSON has no results
  }
};

type Find = ReturnType<typeof finderOf>;

/** Answers one operation as the Graph API answers the same call alone. */
const answer = async (request: RoutedRequest, find: Find, ports: Ports): Promise<Reply> => {
  const found = find(request.method, request.url.pathname);
  const reply = await (found ? found.handle({ ...request, path: found.path }, ports) : unknownPath(request, ports));
  if (reply.gap) return reply;
  return ports.decide('reply', { endpoint: found?.endpoint ?? 'unknown', reply, request, random: ports.random }, { reply }).reply;
};

const NOT_A_LIST = { kind: 'parameter', what: 'param batch must be an array.' } as const;
const TOO_MANY = {
  kind: 'parameter',
  what: `Too many requests in batch message. Maximum batch size is ${MOST_OPERATIONS}`,
} as const;
const UNREADABLE = { code: 400, body: '{"error":{"message":"relative_url was not specified","type":"GraphBatchException"}}' };

const run = async (
  operations: readonly (Operation | undefined)[],
  admitted: Admitted,
  request: RoutedRequest,
  find: Find,
  ports: Ports,
) => {
  const { params } = admitted.call;
  const answers = new Map<string, unknown>();
  const replies: unknown[] = [];
  for (const operation of operations) {
    if (!operation) {
      replies.push(UNREADABLE);
      continue;
    }
    const reply = await answer(operationRequest(operation, { request, params, answers }), find, ports);
    const body = String(writeBody(reply.body));
    if (operation.name !== undefined) answers.set(operation.name, answered(body));
    const headers = params.include_headers === 'false' ? {} : { headers: headerObjects(reply) };
    replies.push(operation.omitsSuccess && reply.status === 200 ? null : { code: reply.status, ...headers, body });
  }
  return replies;
};

/** Several calls in one. A token that is good for nothing is refused once, for all of them. */
const batch =
  (find: Find) =>
  async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
    const admitted = await admit(request, { api: 'api:graph.batch', openTo: 'nobody', node: '' }, ports);
    if (isRefused(admitted)) return admitted;
    const operations = readBatch(admitted.call.params.batch);
    if (!operations) return refuseFor(NOT_A_LIST, admitted, ports);
    if (operations.length > MOST_OPERATIONS) return refuseFor(TOO_MANY, admitted, ports);
    return graphReply(await run(operations, admitted, request, find, ports), admitted);
  };

const asksForBatch = ({ url, body }: RoutedRequest): boolean =>
  url.searchParams.has('batch') || Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('batch');

/** `POST /` and `POST /v25.0/` with `batch`. `routes`: those of single calls. */
export const batchRoutes = (routes: readonly Route[]): readonly Route[] => {
  const handle = batch(finderOf(routes));
  const atRoot: Route['handle'] = (request, ports) =>
    asksForBatch(request) ? handle(request, ports) : unknownPath(request, ports);
  const atVersion: Route['handle'] = (request, ports) =>
    isVersion(request.path.id) ? atRoot(request, ports) : wrongMethod(request, ports);
  return [
    { ...graphRoute('api:graph.batch', 'POST', '/', atRoot), path: '/' },
    graphRoute('api:graph.batch', 'POST', '/:id', atVersion),
  ];
};

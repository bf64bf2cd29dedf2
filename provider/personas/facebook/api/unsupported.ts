import { defineRoute, type Ports, type Reply, type RoutedRequest } from '../../../model/index.ts';
import { GRAPH_HOST } from './graph-place.ts';
import { graphRoute } from './graph-route.ts';
import { refusePath, unknownPath } from './unknown-path.ts';

const wrongMethod = (request: RoutedRequest, ports: Ports): Promise<Reply> =>
  refusePath(request, { kind: 'object', what: request.path.id ?? 'me' }, ports);

const EDGES = ['/me', '/:id', '/:id/permissions', '/:id/permissions/:permission', '/:id/picture', '/:id/feed', '/debug_token'];

/** Errors of the Graph API for unknown paths and methods. */
export const unsupportedRoutes = [
  ...EDGES.map((path) => graphRoute('unknown', 'ANY', path, wrongMethod)),
  defineRoute({ endpoint: 'unknown', host: GRAPH_HOST, method: 'ANY', path: '/', handle: unknownPath }),
  defineRoute({ endpoint: 'unknown', host: GRAPH_HOST, method: 'ANY', path: '/**', handle: unknownPath }),
];

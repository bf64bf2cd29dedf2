import { defineRoute } from '../../../model/index.ts';
import { GRAPH_HOST } from './graph-place.ts';
import { graphRoute } from './graph-route.ts';
import { unknownPath, wrongMethod } from './unknown-path.ts';

const EDGES = ['/me', '/:id', '/:id/permissions', '/:id/permissions/:permission', '/:id/picture', '/:id/feed', '/debug_token'];

/** Errors of the Graph API for unknown paths and methods. */
export const unsupportedRoutes = [
  ...EDGES.map((path) => graphRoute('unknown', 'ANY', path, wrongMethod)),
  defineRoute({ endpoint: 'unknown', host: GRAPH_HOST, method: 'ANY', path: '/', handle: unknownPath }),
  defineRoute({ endpoint: 'unknown', host: GRAPH_HOST, method: 'ANY', path: '/**', handle: unknownPath }),
];

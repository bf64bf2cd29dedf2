import { defineRoute, type Method, type Route } from '../../../model/index.ts';
import { VERSION } from '../endpoints.ts';
import { GRAPH_HOST } from './graph-place.ts';

/** Declares a route of the Graph API, with an optional version in front of its path. */
export const graphRoute = (endpoint: Route['endpoint'], method: Method | 'ANY', path: string, handle: Route['handle']): Route =>
  defineRoute({ endpoint, host: GRAPH_HOST, method, path: `${VERSION}${path}`, handle });
